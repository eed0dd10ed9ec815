import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../kernel/database.ts'
import { steady } from '../../kernel/steady.ts'
import type { Location, LocationKind } from './contract.ts'
import { LocationUnknown } from './refusals.ts'
import './tables.ts'

interface Wanted {
  readonly kind?: LocationKind | undefined
  /** Those, too, that the brand has given up. */
  readonly closed?: boolean
  readonly ids?: readonly string[]
  readonly codes?: readonly string[]
}

/** Every place that is in use, by its name. */
export async function locations(
  db: Db,
  { kind, closed = false, ids, codes }: Wanted = {},
): Promise<Location[]> {
  const named = ids !== undefined || codes !== undefined
  return (await everyPlace(db)).filter(
    (place) =>
      (closed || named || place.active) &&
      (!kind || place.kind === kind) &&
      (!ids || ids.includes(place.id)) &&
      (!codes || codes.includes(place.code)),
  )
}

const everyPlace = steady('house', ['shops.location', 'shops.special_day'], async (db) => {
  const rows = await db
    .selectFrom('shops.location as place')
    .selectAll('place')
    .select((row) =>
      jsonArrayFrom(
        row
          .selectFrom('shops.special_day as special')
          .select(['special.hours', 'special.note'])
          .select(sql<string>`special.day::text`.as('day'))
          .whereRef('special.location_id', '=', 'place.id')
          .orderBy('special.day'),
      ).as('special_days'),
    )
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(
    (row): Location => ({
      ...{ id: row.id, code: row.code, kind: row.kind, name: row.name, active: row.active },
      address: {
        ...{ street: row.street, postalCode: row.postal_code },
        ...{ city: row.city, country: row.country },
      },
      ...{ latitude: row.latitude, longitude: row.longitude, zone: row.zone },
      ...{ timeZone: row.time_zone, phone: row.phone, email: row.email, services: row.services },
      ...{ geofence: row.geofence, hours: row.hours, specialDays: row.special_days },
      ...{ closedOnHolidays: row.closed_on_holidays, version: row.version },
    }),
  )
})

/** The place of this id, in use or not. */
export async function locationById(db: Db, id: string): Promise<Location> {
  const [found] = await locations(db, { ids: [id] })
  if (!found) throw new LocationUnknown({ location: id })
  return found
}
