import { type RawBuilder, sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
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
  return locationIds
    ? inSome(db, { skus, channel, locationIds })
    : everywhere(db, { skus, channel })
}

interface Looked {
  readonly skus: readonly string[]
  readonly channel: string
}

const everywhere = statement((_, { skus, channel }: Looked) => room(skus, channel, sql``))
const inSome = statement(
  (_, { skus, channel, locationIds }: Looked & { readonly locationIds: readonly string[] }) =>
    room(skus, channel, sql`and level.location_id = any(${locationIds}::uuid[])`),
)

const room = (skus: readonly string[], channel: string, here: RawBuilder<unknown>) =>
  sql<Available>`${prepared}
    select level.sku, level.location_id as "locationId", greatest(0, ${roomFor(channel)})::int as available
    from stock.level as level
    where level.sku = any(${skus}::text[]) ${here}
    order by level.sku, level.location_id`

/** The same for one item in one place; nothing where it never was. */
export async function availableAt(db: Db, spot: Spot, channel: string): Promise<number> {
  const asked = { channel, locationIds: [spot.locationId] }
  const [found] = await availability(db, [spot.sku], asked)
  return found?.available ?? 0
}
