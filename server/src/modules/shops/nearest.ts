import type { Db } from '../../kernel/database.ts'
import type { Location, Service } from './contract.ts'
import { locations } from './locations.ts'
import { openAt } from './opening.ts'

interface Point {
  readonly lat: number
  readonly lon: number
}

interface Wishes {
  /** All of them. */
  readonly services?: readonly Service[] | undefined
  /** Only those that are open then. */
  readonly openAt?: Date | undefined
  readonly limit?: number | undefined
  /** In metres. */
  readonly within?: number | undefined
}

export type Near = Location & {
  /** In metres, as the crow flies. */
  readonly distance: number
}

/** The shops in use round a point, the nearest first. */
export async function nearest(db: Db, point: Point, wishes: Wishes = {}): Promise<Near[]> {
  const shops = await locations(db, { kind: 'shop' })
  return nearestOf(shops, point, wishes)
}

export function nearestOf(shops: readonly Location[], point: Point, wishes: Wishes = {}): Near[] {
  const { services = [], openAt: moment, limit = 10, within = Number.POSITIVE_INFINITY } = wishes
  return shops
    .flatMap((shop) => {
      if (shop.latitude === null || shop.longitude === null) return []
      const distance = metresBetween(point, { lat: shop.latitude, lon: shop.longitude })
      return [{ ...shop, distance: Math.round(distance) }]
    })
    .filter(({ distance }) => distance <= within)
    .filter((shop) => services.every((service) => shop.services.includes(service)))
    .filter((shop) => !moment || openAt(shop, moment).open)
    .sort((one, other) => one.distance - other.distance || (one.id < other.id ? -1 : 1))
    .slice(0, limit)
}

const earth = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The way over a round earth (haversine). */
export function metresBetween(one: Point, other: Point): number {
  const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2
  const h =
    half(one.lat, other.lat) +
    Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * half(one.lon, other.lon)
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(h)))
}
