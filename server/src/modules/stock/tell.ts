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
  const counted = changed.filter(({ uncounted }) => !uncounted)
  const back = counted.filter((one) => room(one, 'before') <= 0 && room(one, 'after') > 0)
  const elsewhere = await hadElsewhere(work, back)
  const news: News[] = back.map((one) => ({
    name: backInStock,
    properties: { ...propertiesOf(one, cause), everywhere: !elsewhere.has(one.sku) },
  }))
  for (const one of counted) {
    const properties = propertiesOf(one, cause)
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

/** Which of these items could be had in a place that has not just changed. */
async function hadElsewhere({ tx }: Work, spots: readonly Spot[]): Promise<ReadonlySet<string>> {
  if (spots.length === 0) return new Set()
  const skus = spots.map(({ sku }) => sku)
  const places = spots.map(({ locationId }) => locationId)
  const { rows } = await sql<{ sku: string }>`
    select distinct level.sku from stock.level as level
    where level.sku = any(${skus}::text[]) and ${roomFor(everyChannel)} > 0
      and (level.sku, level.location_id) not in (
        select * from unnest(${skus}::text[], ${places}::uuid[]))`.execute(tx)
  return new Set(rows.map(({ sku }) => sku))
}
