import { z } from 'zod'

export const LocationKind = z.enum(['shop', 'warehouse'])
export type LocationKind = z.infer<typeof LocationKind>

/** What a place does for customers: hand over, keep for them, send parcels, advise, serve at the car. */
export const Service = z.enum(['collect', 'reserve', 'ship-from', 'advice', 'drive'])
export type Service = z.infer<typeof Service>

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** From a time to a later one, or, if that is earlier or the same, until then on the next day. `24:00` is midnight. */
export const OpenFromTo = z.object({ from: Clock, to: z.union([Clock, z.literal('24:00')]) })
export type OpenFromTo = z.infer<typeof OpenFromTo>

/** The times of one day, in their order; none when closed. */
export const DayHours = z.array(OpenFromTo).max(6)
export type DayHours = z.infer<typeof DayHours>

export const Day = z.iso.date()

export const SpecialDay = z.object({
  day: Day,
  hours: DayHours,
  note: z.string().trim().max(200).nullable().default(null),
})
export type SpecialDay = z.infer<typeof SpecialDay>

export const Address = z.object({
  street: z.string().trim().max(200),
  postalCode: z.string().trim().max(20),
  city: z.string().trim().max(100),
  country: z.string().regex(/^[A-Z]{2}$/),
})
export type Address = z.infer<typeof Address>

/** A shop or a warehouse, as the whole product knows it. */
export const Location = z.object({
  id: z.uuid(),
  /** Its word in addresses, files and events. */
  code: z.string(),
  kind: LocationKind,
  name: z.string(),
  active: z.boolean(),
  address: Address,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** The region or district that the brand counts it to. */
  zone: z.string().nullable(),
  timeZone: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  services: z.array(Service),
  /** How near, in metres, somebody is at this shop. */
  geofence: z.int(),
  /** By the day of the week, Monday first, as clocks there show it. */
  hours: z.array(DayHours).length(7),
  /** Days that are not like their weekday. */
  specialDays: z.array(SpecialDay),
  closedOnHolidays: z.boolean(),
  version: z.int(),
})
export type Location = z.infer<typeof Location>

/** Whether a place is open, and until when it stays so; null: as far as anybody has said. */
export const Opening = z.discriminatedUnion('open', [
  z.object({ open: z.literal(true), until: z.iso.datetime().nullable() }),
  z.object({ open: z.literal(false), opensAt: z.iso.datetime().nullable() }),
])
export type Opening = z.infer<typeof Opening>

const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
const Named = z.string().trim().min(1).max(120)

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

export const LocationInput = z
  .object({
    code: Code,
    kind: LocationKind.default('shop'),
    name: Named,
    active: z.boolean().default(true),
    address: Address,
    latitude: z.number().min(-90).max(90).nullable().default(null),
    longitude: z.number().min(-180).max(180).nullable().default(null),
    zone: z.string().trim().min(1).max(80).nullable().default(null),
    timeZone: z.string().refine(isZone).default('Europe/Paris'),
    phone: z.string().trim().min(1).max(40).nullable().default(null),
    email: z.email().nullable().default(null),
    services: z.array(Service).default([]),
    geofence: z.int().min(20).max(50_000).default(150),
    hours: z.array(DayHours).length(7).default([[], [], [], [], [], [], []]),
    specialDays: z.array(SpecialDay).max(400).default([]),
    closedOnHolidays: z.boolean().default(true),
  })
  .refine(({ latitude, longitude }) => (latitude === null) === (longitude === null), {
    path: ['longitude'],
  })
export type LocationInput = z.infer<typeof LocationInput>

export const LocationChange = LocationInput.and(z.object({ version: z.int() }))

/** A place, and whether it is open now. */
export const LocationNow = Location.extend({ now: Opening })
export type LocationNow = z.infer<typeof LocationNow>

/** What a shopper is told of a shop. */
export const FrontLocation = Location.omit({ active: true, version: true, kind: true }).extend({
  now: Opening,
  /** In metres, where somebody said where they are. */
  distance: z.int().nullable(),
})
export type FrontLocation = z.infer<typeof FrontLocation>
