import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Merge } from '../thread/events.ts'
import type { Addition } from './additions.ts'
import { plainArray, textArray } from './arrays.ts'
import { type Tally, tallyKey } from './engine/tally.ts'

/** Tallies by customer and by their key. */
export type TalliesOf = Map<string, Map<string, Tally>>

/** A tally of a customer of which somebody wants to know. */
export interface Wanted {
  readonly customerId: string
  readonly event: string
  readonly filter: string
}

interface TallyRow {
  customer_id: string
  event: string
  filter: string
  total: number
  first: number
  recent: string
}

const columns = sql.raw('customer_id, event, filter, total, first, recent')

/**
 * Adds to tallies, and reads those of the given events that it touched as well as those wanted
 * besides, which it must not touch: all in one statement.
 *
 * It is the arithmetic of `addTallies`. Almost always the new times are later than all that are known
 * and are put in front; else both lists are sorted together, down to the time before which a list that
 * was shortened forgot.
 */
export async function addToTallies(
  db: Db,
  additions: readonly Addition[],
  events: readonly string[],
  wanted: readonly Wanted[],
): Promise<TalliesOf> {
  const { rows } = await sql<TallyRow>`
    with added as (
      insert into audiences.tally as known (${columns}, keep)
      select customer_id, event, filter, total, first, recent::bigint[], keep
      from unnest(
        ${plainArray(additions.map(({ customerId }) => customerId))}::uuid[],
        ${textArray(additions.map(({ event }) => event))}::text[],
        ${textArray(additions.map(({ filter }) => filter))}::text[],
        ${plainArray(additions.map(({ tally }) => tally.total))}::integer[],
        ${plainArray(additions.map(({ tally }) => tally.first))}::bigint[],
        ${textArray(additions.map(({ tally }) => plainArray(tally.recent)))}::text[],
        ${plainArray(additions.map(({ keep }) => keep))}::smallint[]
      ) as added (${columns}, keep)
      on conflict (customer_id, event, filter) do update set
        total = known.total + excluded.total,
        first = least(known.first, excluded.first),
        keep = excluded.keep,
        recent = case
          when excluded.recent[cardinality(excluded.recent)] >= known.recent[1]
            then (excluded.recent || known.recent)[1:excluded.keep]
          else array(
            select time from unnest(excluded.recent || known.recent) as time
            where time >= greatest(
              case when known.total > cardinality(known.recent)
                then known.recent[cardinality(known.recent)] end,
              case when excluded.total > cardinality(excluded.recent)
                then excluded.recent[cardinality(excluded.recent)] end,
              0)
            order by time desc
            limit excluded.keep)
        end
      returning ${columns}
    )
    select customer_id, event, filter, total, first, recent::text
    from added where event = any(${events}::text[])
    union all
    ${selectWanted(wanted)}`.execute(db)
  return byCustomer(rows)
}

/** Only reads. */
export async function talliesOf(db: Db, wanted: readonly Wanted[]): Promise<TalliesOf> {
  if (wanted.length === 0) return new Map()
  return byCustomer((await selectWanted(wanted).execute(db)).rows)
}

/** One look into the key for each, however large or small the planner believes the table to be. */
const selectWanted = (wanted: readonly Wanted[]) => sql<TallyRow>`
  select tally.*
  from unnest(
    ${plainArray(wanted.map(({ customerId }) => customerId))}::uuid[],
    ${textArray(wanted.map(({ event }) => event))}::text[],
    ${textArray(wanted.map(({ filter }) => filter))}::text[]
  ) as wanted (customer_id, event, filter)
  cross join lateral (
    select customer_id, event, filter, total, first, recent::text
    from audiences.tally
    where tally.customer_id = wanted.customer_id
      and tally.event = wanted.event and tally.filter = wanted.filter
    limit 1
  ) as tally`

/** Takes away the tallies of absorbed customers; each is returned with the customer it now belongs to. */
export async function takeTallies(
  db: Db,
  merges: readonly Merge[],
): Promise<(Wanted & { readonly tally: Tally })[]> {
  const into = new Map(merges.map((merge) => [merge.from, merge.into]))
  const { rows } = await sql<TallyRow>`
    delete from audiences.tally where customer_id = any(${[...into.keys()]}::uuid[])
    returning customer_id, event, filter, total, first, recent::text`.execute(db)
  return rows.map((row) => ({
    customerId: into.get(row.customer_id) ?? row.customer_id,
    event: row.event,
    filter: row.filter,
    tally: tallyIn(row),
  }))
}

function byCustomer(rows: readonly TallyRow[]): TalliesOf {
  const tallies: TalliesOf = new Map()
  for (const row of rows) {
    const own = tallies.get(row.customer_id) ?? new Map<string, Tally>()
    tallies.set(row.customer_id, own.set(tallyKey(row), tallyIn(row)))
  }
  return tallies
}

const tallyIn = ({ total, first, recent }: TallyRow): Tally => ({
  total,
  first,
  recent: JSON.parse(`[${recent.slice(1, -1)}]`),
})
