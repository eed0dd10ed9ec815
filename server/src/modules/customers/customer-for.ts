import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
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
  const known = await holderOf(work, identifier)
  if (known) return { ...known, isNew: false }
  const customerId = work.newId()
  const { rows } = await sql`
    insert into customers.identity (kind, value, customer_id, origin_id)
    values (${identifier.kind}, ${identifier.value}, ${customerId}, ${customerId})
    on conflict (kind, value) do nothing returning kind`.execute(work.tx)
  if (rows.length === 0) {
    const winner = await holderOf(work, identifier)
    if (!winner) throw new Error(`${identifier.kind} is held and by nobody`)
    return { ...winner, isNew: false }
  }
  await addCustomer(work, customerId, identifier, appearance)
  return { customerId, originId: customerId, isNew: true }
}

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
    .executeTakeFirst()
}

/** The fact that says so is the proof of the identifier. */
async function addCustomer(
  work: Work,
  customerId: string,
  { kind, value }: Identifier,
  { channel, language = 'fr' }: Appearance,
): Promise<void> {
  const { now, tx } = work
  await tx
    .insertInto('customers.customer')
    .values({
      customer_id: customerId,
      final_id: customerId,
      created_at: now,
      first_seen_at: now,
      last_seen_at: new Date(toMinute(now.getTime())),
      traits: '{}',
      trait_times: '{}',
      language,
      time_zone: 'Europe/Paris',
    })
    .modifyEnd(prepared)
    .execute()
  const properties = { kind }
  const [eventId = ''] = await record(work, {
    ...{ customerId, name: 'Customer Recognised', channel, properties },
  })
  await tx
    .insertInto('customers.identifier')
    .values({
      ...{ customer_id: customerId, origin_id: customerId, kind, value },
      ...{ added_at: now, event_id: eventId },
    })
    .modifyEnd(prepared)
    .execute()
}
