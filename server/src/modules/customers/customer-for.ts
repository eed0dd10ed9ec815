import { sql } from 'kysely'
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
  if (known) return { customerId: known, isNew: false }
  const customerId = work.newId()
  const { rows } = await sql`
    insert into customers.identity (kind, value, customer_id, origin_id)
    values (${identifier.kind}, ${identifier.value}, ${customerId}, ${customerId})
    on conflict (kind, value) do nothing returning kind`.execute(work.tx)
  if (rows.length === 0) {
    const winner = await holderOf(work, identifier)
    if (!winner) throw new Error(`${identifier.kind} is held and by nobody`)
    return { customerId: winner, isNew: false }
  }
  await addCustomer(work, customerId, identifier, appearance)
  return { customerId, isNew: true }
}

function usable(rules: Rulebook, { kind, value }: Identifier): Identifier {
  const form = rules.isBlocked(kind, value) ? undefined : rules.normalise(kind, value)
  if (form === undefined || rules.isBlocked(kind, form) || rules.limitOf(kind).max === 0) {
    throw new ValueUnusable({ kind })
  }
  return { kind, value: form }
}

async function holderOf({ tx }: Work, { kind, value }: Identifier): Promise<string | undefined> {
  const row = await tx
    .selectFrom('customers.identity')
    .select('customer_id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
  return row?.customer_id
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
    .execute()
}
