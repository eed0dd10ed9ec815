import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Addition } from './additions.ts'
import type { Definitions } from './definitions.ts'
import { namedLike } from './engine/occurrence.ts'
import { type Tally, type TallyKind, tallyOf, usualKeep } from './engine/tally.ts'
import type { LiveAudience } from './live-audience.ts'
import { pastOf } from './past.ts'
import { addToTallies, type TalliesOf } from './tallies.ts'

/** What these audiences need that is not counted for everybody from the first event on. */
export function countedLater(
  { keeps }: Definitions,
  audiences: readonly LiveAudience[],
): TallyKind[] {
  const kinds = audiences
    .flatMap(({ compiled }) => compiled.tallies)
    .filter(({ filter, keep }) => filter || keep > usualKeep)
    // As long as any audience needs it, since others may share it.
    .map((kind) => ({ ...kind, keep: Math.max(kind.keep, keeps.get(kind.key) ?? 0) }))
  return [...new Map(kinds.map((kind) => [kind.key, kind])).values()]
}

/** Counts again from the thread, where every event of the person lies, whatever their id then was. */
export async function countAgain(
  db: Db,
  customerIds: readonly string[],
  kinds: readonly TallyKind[],
): Promise<TalliesOf> {
  if (customerIds.length === 0 || kinds.length === 0) return new Map()
  const own = await pastOf(db, customerIds, new Set(kinds.map(({ event }) => event)))
  const counters = kinds.map((kind) => ({ ...kind, isNamed: namedLike(kind.event) }))
  return new Map(
    customerIds.map((customerId) => {
      const tallies = new Map<string, Tally>()
      for (const { key, keep, isNamed, fits } of counters) {
        const times = (own.get(customerId) ?? [])
          .filter((event) => isNamed(event.name) && (!fits || fits(event)))
          .map(({ at }) => at.getTime())
        if (times.length > 0) tallies.set(key, tallyOf(times, keep))
      }
      return [customerId, tallies]
    }),
  )
}

/** Counts these customers' events again and puts the result in the place of what was there. */
export async function recount(
  db: Db,
  customerIds: readonly string[],
  kinds: readonly TallyKind[],
): Promise<void> {
  if (customerIds.length === 0 || kinds.length === 0) return
  const tallies = await countAgain(db, customerIds, kinds)
  await sql`
    delete from audiences.tally
    where customer_id = any(${customerIds}::uuid[])
      and (event, filter) in (
        select * from unnest(
          ${kinds.map(({ event }) => event)}::text[], ${kinds.map(({ filter }) => filter)}::text[]))
    `.execute(db)
  const additions = [...tallies].flatMap(([customerId, own]) =>
    kinds.flatMap(({ event, filter, key, keep }): Addition[] => {
      const tally = own.get(key)
      return tally ? [{ customerId, event, filter, keep, tally }] : []
    }),
  )
  await addToTallies(db, additions, [], [])
}
