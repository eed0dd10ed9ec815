import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { type ConsentChannel, type DecisionKind, type Purpose, purposes } from './contract.ts'

/** The answer to "may we?", with what it rests on, so that whoever asked can store it. */
export interface Permission {
  readonly allowed: boolean
  readonly ground: 'consent' | 'contract' | null
  readonly decisionId: string | null
  /** Why not; null when allowed. */
  readonly reason: 'consent-unknown' | 'consent-withdrawn' | 'purpose-not-on-channel' | null
}

interface Question {
  /** Final ids; for any other the answer is no. */
  customerIds: readonly string[]
  purpose: Purpose
  channel: ConsentChannel
  now: Date
}

/**
 * May we do this with these people on this channel now, and on which ground? Every send asks this
 * one function, at the last moment. Who was never asked has not said yes.
 */
export async function mayContact(
  db: Db,
  { customerIds, purpose, channel, now }: Question,
): Promise<Map<string, Permission>> {
  const rule = purposes[purpose]
  if (!rule.channels.includes(channel)) return sameFor(customerIds, no('purpose-not-on-channel'))
  if (rule.basis === 'contract') return sameFor(customerIds, yes('contract', null))
  const answers = sameFor(customerIds, no('consent-unknown'))
  if (customerIds.length === 0) return answers
  const standings = await db
    .selectFrom('consent.standing')
    .select(['customer_id', 'decision', 'decision_id', 'at'])
    .where('customer_id', '=', anyOf(customerIds))
    .where('purpose', '=', purpose)
    .where('channel', '=', channel)
    .execute()
  for (const { customer_id, decision, decision_id, at } of standings) {
    if (decision === 'withdrawn') {
      answers.set(customer_id, { ...no('consent-withdrawn'), decisionId: decision_id })
    } else if (at <= now) {
      answers.set(customer_id, yes('consent', decision_id))
    }
  }
  return answers
}

const sameFor = (customerIds: readonly string[], permission: Permission) =>
  new Map(customerIds.map((customerId) => [customerId, permission]))

const yes = (ground: 'consent' | 'contract', decisionId: string | null): Permission => ({
  allowed: true,
  ground,
  decisionId,
  reason: null,
})

const no = (reason: NonNullable<Permission['reason']>): Permission => ({
  allowed: false,
  ground: null,
  decisionId: null,
  reason,
})

export type ConsentKey = `${Purpose}/${ConsentChannel}`

/** Where people stand, by final id: `consentOf(…).get(id)?.['marketing/email']`; absent = never asked. */
export async function consentOf(
  db: Db,
  finalIds: readonly string[],
): Promise<Map<string, Partial<Record<ConsentKey, DecisionKind>>>> {
  const answers = new Map<string, Partial<Record<ConsentKey, DecisionKind>>>()
  if (finalIds.length === 0) return answers
  const standings = await db
    .selectFrom('consent.standing')
    .select(['customer_id', 'purpose', 'channel', 'decision'])
    .where('customer_id', '=', anyOf(finalIds))
    .execute()
  for (const { customer_id, purpose, channel, decision } of standings) {
    const known = answers.get(customer_id) ?? {}
    known[`${purpose}/${channel}`] = decision
    answers.set(customer_id, known)
  }
  return answers
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
