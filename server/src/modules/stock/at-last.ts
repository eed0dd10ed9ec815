import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import { codeOf } from '../../kernel/faults.ts'
import type { Work } from '../../kernel/work.ts'
import { columns, loose, roomFor, summed } from './level.ts'
import type { Reserving } from './reserve.ts'

/**
 * Promises goods as the last statement of a work, which is sent together with its commit: what everybody
 * wants is locked for no longer than the commit takes, and not until somebody here has read an answer. So
 * it either grants what is asked, or ends the whole work (`isNotAtOnce`): where something is missing, known
 * under this id, or to be told, `reserve` has to decide.
 */
export function reserveAtLast(work: Work, asked: Reserving): void {
  const { id, kind, channel, expiresAt, ref = null } = asked
  const lines = summed(asked.lines)
  if (lines.length === 0) return
  const { tx, now, newId } = work
  const [skus, places, quantities] = columns(lines)
  const statement = sql`${prepared}
    with one as (
      select * from unnest((select ${skus}::text[]), (select ${places}::uuid[]),
        (select ${quantities}::int[]), (select ${lines.map(() => newId())}::uuid[]))
        with ordinality as one (sku, location_id, quantity, move_id, place)
    ), kept as (
      insert into stock.reservation
        (sku, id, location_id, quantity, lines, kind, channel, ref, created_at, expires_at)
      select sku, ${id}::uuid, location_id, quantity, ${lines.length}, ${kind}, ${channel}, ${ref},
        ${now}::timestamptz, ${expiresAt}::timestamptz
      from one
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
      returning sku, location_id, ${loose} as "left", case when uncounted then null else low_at end as low
    )
    select case when count(*) < ${lines.length} or bool_or("left" <= low and "left" + quantity > low)
      then stock.not_at_once() end
    from counted join one using (sku, location_id)`
  work.atLast(() => statement.execute(tx))
}

/** Whether it ended a work that `reserveAtLast` did. */
export const isNotAtOnce = (error: unknown): boolean => codeOf(error) === 'FR001'
