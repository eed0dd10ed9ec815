import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { backInStock } from './events.ts'
import { everyChannel, safetyFor } from './level.ts'
import './tables.ts'

/** News as it was told then: an item could be had again, after it could be had nowhere. */
export interface PastNews {
  readonly name: string
  readonly at: Date
  readonly properties: Readonly<Record<string, unknown>>
}

interface Step {
  sku: string
  location_id: string
  at: Date
  change: number
}

type Room = Map<string, number>

/**
 * When items came back, told again from the journal, whose news are forgotten after a week. What is kept
 * back of an item, and whether it is counted at all, no journal tells: that is as it stands today.
 */
export async function backInStockThen(
  db: Db,
  { from, to }: { from: Date; to: Date },
): Promise<PastNews[]> {
  const skus = await cameBack(db, from, to)
  if (skus.length === 0) return []
  const { rows } = await sql<Step>`
    select sku, location_id, at, sum(on_hand - reserved - damaged - quality)::int as change
    from stock.move where sku = any(${skus}::text[]) and at < ${to}
    group by sku, location_id, at order by at, sku`.execute(db)
  const rooms = await roomsBefore(db, skus)
  const news: PastNews[] = []
  for (const steps of grouped(rows)) {
    const { sku, at } = steps[0]
    const room = rooms.get(sku)
    if (!room) continue
    const back = steps.filter(({ location_id, change }) => {
      const before = room.get(location_id) ?? 0
      room.set(location_id, before + change)
      return before <= 0 && before + change > 0
    })
    if (back.length === 0 || at < from) continue
    const places = new Set(back.map(({ location_id }) => location_id))
    const elsewhere = [...room].some(([place, there]) => there > 0 && !places.has(place))
    for (const { location_id: locationId } of elsewhere ? [] : back) {
      news.push({ name: backInStock, at, properties: { sku, locationId, everywhere: true } })
    }
  }
  return news
}

/** Items of which some place had none and then had some. */
async function cameBack(db: Db, from: Date, to: Date): Promise<string[]> {
  const { rows } = await sql<{ sku: string }>`
    with step as (
      select sku, location_id, at, sum(on_hand - reserved - damaged - quality) as change
      from stock.move where at < ${to} group by sku, location_id, at
    ), level_then as (
      select step.*, sum(change) over (partition by sku, location_id order by at) as loose from step
    )
    select distinct sku from level_then join stock.level using (sku, location_id)
    where at >= ${from} and loose > ${safetyFor(everyChannel)}
      and loose - change <= ${safetyFor(everyChannel)}`.execute(db)
  return rows.map(({ sku }) => sku)
}

/** What could be had before the first move, by place; nothing of items that some place need not count. */
async function roomsBefore(db: Db, skus: readonly string[]): Promise<Map<string, Room>> {
  const { rows } = await sql<{
    sku: string
    location_id: string
    kept: number
    uncounted: boolean
  }>`
    select sku, location_id, ${safetyFor(everyChannel)} as kept, uncounted
    from stock.level where sku = any(${[...skus]}::text[])`.execute(db)
  const rooms = new Map<string, Room>()
  for (const [sku, places] of Map.groupBy(rows, (row) => row.sku)) {
    if (places.some(({ uncounted }) => uncounted)) continue
    rooms.set(sku, new Map(places.map(({ location_id, kept }) => [location_id, -kept])))
  }
  return rooms
}

/** What changed of one item in one moment. */
function* grouped(steps: readonly Step[]): Generator<[Step, ...Step[]]> {
  let group: [Step, ...Step[]] | undefined
  for (const step of steps) {
    if (group && group[0].sku === step.sku && group[0].at.getTime() === step.at.getTime()) {
      group.push(step)
    } else {
      if (group) yield group
      group = [step]
    }
  }
  if (group) yield group
}
