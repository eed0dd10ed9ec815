import { sql } from 'kysely'
import { announce } from '../../kernel/news/announce.ts'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import type { DayHours, LocationInput } from './contract.ts'
import { locationChanged } from './events.ts'
import { locationById } from './locations.ts'
import { HoursOverlap, LocationChanged, LocationExists } from './refusals.ts'
import './tables.ts'

/** Opens a place, and gives its id. */
export async function addLocation(work: Work, input: LocationInput): Promise<string> {
  checkHours(input)
  const id = work.newId()
  const added = await work.tx
    .insertInto('shops.location')
    .values({ id, ...rowOf(input), created_at: work.now, changed_at: work.now })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new LocationExists({ code: input.code })
  await writeSpecialDays(work, id, input)
  await restamp(work.tx, 'house')
  await announce(work, { name: locationChanged, properties: { locationId: id } })
  return id
}

/** Makes a place what is said, if it is still as it was read. Its code is for ever: events name it. */
export async function changeLocation(
  work: Work,
  id: string,
  input: LocationInput & { version: number },
): Promise<void> {
  checkHours(input)
  const { code, ...row } = rowOf(input)
  const changed = await work.tx
    .updateTable('shops.location')
    .set({ ...row, changed_at: work.now, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) {
    await locationById(work.tx, id)
    throw new LocationChanged({ id })
  }
  await writeSpecialDays(work, id, input)
  await restamp(work.tx, 'house')
  await announce(work, { name: locationChanged, properties: { locationId: id } })
}

function rowOf(input: LocationInput) {
  const { code, kind, name, active, address, latitude, longitude, zone } = input
  return {
    ...{ code, kind, name, active, latitude, longitude, zone, time_zone: input.timeZone },
    ...{ street: address.street, postal_code: address.postalCode },
    ...{ city: address.city, country: address.country },
    ...{ phone: input.phone, email: input.email, services: [...new Set(input.services)] },
    ...{ geofence: input.geofence, hours: JSON.stringify(input.hours) },
    closed_on_holidays: input.closedOnHolidays,
  }
}

async function writeSpecialDays(
  { tx }: Work,
  id: string,
  { specialDays }: Pick<LocationInput, 'specialDays'>,
): Promise<void> {
  await tx.deleteFrom('shops.special_day').where('location_id', '=', id).execute()
  const rows = [...new Map(specialDays.map((one) => [one.day, one])).values()]
  if (rows.length === 0) return
  await tx
    .insertInto('shops.special_day')
    .values(
      rows.map(({ day, hours, note }) => ({
        ...{ location_id: id, day, note },
        hours: JSON.stringify(hours),
      })),
    )
    .execute()
}

function checkHours({ hours, specialDays }: LocationInput): void {
  for (const [day, times] of hours.entries())
    if (overlap(times)) throw new HoursOverlap({ day: String(day) })
  for (const { day, hours: times } of specialDays)
    if (overlap(times)) throw new HoursOverlap({ day })
}

/** Whether two times of a day lie over each other; only the last may go on after midnight. */
function overlap(times: DayHours): boolean {
  const inOrder = [...times].sort((one, other) => (one.from < other.from ? -1 : 1))
  return inOrder.some(({ from, to }, place) => {
    const next = inOrder[place + 1]
    return next !== undefined && (to <= from || next.from < to)
  })
}
