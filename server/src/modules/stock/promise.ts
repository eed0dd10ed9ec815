import { type RawBuilder, sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { ReservationKind } from './contract.ts'
import { columns, type Line, roomFor } from './level.ts'

export interface Reserving {
  /** The caller's, and the key of idempotency: the same again is the same reservation. */
  readonly id: string
  readonly kind: ReservationKind
  readonly lines: readonly Line[]
  /** For which channel, since each may have something kept back from it. */
  readonly channel: string
  /** Null for what is promised for good. */
  readonly expiresAt: Date | null
  /** What it is for, such as `cart:…`. */
  readonly ref?: string
}

interface How {
  /** A part `seen` that says by `enough` whether anything is to be written at all. */
  readonly seen?: RawBuilder<unknown>
  /** What is to be told of a level that was counted. */
  readonly told: RawBuilder<unknown>
}

/**
 * The parts of the one statement that promises goods: the lines (`one`), their reservations (`kept`), their moves
 * (`written`), and last the levels (`counted`), in the one order in which everybody locks them. The arrays are
 * where the planner cannot look into them: else it plans anew each time, in the hope of something better.
 */
export function promise(
  { now, newId }: Pick<Work, 'now' | 'newId'>,
  asked: Reserving,
  lines: readonly Line[],
  { seen, told }: How,
): RawBuilder<unknown> {
  const { id, kind, channel, expiresAt, ref = null } = asked
  const [skus, places, quantities] = columns(lines)
  return sql`
    one as (
      select * from unnest((select ${skus}::text[]), (select ${places}::uuid[]),
        (select ${quantities}::int[]), (select ${lines.map(() => newId())}::uuid[]))
        with ordinality as one (sku, location_id, quantity, move_id, place)
    ), ${seen ? sql`${seen},` : sql``} kept as (
      insert into stock.reservation
        (sku, id, location_id, quantity, lines, kind, channel, ref, created_at, expires_at)
      select sku, ${id}::uuid, location_id, quantity, ${lines.length}, ${kind}, ${channel}, ${ref},
        ${now}::timestamptz, ${expiresAt}::timestamptz
      from one ${seen ? sql`where (select enough from seen)` : sql``}
      on conflict do nothing
      returning sku, location_id
    ), written as (
      insert into stock.move (sku, location_id, id, at, kind, reserved, reservation, ref)
      select sku, location_id, move_id, ${now}::timestamptz, 'reserved', quantity, ${id}::uuid, ${ref}
      from one join kept using (sku, location_id)
      returning sku, location_id, reserved
    ), counted as (
      insert into stock.level as level (sku, location_id, reserved)
      select sku, location_id, reserved from written join one using (sku, location_id) order by place
      on conflict (sku, location_id) do update set reserved = level.reserved + excluded.reserved
      where ${roomFor(channel)} >= excluded.reserved
      returning sku, location_id, ${told}
    )`
}
