import type { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { MovePage, MoveQuery } from '../view-contract.ts'
import { type Names, placeName } from './names.ts'

/** The journal of an item, the latest first. */
export async function movesOf(
  db: Db,
  names: Names,
  sku: string,
  { location, before, limit }: MoveQuery,
): Promise<z.infer<typeof MovePage>> {
  const rows = await db
    .selectFrom('stock.move')
    .selectAll()
    .where('sku', '=', sku)
    .$if(location !== undefined, (query) => query.where('location_id', '=', location as string))
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const places = await names.places(db)
  const page = rows.slice(0, limit)
  return {
    moves: page.map((row) => ({
      ...{ id: row.id, at: row.at.toISOString(), kind: row.kind },
      ...{ locationId: row.location_id, location: placeName(places, row.location_id).name },
      ...{ onHand: row.on_hand, reserved: row.reserved },
      ...{ damaged: row.damaged, quality: row.quality },
      ...{ reason: row.reason, note: row.note, ref: row.ref, by: row.by },
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}
