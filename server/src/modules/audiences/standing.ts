import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import { all, type Work } from '../../kernel/work.ts'
import type { Merge } from '../thread/events.ts'
import { plainArray, textArray } from './arrays.ts'
import type { Standing } from './engine/decide.ts'
import { forever } from './engine/verdict.ts'

/** Somebody whom audiences do not know yet: time may change everything at once. */
export const unknown: Standing = { audiences: new Set(), until: 0 }

/** Where these customers stand; one that audiences do not know is missing. */
export async function standingsOf(
  db: Db,
  customerIds: readonly string[],
): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ id: string; audiences: string; until: Date | null }>`
    select customer_id as id, audiences::text, next_change_at as until
    from audiences.standing
    where customer_id = any(${plainArray(customerIds)}::uuid[])`.execute(db)
  return new Map(
    rows.map(({ id, audiences, until }) => [
      id,
      { audiences: new Set(numbersIn(audiences)), until: until?.getTime() ?? forever },
    ]),
  )
}

const numbersIn = (list: string): number[] => JSON.parse(`[${list.slice(1, -1)}]`)

/** Tells who follows the passing of time that moments changed without anything having been woven. */
export const standingsChanged = ({ tx }: Work): Promise<void> => signal(tx, 'audiences.standings')

export async function writeStandings(
  db: Db,
  standings: ReadonlyMap<string, Standing>,
): Promise<void> {
  if (standings.size === 0) return
  const rows = [...standings.values()]
  await sql`
    insert into audiences.standing (customer_id, audiences, next_change_at)
    select customer_id, audiences::integer[], next_change_at
    from unnest(
      ${plainArray([...standings.keys()])}::uuid[],
      ${textArray(rows.map(({ audiences }) => plainArray([...audiences])))}::text[],
      ${rows.map(({ until }) => (until === forever ? null : new Date(until)))}::timestamptz[]
    ) as changed (customer_id, audiences, next_change_at)
    on conflict (customer_id) do update
      set audiences = excluded.audiences, next_change_at = excluded.next_change_at`.execute(db)
}

/**
 * Who is one person with another has been in the audiences of both: to enter one of them again is no
 * news, and to leave it is, once the two are looked at as one.
 */
export async function joinStandings(
  db: Db,
  standings: Map<string, Standing>,
  merges: readonly Merge[],
): Promise<void> {
  const from = merges.map((merge) => merge.from)
  for (const { from: absorbed, into } of merges) {
    const one = standings.get(into) ?? unknown
    const other = standings.get(absorbed) ?? unknown
    standings.set(into, { audiences: new Set([...one.audiences, ...other.audiences]), until: 0 })
    standings.delete(absorbed)
  }
  const standing = sql`
    delete from audiences.standing where customer_id = any(${from}::uuid[])`.execute(db)
  const members = sql`
    with gone as (
      delete from audiences.member where customer_id = any(${from}::uuid[])
      returning customer_id, audience_id, since
    )
    insert into audiences.member as known (customer_id, audience_id, since)
    select merged.into_id, gone.audience_id, min(gone.since)
    from gone
    join unnest(${from}::uuid[], ${merges.map(({ into }) => into)}::uuid[])
      as merged (from_id, into_id) on merged.from_id = gone.customer_id
    group by merged.into_id, gone.audience_id
    on conflict (customer_id, audience_id)
      do update set since = least(known.since, excluded.since)`.execute(db)
  await all([standing, members])
}
