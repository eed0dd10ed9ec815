import { sql } from 'kysely'
import { announce } from '../../kernel/news/announce.ts'
import type { News } from '../../kernel/news/news.ts'
import type { Work } from '../../kernel/work.ts'
import { backInStock, stockLow, stockNegative } from './events.ts'
import { everyChannel, type Level, roomFor, type Spot } from './level.ts'

/** A level before and after a change. */
export interface Changed extends Spot {
  readonly before: Level
  readonly after: Level
  readonly lowAt: number | null
  readonly safety: number
  readonly uncounted: boolean
}

/**
 * Tells what somebody may wait for: that an item can be had again, has come down to its mark, or is below
 * nothing. Only who crosses a line is told of, so that a rush on one product tells it once.
 */
export async function tellOf(
  work: Work,
  changed: readonly Changed[],
  cause: string,
): Promise<void> {
  const news: News[] = []
  for (const one of changed) {
    if (one.uncounted) continue
    const properties = propertiesOf(one, cause)
    if (room(one, 'before') <= 0 && room(one, 'after') > 0) {
      const everywhere = !(await hadElsewhere(work, one))
      news.push({ name: backInStock, properties: { ...properties, everywhere } })
    }
    if (isLow(one, 'after') && !isLow(one, 'before')) news.push({ name: stockLow, properties })
    if (one.after.onHand < 0 && one.after.onHand < one.before.onHand) {
      news.push({ name: stockNegative, properties })
    }
  }
  await announce(work, news)
}

const looseOf = ({ onHand, reserved, damaged, quality }: Level) =>
  onHand - reserved - damaged - quality
const room = (one: Changed, when: 'before' | 'after') => looseOf(one[when]) - one.safety
const isLow = (one: Changed, when: 'before' | 'after') =>
  one.lowAt !== null && looseOf(one[when]) <= one.lowAt

function propertiesOf(one: Changed, cause: string) {
  const { sku, locationId, after } = one
  const available = Math.max(0, room(one, 'after'))
  return { sku, locationId, available, onHand: after.onHand, cause }
}

async function hadElsewhere({ tx }: Work, { sku, locationId }: Spot): Promise<boolean> {
  const { rows } = await sql`
    select from stock.level as level
    where sku = ${sku} and location_id <> ${locationId} and ${roomFor(everyChannel)} > 0
    limit 1`.execute(tx)
  return rows.length > 0
}
