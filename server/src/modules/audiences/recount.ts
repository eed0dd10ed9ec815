import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { threadIds } from '../customers/index.ts'
import type { WovenEvent } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import type { Addition } from './additions.ts'
import { comparing } from './engine/comparison.ts'
import { type Tally, type TallyKind, tallyOf } from './engine/tally.ts'
import type { TalliesOf } from './tallies.ts'

/** Counts again from the thread, where every event of the person lies, whatever their id then was. */
export async function countAgain(
  db: Db,
  customerIds: readonly string[],
  kinds: readonly TallyKind[],
): Promise<TalliesOf> {
  if (customerIds.length === 0 || kinds.length === 0) return new Map()
  const finals = new Map<string, string>()
  for (const finalId of customerIds) {
    for (const id of await threadIds(db, finalId)) finals.set(id, finalId)
  }
  const names = [...new Set(kinds.map(({ event }) => event))]
  const own = new Map<string, WovenEvent[]>(customerIds.map((id) => [id, []]))
  for (const event of await eventsOf(db, [...finals.keys()], { names })) {
    own.get(finals.get(event.customerId) ?? '')?.push(event)
  }
  const counters = kinds.map((kind) => ({ ...kind, parts: kind.where.map(comparing) }))
  return new Map(
    customerIds.map((customerId) => {
      const tallies = new Map<string, Tally>()
      for (const { event, key, keep, parts } of counters) {
        const times = (own.get(customerId) ?? [])
          .filter(
            ({ name, properties }) => name === event && parts.every((fits) => fits(properties)),
          )
          .map(({ at }) => at.getTime())
        if (times.length > 0) tallies.set(key, tallyOf(times, keep))
      }
      return [customerId, tallies]
    }),
  )
}

/** Puts recounted tallies in the place of what was there. Within a turn. */
export async function replaceTallies(
  db: Db,
  tallies: TalliesOf,
  kinds: readonly TallyKind[],
): Promise<void> {
  const rows = [...tallies].flatMap(([customerId, own]) =>
    kinds.flatMap(({ event, filter, key, keep }): Addition[] => {
      const tally = own.get(key)
      return tally ? [{ customerId, event, filter, keep, tally }] : []
    }),
  )
  if (rows.length === 0) return
  await sql`
    insert into audiences.tally (customer_id, event, filter, total, first, recent, keep)
    select customer_id, event, filter, total, first, recent::bigint[], keep
    from unnest(
      ${rows.map(({ customerId }) => customerId)}::uuid[],
      ${rows.map(({ event }) => event)}::text[],
      ${rows.map(({ filter }) => filter)}::text[],
      ${rows.map(({ tally }) => tally.total)}::integer[],
      ${rows.map(({ tally }) => tally.first)}::bigint[],
      ${rows.map(({ tally }) => `{${tally.recent.join()}}`)}::text[],
      ${rows.map(({ keep }) => keep)}::smallint[]
    ) as counted (customer_id, event, filter, total, first, recent, keep)
    on conflict (customer_id, event, filter) do update set
      total = excluded.total, first = excluded.first, recent = excluded.recent,
      keep = excluded.keep`.execute(db)
}
