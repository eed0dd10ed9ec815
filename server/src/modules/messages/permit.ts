import type { Db } from '../../kernel/database.ts'
import { type Asking, mayContact, type Permission } from '../consent/index.ts'
import { emailsOf, finalIds, idsOfPeople, profilesOf } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { type Asked, frequencyCap, overCap } from './cap.ts'
import type { ClaimedRow } from './claim.ts'
import type { MessagePurpose, MessageReason } from './contract.ts'
import { suppressedAmong } from './suppression.ts'

/** A message that may go out now: to whom, to which address, on which ground. */
export interface Permitted {
  readonly row: ClaimedRow
  readonly profile: Profile
  readonly address: string
  readonly permission: Permission
  readonly openTracking: boolean
}

export interface Refused {
  readonly row: ClaimedRow
  readonly reason: MessageReason
}

/**
 * Asks, at the last moment before the hand-over, whether each message may be sent: who the person is
 * by now, where they are to be reached, what they said, and how often we wrote.
 */
export async function permit(
  db: Db,
  rows: readonly ClaimedRow[],
  now: Date,
): Promise<{ permitted: Permitted[]; refused: Refused[] }> {
  const known = await lookUp(db, rows, now)
  const permitted: Permitted[] = []
  const refused: Refused[] = []
  for (const row of rows) {
    const answer = judge(row, known)
    if (typeof answer === 'string') refused.push({ row, reason: answer })
    else permitted.push(answer)
  }
  const cap = await frequencyCap(db)
  const over = await overCap(db, await askedOf(db, permitted), cap, now)
  return {
    permitted: permitted.filter(({ row }) => !over.has(row.id)),
    refused: [
      ...refused,
      ...permitted
        .filter(({ row }) => over.has(row.id))
        .map(({ row }) => ({ row, reason: 'frequency-cap' as const })),
    ],
  }
}

type Known = Awaited<ReturnType<typeof lookUp>>

/** All that is asked of the database for a batch, once for everybody in it. */
async function lookUp(db: Db, rows: readonly ClaimedRow[], now: Date) {
  const finals = await finalIds(db, [...new Set(rows.map((row) => row.customer_id))])
  const customerIds = [...new Set(finals.values())]
  const profiles = await profilesOf(db, customerIds)
  const may = async (purpose: Asking) =>
    mayContact(db, { customerIds, purpose, channel: 'email', now, profiles })
  const asked = (purpose: MessagePurpose) =>
    rows.some((row) => row.purpose === purpose) ? may(purpose) : new Map<string, Permission>()
  const [emails, marketing, service, confirmation, opens] = await Promise.all([
    emailsOf(db, customerIds),
    asked('marketing'),
    asked('service'),
    asked('confirmation'),
    may('email_open_tracking'),
  ])
  const asIs = rows.flatMap((row) => row.to_address ?? [])
  const suppressed = await suppressedAmong(db, [...emails.values(), ...asIs])
  const permissions = { marketing, service, confirmation }
  return { finals, profiles, emails, permissions, opens, suppressed }
}

/** A message that may go, but for the cap, or why it may not. */
function judge(row: ClaimedRow, known: Known): Permitted | MessageReason {
  const person = known.finals.get(row.customer_id)
  const profile = person && known.profiles.get(person)
  const permission = person && known.permissions[row.purpose].get(person)
  if (!person || !profile || !permission) return 'customer-gone'
  const address = row.to_address ?? known.emails.get(person)
  const isSuppressed = address !== undefined && known.suppressed.has(address)
  const reason = reasonNot({ permission, address, isSuppressed })
  if (reason || address === undefined) return reason ?? 'no-address'
  const openTracking = known.opens.get(person)?.allowed === true
  return { row, profile, address, permission, openTracking }
}

/** Why somebody who is there is not written to, the cap left aside; a past day is judged by it too. */
export function reasonNot({
  permission,
  address,
  isSuppressed,
}: {
  permission: Permission
  address: string | undefined
  isSuppressed: boolean
}): MessageReason | undefined {
  if (permission.reason) return permission.reason
  if (address === undefined) return 'no-address'
  return isSuppressed ? 'suppressed' : undefined
}

/** What a customer must be told is told however often; only marketing is counted. */
async function askedOf(db: Db, permitted: readonly Permitted[]): Promise<Asked[]> {
  const counted = permitted.filter(({ row }) => row.purpose === 'marketing')
  const people = counted.map(({ profile }) => profile.customerId)
  const idsOf = Map.groupBy(await idsOfPeople(db, people), ([, finalId]) => finalId)
  return counted.map(({ row, profile }) => ({
    ids: (idsOf.get(profile.customerId) ?? []).map(([id]) => id),
    timeZone: profile.timeZone,
    messageId: row.id,
    claimedAt: row.claimed_at,
    priority: row.priority,
  }))
}
