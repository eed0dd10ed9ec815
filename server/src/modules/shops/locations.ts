import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
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
export async function locations(db: Db, wanted: Wanted = {}): Promise<Location[]> {
  const isPlain = Object.keys(wanted).length === 0
  const rows = isPlain ? await inUse(db, {}) : await placesThat(db, wanted).execute()
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, kind: row.kind, name: row.name, active: row.active },
    address: {
      ...{ street: row.street, postalCode: row.postal_code },
      ...{ city: row.city, country: row.country },
    },
    ...{ latitude: row.latitude, longitude: row.longitude, zone: row.zone },
    ...{ timeZone: row.time_zone, phone: row.phone, email: row.email, services: row.services },
    ...{ geofence: row.geofence, hours: row.hours, specialDays: row.special_days },
    ...{ closedOnHolidays: row.closed_on_holidays, version: row.version },
  }))
}

const inUse = statement((db) => placesThat(db, {}))

function placesThat(db: Db, { kind, closed = false, ids, codes }: Wanted) {
  return db
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
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'shop'))
    .$if(!closed && !ids && !codes, (query) => query.where('active', '=', true))
    .$if(ids !== undefined, (query) => query.where('id', 'in', [...(ids ?? [])]))
    .$if(codes !== undefined, (query) => query.where('code', 'in', [...(codes ?? [])]))
    .orderBy('name')
    .orderBy('id')
    .modifyEnd(prepared)
}

/** The place of this id, in use or not. */
export async function locationById(db: Db, id: string): Promise<Location> {
  const [found] = await locations(db, { ids: [id] })
  if (!found) throw new LocationUnknown({ location: id })
  return found
}
