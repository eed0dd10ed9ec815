import type { Db } from '../../kernel/database.ts'
import { type Location, locations, metresBetween, openAt } from '../shops/index.ts'
import { availability } from '../stock/index.ts'
import { orderSettings } from './settings.ts'
import { readyFrom } from './shop.ts'
import type { ShopAvailability, ShopAvailabilityQuery } from './shop-availability-contract.ts'

interface Asked extends ShopAvailabilityQuery {
  readonly channel: string
  readonly now: Date
}

/** In which shops articles can be had, the nearest first; and how many could be sent. */
export async function availabilityPerShop(db: Db, asked: Asked): Promise<ShopAvailability> {
  const { skus, channel, now, limit } = asked
  const settings = await orderSettings(db)
  const places = await locations(db)
  const there = await availability(db, skus, { channel })
  const at = (place: Location, sku: string) =>
    there.find((one) => one.locationId === place.id && one.sku === sku)?.available ?? 0
  const sending = places.filter(
    ({ kind, services }) => kind === 'warehouse' || services.includes('ship-from'),
  )
  const shops = places
    .filter(({ kind, services }) => kind === 'shop' && collects(services))
    .map((place) => ({ place, metres: distance(place, asked) }))
    .toSorted((one, other) => (one.metres ?? 0) - (other.metres ?? 0))
    .slice(0, limit)
  return {
    delivered: skus.map((sku) => ({
      ...{ sku, available: sending.reduce((sum, place) => sum + at(place, sku), 0) },
    })),
    shops: shops.map(({ place, metres }) => {
      const opening = openAt(place, now)
      return {
        ...{ code: place.code, name: place.name, address: place.address, metres },
        services: [...place.services],
        ...{ open: opening.open, until: opening.open ? opening.until : opening.opensAt },
        readyFrom: readyFrom(place, now, settings).toISOString(),
        articles: skus.map((sku) => ({ sku, available: at(place, sku) })),
      }
    }),
  }
}

const collects = (services: readonly string[]) =>
  ['collect', 'reserve', 'drive'].some((service) => services.includes(service))

function distance(place: Location, { latitude, longitude }: ShopAvailabilityQuery): number | null {
  if (latitude === undefined || longitude === undefined) return null
  if (place.latitude === null || place.longitude === null) return Number.MAX_SAFE_INTEGER
  const { latitude: lat, longitude: lon } = place
  return Math.round(metresBetween({ lat: latitude, lon: longitude }, { lat, lon }))
}
