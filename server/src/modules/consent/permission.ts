import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { profilesOf } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { type ConsentChannel, type DecisionKind, type Purpose, purposes } from './contract.ts'
import { placeOf } from './hours/country.ts'
import { sendingHours } from './hours/sending-hours.ts'
import type { StandingRow } from './ledger.ts'
import { isMinor } from './minor.ts'
import { boughtHere } from './soft-opt-in.ts'

/** What may be asked for: a purpose, or to write once to somebody whose yes is not confirmed yet. */
export type Asking = Purpose | 'confirmation'

/** The answer to "may we?", with what it rests on, so that whoever asked can store it. */
export interface Permission {
  readonly allowed: boolean
  readonly ground: 'consent' | 'contract' | 'soft-opt-in' | 'confirmation' | null
  readonly decisionId: string | null
  /** Of a soft opt-in: the event of the order that it rests on. */
  readonly orderEventId: string | null
  /** Why not; null when allowed. */
  readonly reason: NoReason | null
  /** Of a no that only the hour says: when it is a yes. */
  readonly notBefore: Date | null
}

export type NoReason =
  | 'consent-unknown'
  | 'consent-withdrawn'
  | 'consent-expired'
  | 'consent-pending'
  | 'nothing-to-confirm'
  | 'minor'
  | 'outside-hours'
  | 'purpose-not-on-channel'

interface Question {
  /** Final ids; for any other the answer is no. */
  customerIds: readonly string[]
  purpose: Asking
  channel: ConsentChannel
  now: Date
  /** Profiles by final id, where whoever asks has them already. */
  profiles?: ReadonlyMap<string, Profile>
}

/**
 * May we do this with these people on this channel now, and on which ground? Every send asks this
 * one function, at the last moment. Who was never asked has not said yes.
 */
export async function mayContact(db: Db, question: Question): Promise<Map<string, Permission>> {
  const { customerIds, purpose, channel, now } = question
  if (purpose === 'confirmation') return mayConfirm(db, question)
  const rule = purposes[purpose]
  if (!rule.channels.includes(channel)) return sameFor(customerIds, no('purpose-not-on-channel'))
  if (rule.basis === 'contract') return sameFor(customerIds, yes('contract'))
  if (customerIds.length === 0) return new Map()
  const standings = await standingsFor(db, customerIds, purpose, channel)
  const profiles = question.profiles ?? (await profilesOf(db, customerIds))
  const known = (id: string) => ({ standing: standings.get(id), profile: profiles.get(id) })
  const answers = new Map(
    customerIds.map((id) => [id, permissionFrom(known(id), question)] as const),
  )
  const silent = [...answers].filter(
    ([id, { reason }]) => purpose === 'marketing' && isSilent(reason) && profiles.has(id),
  )
  const ids = silent.map(([id]) => id)
  for (const [id, orderEventId] of await boughtHere(db, ids, channel, now)) {
    answers.set(id, permissionFrom({ ...known(id), orderEventId }, question))
  }
  return answers
}

const isSilent = (reason: NoReason | null) => reason === 'consent-unknown'

/** What is known of one person at a moment, as far as a permission rests on it. */
export interface KnownThen {
  readonly standing: StandingRow | undefined
  readonly profile: Profile | undefined
  /** The order on which a soft opt-in may rest, if the brand's rules let it. */
  readonly orderEventId?: string | undefined
}

/** The answer of `mayContact` for one person of whom all is known: the same today and for a past day. */
export function permissionFrom(
  { standing, profile, orderEventId }: KnownThen,
  { purpose, channel, now }: Pick<Question, 'purpose' | 'channel' | 'now'>,
): Permission {
  if (purpose === 'confirmation') return confirmationFrom(standing, now)
  const rule = purposes[purpose]
  if (!rule.channels.includes(channel)) return no('purpose-not-on-channel')
  if (rule.basis === 'contract') return yes('contract')
  const own = judge(standing, profile, now)
  if (purpose !== 'marketing') return own
  const mayBuyer = isSilent(own.reason) && orderEventId !== undefined
  const answer = mayBuyer ? { ...yes('soft-opt-in'), orderEventId } : own
  return answer.allowed && profile ? atThisHour(answer, profile, channel, now) : answer
}

/** What somebody's own word says, their age considered. */
function judge(
  standing: StandingRow | undefined,
  profile: Profile | undefined,
  now: Date,
): Permission {
  const isChild = profile !== undefined && isMinor(profile, now)
  if (!standing || (standing.decision === 'given' && standing.at > now)) {
    return isChild ? no('minor') : no('consent-unknown')
  }
  const { decision, decision_id, expires_at, parental } = standing
  if (decision === 'withdrawn') return no('consent-withdrawn', decision_id)
  if (expires_at && expires_at <= now) return no('consent-expired', decision_id)
  if (decision === 'pending') return no('consent-pending', decision_id)
  return isChild && !parental ? no('minor', decision_id) : yes('consent', decision_id)
}

function atThisHour(
  answer: Permission,
  profile: Profile,
  channel: ConsentChannel,
  now: Date,
): Permission {
  const { open, opensAt } = sendingHours(channel, placeOf(profile), now)
  return open ? answer : { ...no('outside-hours', answer.decisionId), notBefore: opensAt }
}

/** The one mail to somebody whose yes waits: while it waits, and not for ever. */
async function mayConfirm(
  db: Db,
  { customerIds, channel, now }: Question,
): Promise<Map<string, Permission>> {
  const answers = sameFor(customerIds, no('nothing-to-confirm'))
  if (customerIds.length === 0) return answers
  const pending = await standingsFor(db, customerIds, 'marketing', channel)
  for (const [id, standing] of pending) answers.set(id, confirmationFrom(standing, now))
  return answers
}

function confirmationFrom(standing: StandingRow | undefined, now: Date): Permission {
  if (standing?.decision !== 'pending') return no('nothing-to-confirm')
  const { decision_id, expires_at } = standing
  const late = expires_at !== null && expires_at <= now
  return late ? no('consent-expired', decision_id) : yes('confirmation', decision_id)
}

async function standingsFor(
  db: Db,
  customerIds: readonly string[],
  purpose: Purpose,
  channel: ConsentChannel,
): Promise<Map<string, StandingRow>> {
  const rows = await db
    .selectFrom('consent.standing')
    .selectAll()
    .where('customer_id', '=', anyOf(customerIds))
    .where('purpose', '=', purpose)
    .where('channel', '=', channel)
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row]))
}

const sameFor = (customerIds: readonly string[], permission: Permission) =>
  new Map(customerIds.map((customerId) => [customerId, permission]))

const yes = (
  ground: NonNullable<Permission['ground']>,
  decisionId: string | null = null,
): Permission => ({
  ...{ allowed: true, ground, decisionId, orderEventId: null, reason: null, notBefore: null },
})

const no = (reason: NoReason, decisionId: string | null = null): Permission => ({
  ...{ allowed: false, ground: null, decisionId, orderEventId: null, reason, notBefore: null },
})

export type ConsentKey = `${Purpose}/${ConsentChannel}`

/** What somebody said, and when it ends by itself; null: never. */
interface LastingConsent {
  readonly decision: DecisionKind
  readonly expiresAt: Date | null
}

/** Where people stand, by final id: `consentOf(…).get(id)?.['marketing/email']`; absent = never asked. */
export async function consentOf(
  db: Db,
  finalIds: readonly string[],
): Promise<Map<string, Partial<Record<ConsentKey, DecisionKind>>>> {
  const standings = await lastingConsentOf(db, finalIds)
  return new Map(
    [...standings].map(([id, answers]) => [
      id,
      Object.fromEntries(Object.entries(answers).map(([key, { decision }]) => [key, decision])),
    ]),
  )
}

/** The same, with the moment at which each answer ends. */
export async function lastingConsentOf(
  db: Db,
  finalIds: readonly string[],
): Promise<Map<string, Partial<Record<ConsentKey, LastingConsent>>>> {
  const answers = new Map<string, Partial<Record<ConsentKey, LastingConsent>>>()
  if (finalIds.length === 0) return answers
  const standings = await db
    .selectFrom('consent.standing')
    .select(['customer_id', 'purpose', 'channel', 'decision', 'expires_at as expiresAt'])
    .where('customer_id', '=', anyOf(finalIds))
    .execute()
  for (const { customer_id, purpose, channel, decision, expiresAt } of standings) {
    if (decision === 'pending') continue
    const known = answers.get(customer_id) ?? {}
    known[`${purpose}/${channel}`] = { decision, expiresAt }
    answers.set(customer_id, known)
  }
  return answers
}

/** Those of these people, by final id, who said no to having what they do on the web measured. */
export async function refusingMeasure(db: Db, finalIds: readonly string[]): Promise<Set<string>> {
  if (finalIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('consent.standing')
    .select('customer_id')
    .where('customer_id', '=', anyOf(finalIds))
    .where('purpose', '=', 'analytics')
    .where('decision', '=', 'withdrawn')
    .execute()
  return new Set(rows.map((row) => row.customer_id))
}

/** The final ids of all who said yes, as a query for others to join or to put behind `in`. */
export function consenting(db: Db, purpose: Purpose, channel: ConsentChannel) {
  return db
    .selectFrom('consent.standing')
    .select('customer_id')
    .where('purpose', '=', purpose)
    .where('channel', '=', channel)
    .where('decision', '=', 'given')
}

/** Any number of ids in one parameter. */
const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`
