import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import { codeOf } from '../../kernel/faults.ts'
import type { Work } from '../../kernel/work.ts'
import { loose, summed } from './level.ts'
import { promise, type Reserving } from './promise.ts'

/**
 * Promises goods as the last statement of a work, which is sent together with its commit: what everybody
 * wants is locked for no longer than the commit takes, and not until somebody here has read an answer. So
 * it either grants what is asked, or ends the whole work (`isNotAtOnce`): where something is missing, known
 * under this id, or to be told, `reserve` has to decide.
 */
export function reserveAtLast(work: Work, asked: Reserving): void {
  const lines = summed(asked.lines)
  if (lines.length === 0) return
  const told = sql`${loose} as "left", case when uncounted then null else low_at end as low`
  const statement = sql`${prepared}
    with ${promise(work, asked, lines, { told })}
    select case when count(*) < ${lines.length} or bool_or("left" <= low and "left" + quantity > low)
      then stock.not_at_once() end
    from counted join one using (sku, location_id)`
  work.atLast(() => statement.execute(work.tx))
}

/** Whether it ended a work that `reserveAtLast` did. */
export const isNotAtOnce = (error: unknown): boolean => codeOf(error) === 'FR001'
