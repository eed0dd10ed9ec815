import type { Selectable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Location, locationById, locations } from '../shops/index.ts'
import { brand } from '../team/index.ts'
import type { Till, TillInput } from './contract.ts'
import { beginOf, dayAfter, dayAt } from './days.ts'
import { TillExists, TillUnknown } from './refusals.ts'
import type { TillTable } from './tables.ts'

/** Opens a till in a place; from this day on each of its days is closed. */
export async function openTill(work: Work, { locationId, code }: TillInput): Promise<string> {
  const place = await locationById(work.tx, locationId)
  const till = await insertTill(work, place, code)
  if (!till) throw new TillExists({ code })
  return till
}

/** The till that a place sells at: its first, opened now if it has none yet. */
export async function tillAt(work: Work, locationId: string): Promise<string> {
  const known = await firstAt(work.tx, locationId)
  if (known) return known
  const place = await locationById(work.tx, locationId)
  const opened = await insertTill(work, place, `${place.code}-1`)
  const till = opened ?? (await firstAt(work.tx, locationId))
  // Its code may be that of another place's till.
  return till ?? openTill(work, { locationId, code: `${place.code}-${locationId.slice(-12)}` })
}

/** Opens a till in each shop that has none, and says whether there was such a one. */
export async function openMissingTills(work: Work): Promise<boolean> {
  const shops = await locations(work.tx, { kind: 'shop' })
  const rows = await work.tx.selectFrom('till.till').select('location_id').distinct().execute()
  const known = new Set(rows.map(({ location_id }) => location_id))
  const without = shops.filter(({ id }) => !known.has(id))
  for (const { id } of without) await tillAt(work, id)
  return without.length > 0
}

async function firstAt(db: Db, locationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('till.till')
    .select('id')
    .where('location_id', '=', locationId)
    .orderBy('opened_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function insertTill(work: Work, place: Location, code: string): Promise<string | undefined> {
  const day = dayAt(work.now, place.timeZone)
  const { currency } = await brand(work.tx)
  const row = await work.tx
    .insertInto('till.till')
    .values({
      ...{ id: work.newId(), location_id: place.id, code, currency },
      ...{ opened_at: work.now, last_at: work.now, open_day: day, day_began_at: work.now },
      closes_at: beginOf(dayAfter(day), place.timeZone),
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export type TillRow = Selectable<TillTable>

/** Every till, or that of a code, or those of a place; by their codes. */
export async function tillRows(
  db: Db,
  { code, place }: { code?: string | undefined; place?: string | undefined } = {},
): Promise<TillRow[]> {
  const rows = await db
    .selectFrom('till.till')
    .selectAll()
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .$if(place !== undefined, (query) => query.where('location_id', '=', place ?? ''))
    .orderBy('code')
    .execute()
  if (code !== undefined && rows.length === 0) throw new TillUnknown({ till: code })
  return rows
}

/** Places of tills by their ids, also those that the brand has given up. */
export async function placesOf(db: Db, rows: readonly TillRow[]): Promise<Map<string, Location>> {
  const ids = [...new Set(rows.map(({ location_id }) => location_id))]
  if (ids.length === 0) return new Map()
  return new Map((await locations(db, { ids })).map((place) => [place.id, place]))
}

export async function tills(db: Db): Promise<Till[]> {
  const rows = await tillRows(db)
  const places = await placesOf(db, rows)
  return rows.map((row) => {
    const { id, code = '', name = '' } = places.get(row.location_id) ?? { id: row.location_id }
    return {
      ...{ id: row.id, code: row.code, place: { id, code, name }, currency: row.currency },
      ...{ openedAt: row.opened_at.toISOString(), receipts: row.number },
      ...{ perpetual: row.perpetual, openDay: row.open_day },
      ...{ closesAt: row.closes_at.toISOString(), closings: row.closings },
    }
  })
}
