import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { type Permission, permissionFrom } from '../consent/index.ts'
import type { Fact, Profile } from '../thread/events.ts'
import { frequencyCap, isFull } from './cap.ts'
import type { FrequencyCap, MessagePurpose, MessageReason } from './contract.ts'
import { emailFact } from './outcome.ts'
import { reasonNot } from './permit.ts'
import { sendingChannels } from './reach.ts'
import { addressHash } from './suppression.ts'

/** What is known of somebody on a past day, as far as writing to them asks. */
export interface RecipientThen {
  readonly profile: Profile
  readonly standing: Parameters<typeof permissionFrom>[0]['standing']
  readonly orderEventId: string | undefined
  readonly address: string | undefined
  readonly suppressedSince: Date | undefined
  /** When marketing went out to them before, or would have. */
  readonly contacts: readonly Date[]
}

/** What the brand's settings say of messages: today's, since a draft is judged by today's rules. */
export interface SendingRules {
  readonly cap: FrequencyCap
  readonly templates: ReadonlyMap<string, { purpose: MessagePurpose; version: number }>
}

export async function sendingRules(db: Db, templateIds: readonly string[]): Promise<SendingRules> {
  const rows = await db
    .selectFrom('messages.template')
    .select(['id', 'purpose', 'version'])
    .where('id', '=', sql<string>`any(${[...templateIds]}::uuid[])`)
    .execute()
  return {
    cap: await frequencyCap(db),
    templates: new Map(rows.map(({ id, ...template }) => [id, template])),
  }
}

/** Why a message would not have gone out at that moment, by the rules that hold for one today. */
export function reasonThen(
  { cap, templates }: SendingRules,
  templateId: string,
  recipient: RecipientThen,
  now: Date,
): MessageReason | undefined {
  const purpose = templates.get(templateId)?.purpose
  if (!purpose) return 'template-failed'
  const permission: Permission = permissionFrom(recipient, { purpose, channel: 'email', now })
  const { address, suppressedSince, contacts, profile } = recipient
  const isSuppressed = suppressedSince !== undefined && suppressedSince <= now
  const reason = reasonNot({ permission, address, isSuppressed })
  if (reason || purpose !== 'marketing') return reason
  return isFull(contacts, cap, { now, timeZone: profile.timeZone }) ? 'frequency-cap' : undefined
}

/** Whether a channel would have been chosen for them: only a message itself is held to the hour. */
export function reachesThen(recipient: RecipientThen, channel: string, now: Date): boolean {
  if (!sendingChannels.some((one) => one === channel)) return false
  const { allowed, reason } = permissionFrom(recipient, {
    ...{ purpose: 'marketing', channel: 'email', now },
  })
  const { address, suppressedSince: since } = recipient
  const isSuppressed = since !== undefined && since <= now
  return (allowed || reason === 'outside-hours') && address !== undefined && !isSuppressed
}

export interface MessageThen {
  readonly id: string
  readonly customerId: string
  readonly templateId: string
  readonly journeyId: string
  readonly runId: string
  readonly step: string
}

/** What the thread would have been told of it, as it is of one that is sent. */
export function factThen(
  { templates }: SendingRules,
  { id, customerId, templateId, journeyId, runId, step }: MessageThen,
  reason: MessageReason | undefined,
): Fact {
  const { version = 0, purpose = 'marketing' } = templates.get(templateId) ?? {}
  const row = {
    ...{ id, customer_id: customerId, template_id: templateId, version, purpose, step },
    ...{ origin_kind: 'journey', origin_id: journeyId, run_id: runId },
  }
  return reason
    ? emailFact(row, 'Email Not Sent', { state: 'refused', reason })
    : emailFact(row, 'Email Sent')
}

/** When marketing was handed over to these customers, by whatever sent it but `except`; oldest first. */
export async function contactsOf(
  db: Db,
  customerIds: readonly string[],
  { since, until, except }: { since: Date; until: Date; except: string },
): Promise<Map<string, Date[]>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('messages.message')
    .select(['customer_id', sql<Date>`claimed_at`.as('at')])
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::uuid[])`)
    .where('purpose', '=', 'marketing')
    .where('state', 'in', ['claimed', 'handed_over', 'unknown'])
    .where('claimed_at', '>=', since)
    .where('claimed_at', '<', until)
    .where(sql<boolean>`origin_id is distinct from ${except}`)
    .orderBy('claimed_at')
    .execute()
  const contacts = new Map<string, Date[]>()
  for (const { customer_id, at } of rows) {
    const own = contacts.get(customer_id) ?? []
    own.push(at)
    contacts.set(customer_id, own)
  }
  return contacts
}

/** Since when each of these addresses must not be written to. */
export async function suppressedSince(
  db: Db,
  addresses: readonly string[],
): Promise<Map<string, Date>> {
  if (addresses.length === 0) return new Map()
  const byHash = new Map(addresses.map((address) => [addressHash(address), address]))
  const rows = await db
    .selectFrom('messages.suppression')
    .select(['address_hash', 'at'])
    .where('address_hash', '=', sql<string>`any(${[...byHash.keys()]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [byHash.get(row.address_hash) ?? '', row.at]))
}
