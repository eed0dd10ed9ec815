import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type Work } from '../../kernel/work.ts'
import type { Fact } from '../thread/events.ts'
import { recording } from '../thread/index.ts'
import { toMinute } from './portrait.ts'
import { ValueUnusable } from './refusals.ts'
import { rulebookOf } from './rule-store.ts'
import type { Identifier, Rulebook } from './rulebook.ts'

/** By what somebody is to be known, and where they showed up. */
export interface Appearance extends Identifier {
  readonly channel: Fact['channel']
  readonly language?: string
}

export interface Met {
  readonly customerId: string
  /** Which of their ids the identifier came to. */
  readonly originId: string
  readonly isNew: boolean
}

/**
 * Who an identifier names, at once and in this transaction: somebody new if nobody has it. A cart, a
 * sale cannot wait for the weaver. The unique key of identities decides between two who come at the same
 * moment, and the weaver weaves its batch again when it loses.
 */
export async function customerFor(work: Work, appearance: Appearance): Promise<Met> {
  const identifier = usable(await rulebookOf(work.tx), appearance)
  const customerId = work.newId()
  const rows = await naming(work.tx, { ...identifier, customerId })
  if (rows.length === 0) return { ...(await holderOf(work, identifier)), isNew: false }
  await addCustomer(work, customerId, identifier, appearance)
  return { customerId, originId: customerId, isNew: true }
}

const naming = statement(
  (_, { kind, value, customerId }: Identifier & { customerId: string }) => sql`${prepared}
    insert into customers.identity (kind, value, customer_id, origin_id)
    values (${kind}, ${value}, ${customerId}, ${customerId})
    on conflict (kind, value) do nothing returning kind`,
)

/** Whether a value can name somebody at all. */
export async function mayName(db: Db, identifier: Identifier): Promise<boolean> {
  return formOf(await rulebookOf(db), identifier) !== undefined
}

function usable(rules: Rulebook, { kind, value }: Identifier): Identifier {
  const form = formOf(rules, { kind, value })
  if (form === undefined) throw new ValueUnusable({ kind })
  return { kind, value: form }
}

function formOf(rules: Rulebook, { kind, value }: Identifier): string | undefined {
  if (rules.limitOf(kind).max === 0 || rules.isBlocked(kind, value)) return undefined
  const form = rules.normalise(kind, value)
  return form === undefined || rules.isBlocked(kind, form) ? undefined : form
}

function holderOf({ tx }: Work, { kind, value }: Identifier) {
  return tx
    .selectFrom('customers.identity')
    .select(['customer_id as customerId', 'origin_id as originId'])
    .where('kind', '=', kind)
    .where('value', '=', value)
    .modifyEnd(prepared)
    .executeTakeFirstOrThrow()
}

/** The fact that says so is the proof of the identifier. */
async function addCustomer(
  work: Work,
  customerId: string,
  { kind, value }: Identifier,
  { channel, language = 'fr' }: Appearance,
): Promise<void> {
  const { ids, recorded } = recording(work, {
    ...{ customerId, name: 'Customer Recognised', channel, properties: { kind } },
  })
  const [eventId] = ids
  const seenAt = new Date(toMinute(work.now.getTime()))
  const person = { customerId, now: work.now, seenAt, language, kind, value, eventId }
  await all([recorded, adding(work.tx, person)])
}

interface Added extends Identifier {
  readonly customerId: string
  readonly now: Date
  readonly seenAt: Date
  readonly language: string
  readonly eventId: string | undefined
}

const adding = statement(
  (_, { customerId, now, seenAt, language, kind, value, eventId }: Added) => sql`${prepared}
    with person as (
      insert into customers.customer (customer_id, final_id, created_at, first_seen_at, last_seen_at,
        traits, trait_times, language, time_zone)
      values (${customerId}, ${customerId}, ${now}, ${now}, ${seenAt},
        '{}', '{}', ${language}, 'Europe/Paris')
    )
    insert into customers.identifier (customer_id, origin_id, kind, value, added_at, event_id)
    values (${customerId}, ${customerId}, ${kind}, ${value}, ${now}, ${eventId})`,
)
