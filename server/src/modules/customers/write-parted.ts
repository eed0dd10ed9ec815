import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from '../thread/events.ts'
import type { IdentifierOf } from './people.ts'
import type { Likeness } from './portrait.ts'
import { idOf } from './rulebook.ts'

/** One of the two people that a merge is undone into. */
export interface Side {
  readonly id: string
  /** Every id that leads to them. */
  readonly ids: readonly string[]
  readonly identifiers: readonly IdentifierOf[]
  readonly likeness: Likeness
  readonly merges: number
}

interface Parted {
  readonly event: InboxEvent
  readonly mergeId: string
  /** The id that had absorbed the other, whoever absorbed that one since. */
  readonly keptId: string
  readonly kept: Side
  readonly restored: Side
}

/** Writes two people where there was one, and the proof of it. */
export async function writeParted(work: Work, parted: Parted): Promise<void> {
  const { event, mergeId, keptId, kept, restored } = parted
  const before = await stateNow(work, kept.id, [...kept.identifiers, ...restored.identifiers])
  await sql`update customers.customer set final_id = ${restored.id}
    where customer_id = any(${[...restored.ids]}::uuid[])`.execute(work.tx)
  for (const side of [kept, restored]) await writeSide(work, side)
  await giveBack(work, kept, restored)
  const merge = await work.tx
    .selectFrom('customers.merge')
    .select(['before', 'matched'])
    .where('customer_id', '=', keptId)
    .where('id', '=', mergeId)
    .executeTakeFirstOrThrow()
  // What either was is no longer told with the other's merges: it lies with the un-merge, unexported.
  await work.tx
    .updateTable('customers.merge')
    .set({ undone_at: new Date(event.receivedAt), before: '{}', matched: '[]' })
    .where('customer_id', '=', keptId)
    .where('id', '=', mergeId)
    .execute()
  await work.tx
    .insertInto('customers.unmerge')
    .values({
      customer_id: kept.id,
      id: work.newId(),
      merge_id: mergeId,
      restored_id: restored.id,
      at: new Date(event.receivedAt),
      event_id: event.id,
      by: String(event.properties.by),
      reason: String(event.properties.reason),
      before: JSON.stringify({ joined: before, ...merge }),
      after: JSON.stringify({ kept: stateOf(kept), restored: stateOf(restored) }),
    })
    .execute()
}

async function writeSide({ tx }: Work, { id, likeness, merges }: Side): Promise<void> {
  await tx
    .updateTable('customers.customer')
    .set({
      traits: JSON.stringify(likeness.traits),
      trait_times: JSON.stringify(likeness.traitTimes),
      language: likeness.language,
      time_zone: likeness.timeZone,
      first_seen_at: new Date(likeness.firstSeenAt),
      last_seen_at: new Date(likeness.lastSeenAt),
      merges,
    })
    .where('customer_id', '=', id)
    .execute()
}

/** What came to the restored one names them again. */
async function giveBack({ tx }: Work, kept: Side, restored: Side): Promise<void> {
  const kinds = restored.identifiers.map(({ kind }) => kind)
  const values = restored.identifiers.map(({ value }) => value)
  if (kinds.length === 0) return
  const theirs = sql`(kind, value) in (select * from unnest(${kinds}::text[], ${values}::text[]))`
  const origin = sql`case when origin_id = any(${[...restored.ids]}::uuid[]) then origin_id
    else ${restored.id}::uuid end`
  await sql`update customers.identity set customer_id = ${restored.id}, origin_id = ${origin}
    where customer_id = ${kept.id} and ${theirs}`.execute(tx)
  await sql`
    with moved as (
      delete from customers.identifier where customer_id = ${kept.id} and ${theirs}
      returning kind, value, added_at, event_id, ${origin} as origin_id
    )
    insert into customers.identifier (customer_id, kind, value, added_at, event_id, origin_id)
    select ${restored.id}, kind, value, added_at, event_id, origin_id from moved`.execute(tx)
}

async function stateNow(
  { tx }: Work,
  id: string,
  identifiers: readonly { kind: string; value: string }[],
) {
  const row = await tx
    .selectFrom('customers.customer')
    .select(['customer_id as customerId', 'traits', 'trait_times as traitTimes', 'language'])
    .select(['time_zone as timeZone', 'first_seen_at', 'last_seen_at'])
    .where('customer_id', '=', id)
    .executeTakeFirstOrThrow()
  const { first_seen_at, last_seen_at, ...state } = row
  return {
    ...state,
    firstSeenAt: first_seen_at.getTime(),
    lastSeenAt: last_seen_at.getTime(),
    identifiers: identifiers.map(idOf),
  }
}

const stateOf = ({ id, likeness, identifiers }: Side) => ({
  customerId: id,
  ...likeness,
  identifiers: identifiers.map(idOf),
})
