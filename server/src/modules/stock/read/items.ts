import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { everyChannel, loose, roomFor, safetyFor } from '../level.ts'
import type {
  Item,
  ItemDetail,
  ItemPage,
  ItemQuery,
  ItemState,
  PlaceLevel,
} from '../view-contract.ts'
import { inboundOf } from './inbound.ts'
import { type Names, placeName } from './names.ts'

const isLow = sql<boolean>`(not level.uncounted and level.low_at is not null and ${loose} <= level.low_at)`

/** By which sums an item is in a state. */
const having: Record<ItemState, ReturnType<typeof sql>> = {
  low: sql`having bool_or(${isLow})`,
  out: sql`having sum(greatest(0, ${roomFor(everyChannel)})) = 0`,
  negative: sql`having bool_or(level.on_hand < 0)`,
  reserved: sql`having sum(level.reserved) > 0`,
  aside: sql`having sum(level.damaged + level.quality) > 0`,
}

/** Items by sku, with their sums over all places or in one. */
export async function items(db: Db, names: Names, query: ItemQuery): Promise<ItemPage> {
  const { search, location, state, after, limit } = query
  const here = location ? sql`and level.location_id = ${location}` : sql``
  const { rows } = await sql<Omit<Item, 'name' | 'inbound'>>`
    select level.sku, count(*)::int as places, sum(level.on_hand)::int as "onHand",
      sum(level.reserved)::int as reserved, sum(level.damaged + level.quality)::int as aside,
      sum(greatest(0, ${roomFor(everyChannel)}))::int as available,
      count(*) filter (where ${isLow})::int as low,
      count(*) filter (where level.on_hand < 0)::int as negative
    from stock.level as level
    where level.sku > ${after ?? ''} ${here} ${await meant(db, names, search)}
    group by level.sku ${state ? having[state] : sql``}
    order by level.sku limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const skus = page.map(({ sku }) => sku)
  const [goods, inbound] = await Promise.all([names.goods(db, skus), inboundOf(db, skus, location)])
  return {
    items: page.map((row) => ({
      ...row,
      name: goods.get(row.sku) ?? null,
      inbound: inbound.reduce((sum, one) => sum + (one.sku === row.sku ? one.quantity : 0), 0),
    })),
    next: rows.length > limit ? (skus.at(-1) ?? null) : null,
  }
}

/** What somebody typed is the beginning of a sku, or what the catalogue knows it as. */
async function meant(db: Db, names: Names, search: string | undefined) {
  if (!search) return sql``
  const begins = `${search.toUpperCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = await names.find(db, search)
  return sql`and (upper(level.sku) like ${begins} or level.sku = any(${[...found]}::text[]))`
}

interface LevelRow extends Omit<PlaceLevel, 'location' | 'kind' | 'inbound'> {}

/** An item place by place. */
export async function itemDetail(db: Db, names: Names, sku: string): Promise<ItemDetail> {
  const { rows } = await sql<LevelRow>`
    select level.location_id as "locationId", level.on_hand as "onHand", level.reserved,
      level.damaged, level.quality, ${safetyFor(everyChannel)} as safety, level.safety as "ownSafety",
      level.safety_by_channel as "safetyByChannel",
      greatest(0, ${roomFor(everyChannel)})::int as available,
      level.low_at as "lowAt", ${isLow} as "isLow", level.uncounted
    from stock.level as level where level.sku = ${sku}`.execute(db)
  const [goods, places, inbound] = await Promise.all([
    names.goods(db, [sku]),
    names.places(db),
    inboundOf(db, [sku]),
  ])
  const levels = rows.map((row): PlaceLevel => {
    const { name, kind } = placeName(places, row.locationId)
    const coming = inbound.filter((one) => one.locationId === row.locationId)
    return {
      ...row,
      ...{ location: name, kind },
      inbound: coming.reduce((sum, { quantity }) => sum + quantity, 0),
    }
  })
  return {
    ...{ sku, name: goods.get(sku) ?? null },
    levels: levels.sort((one, other) => order(one).localeCompare(order(other), 'fr')),
  }
}

/** Warehouses first, then shops by name. */
const order = ({ kind, location }: PlaceLevel) =>
  kind === 'warehouse' ? `0${location}` : `1${location}`
