import { saleNames } from '../../insight/index.ts'
import type { DistanceLeaf, Place } from '../figure-leaf-contract.ts'
import { number } from './comparison.ts'
import type { Needing } from './counts.ts'
import type { CustomerState } from './state.ts'
import { favouriteShopOf } from './trade.ts'
import { timeless } from './verdict.ts'

export interface Point {
  readonly latitude: number
  readonly longitude: number
}

const earthKm = 6371.0088

/** Along the surface of a round earth: half a percent right or wrong. */
export function kmBetween(one: Point, other: Point): number {
  const [a, b] = [radians(one.latitude), radians(other.latitude)]
  const half =
    Math.sin((b - a) / 2) ** 2 +
    Math.cos(a) * Math.cos(b) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half)))
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

const latitudes = ['latitude', 'lat']
const longitudes = ['longitude', 'lng', 'lon', 'long']

/** Where somebody lives, if their traits tell: in the address, in a location, or beside the others. */
export function homeOf(traits: CustomerState['traits']): Point | undefined {
  for (const bag of [traits.address, traits.location, traits]) {
    if (typeof bag !== 'object' || bag === null) continue
    const latitude = firstNumber(bag as Record<string, unknown>, latitudes)
    const longitude = firstNumber(bag as Record<string, unknown>, longitudes)
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude }
  }
  return undefined
}

const firstNumber = (bag: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  names.map((name) => number(bag[name])).find(Number.isFinite) ?? Number.NaN

export function compileDistance({ which, places, is, km }: DistanceLeaf): Needing {
  const byName = new Map(places.map((place) => [place.name, place]))
  const nearest = (home: Point): Place | undefined =>
    places.reduce((best, place) => (kmBetween(home, place) < kmBetween(home, best) ? place : best))
  const meant = (state: CustomerState, home: Point) =>
    which === 'nearest' ? nearest(home) : byName.get(favouriteShopOf(state) ?? '')
  const found = (state: CustomerState) => {
    const home = homeOf(state.traits)
    const place = home && meant(state, home)
    return place ? { place: place.name, km: kmBetween(home, place) } : undefined
  }
  return {
    evaluate: (state) => {
      const there = found(state)
      return timeless(there !== undefined && there.km <= km === (is === 'within'))
    },
    found: (state) => {
      const there = found(state)
      return there ? { ...there, km: Math.round(there.km * 10) / 10 } : null
    },
    traits: ['address', 'location', ...latitudes, ...longitudes],
    ...(which === 'favourite' && { history: saleNames }),
  }
}
