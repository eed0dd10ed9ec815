import type { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { ReservationPage, ReservationQuery } from '../view-contract.ts'
import { type Names, placeName } from './names.ts'

/** What is promised now, the latest first. */
export async function reservations(
  db: Db,
  names: Names,
  { sku, location, kind, before, limit }: ReservationQuery,
): Promise<z.infer<typeof ReservationPage>> {
  const rows = await db
    .selectFrom('stock.reservation')
    .selectAll()
    .$if(sku !== undefined, (query) => query.where('sku', '=', sku as string))
    .$if(location !== undefined, (query) => query.where('location_id', '=', location as string))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'cart'))
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .orderBy('sku')
    .limit(limit + 1)
    .execute()
  // A reservation of several lines is not cut in two by the end of a page.
  const last = rows.length > limit ? rows.at(-1)?.id : undefined
  const whole = rows.filter(({ id }) => id !== last)
  const page = last === undefined ? rows : whole.length > 0 ? whole : rows.slice(0, limit)
  const [places, goods] = await Promise.all([
    names.places(db),
    names.goods(db, [...new Set(page.map((row) => row.sku))]),
  ])
  return {
    reservations: page.map((row) => ({
      ...{ id: row.id, sku: row.sku, name: goods.get(row.sku) ?? null, quantity: row.quantity },
      ...{ locationId: row.location_id, location: placeName(places, row.location_id).name },
      ...{ kind: row.kind, channel: row.channel, ref: row.ref },
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at?.toISOString() ?? null,
    })),
    next: last === undefined ? null : (page.at(-1)?.id ?? null),
  }
}
