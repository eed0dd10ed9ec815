import type { Db } from '../../kernel/database.ts'
import { type Location, locationById, locations } from '../shops/index.ts'

/** A shop or warehouse by its id, also one that the brand has given up since. */
export const placeOf = (db: Db, id: string): Promise<Location> => locationById(db, id)

/** Those of these ids. */
export async function placesOf(db: Db, ids: readonly string[]): Promise<Map<string, Location>> {
  if (ids.length === 0) return new Map()
  const found = await locations(db, { ids: [...new Set(ids)] })
  return new Map(found.map((place) => [place.id, place]))
}
