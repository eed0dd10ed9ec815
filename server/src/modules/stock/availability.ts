import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { everyChannel, roomFor, type Spot } from './level.ts'

export interface Available extends Spot {
  readonly available: number
}

interface Asked {
  /** Without it, what no channel's own safety stock keeps back. */
  readonly channel?: string | undefined
  readonly locationIds?: readonly string[] | undefined
}

/** What a channel may sell now of these items, place by place. A place below nothing lowers no other. */
export async function availability(
  db: Db,
  skus: readonly string[],
  { channel = everyChannel, locationIds }: Asked = {},
): Promise<Available[]> {
  if (skus.length === 0) return []
  const here = locationIds ? sql`and level.location_id = any(${locationIds}::uuid[])` : sql``
  const { rows } = await sql<Available>`${prepared}
    select level.sku, level.location_id as "locationId", greatest(0, ${roomFor(channel)})::int as available
    from stock.level as level
    where level.sku = any(${skus}::text[]) ${here}
    order by level.sku, level.location_id`.execute(db)
  return rows
}

/** The same for one item in one place; nothing where it never was. */
export async function availableAt(db: Db, spot: Spot, channel: string): Promise<number> {
  const asked = { channel, locationIds: [spot.locationId] }
  const [found] = await availability(db, [spot.sku], asked)
  return found?.available ?? 0
}
