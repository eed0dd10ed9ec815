import type { Db } from '../../kernel/database.ts'
import { leftOf, partsOf, type Shelf, shelfOf } from '../carts/index.ts'
import { type Location, locations, metresBetween, openAt } from '../shops/index.ts'
import { orderSettings } from './settings.ts'
import { broughtFrom, mayBeBrought, maySend, readyFrom } from './shop.ts'
import type { ShopAvailability, ShopAvailabilityQuery } from './shop-availability-contract.ts'

interface Asked extends ShopAvailabilityQuery {
  readonly channel: 'web' | 'app' | 'shop'
  readonly now: Date
}

/** In which shops articles can be had, the nearest first; and how many could be sent. */
export async function availabilityPerShop(db: Db, asked: Asked): Promise<ShopAvailability> {
  const { skus, channel, now, limit } = asked
  const settings = await orderSettings(db)
  const places = await locations(db)
  const shelf = await shelfOf(db, skus, { channel, now })
  const at = (place: Location, sku: string) => leftOf(sku, inPlace(shelf, place), new Map())
  const sending = places.filter((place) => maySend(place, settings))
  const sum = (some: readonly Location[], sku: string) =>
    some.reduce((all, place) => all + at(place, sku), 0)
  const shops = places
    .filter(({ kind, services }) => kind === 'shop' && collects(services))
    .map((place) => ({ place, metres: distance(place, asked) }))
    .toSorted((one, other) => (one.metres ?? 0) - (other.metres ?? 0))
    .slice(0, limit)
  return {
    delivered: skus.map((sku) => ({ sku, available: sum(sending, sku) })),
    shops: shops.map(({ place, metres }) => {
      const opening = openAt(place, now)
      const brings = (['collect', 'drive'] as const).some(
        (kind) => place.services.includes(kind) && mayBeBrought(kind, settings),
      )
      const others = brings ? sending.filter(({ id }) => id !== place.id) : []
      return {
        ...{ code: place.code, name: place.name, address: place.address, metres },
        services: [...place.services],
        ...{ open: opening.open, until: opening.open ? opening.until : opening.opensAt },
        readyFrom: readyFrom(place, now, settings).toISOString(),
        broughtFrom: brings ? broughtFrom(place, now, settings).toISOString() : null,
        articles: skus.map((sku) => ({
          ...{ sku, available: at(place, sku), elsewhere: sum(others, sku) },
        })),
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

/** What there is in one place: a bundle as often as all of its parts are. */
function inPlace(shelf: Shelf, { id }: Location): Shelf {
  const here = shelf.there.filter(({ locationId }) => locationId === id)
  return { ...shelf, stock: new Map(here.map(({ sku, available }) => [sku, available])) }
}

/** What stock knows these articles by: themselves, or the parts of bundles. */
export async function itemsOf(db: Db, { skus, channel, now }: Asked): Promise<string[]> {
  const { articles } = await shelfOf(db, skus, { channel, now })
  return skus.flatMap((sku) => partsOf(articles.get(sku) ?? { sku }).map((part) => part.sku))
}
