import { type Location, nextOpening, openAt } from '../shops/index.ts'
import type { DeliveryKind, DeliveryOption, OrderSettings } from './delivery-contract.ts'
import { ShopNeeded, ShopUnfit, TimeUnfit } from './refusals.ts'

/** What a shop must offer for an option. */
const serviceFor = { collect: 'collect', reserve: 'reserve', drive: 'drive' } as const

/** The shop where it is collected, if it is; it must offer that. */
export function shopFor(
  places: readonly Location[],
  option: DeliveryOption,
  code: string | undefined,
): Location | undefined {
  if (option.kind === 'ship') return undefined
  if (!code) throw new ShopNeeded({ option: option.code })
  const shop = places.find((place) => place.code === code)
  if (!shop?.services.includes(serviceFor[option.kind])) {
    throw new ShopUnfit({ shop: code, option: option.code })
  }
  return shop
}

/** Whether goods leave a place for elsewhere: a warehouse's do, and those of a shop that sends. */
export const maySend = (
  { kind, services }: Pick<Location, 'kind' | 'services'>,
  { shipFromShops }: Pick<OrderSettings, 'shipFromShops'>,
): boolean => kind === 'warehouse' || (shipFromShops && services.includes('ship-from'))

/** Whether what a shop lacks can be collected there all the same, inside or from the car. */
export const mayBeBrought = (
  kind: DeliveryKind,
  { bringToShops }: Pick<OrderSettings, 'bringToShops'>,
): boolean => bringToShops && (kind === 'collect' || kind === 'drive')

/** The same where some of it comes from elsewhere: so much later. */
export const broughtFrom = (shop: Location, now: Date, settings: OrderSettings): Date =>
  readyFrom(shop, new Date(now.getTime() + settings.bringDays * 86_400_000), settings)

/** When a shop has prepared what is ordered now: it prepares while it is open. */
export function readyFrom(
  shop: Location,
  now: Date,
  { prepareMinutes }: Pick<OrderSettings, 'prepareMinutes'>,
): Date {
  const opening = openAt(shop, now)
  const begins = opening.open ? now : opening.opensAt ? new Date(opening.opensAt) : now
  const ready = new Date(begins.getTime() + prepareMinutes * 60_000)
  const then = openAt(shop, ready)
  // Not done before it closes: it goes on at the next opening.
  return then.open || !then.opensAt ? ready : new Date(then.opensAt)
}

/** Whether it can be collected when the customer wants to. */
export function checkTime(
  shop: Location,
  wanted: Date,
  { now, ready }: { now: Date; ready: Date | null },
): void {
  const at = wanted.toISOString()
  if (wanted <= now) throw new TimeUnfit({ at, why: 'past' })
  if (!openAt(shop, wanted).open) throw new TimeUnfit({ at, why: 'closed' })
  if (ready && wanted < ready) throw new TimeUnfit({ at, why: 'too-soon' })
}

/**
 * Until when what is ready, or reserved, waits: so long, and never until a moment at which the shop is
 * closed; then until it closes on the next day on which it opens.
 */
export function waitsUntil(
  shop: Location | undefined,
  kind: DeliveryKind,
  from: Date,
  settings: Pick<OrderSettings, 'collectDays' | 'reserveHours'>,
): Date {
  const hours = kind === 'reserve' ? settings.reserveHours : settings.collectDays * 24
  const until = new Date(from.getTime() + hours * 3_600_000)
  if (!shop) return until
  const then = openAt(shop, until)
  if (then.open) return then.until ? new Date(then.until) : until
  const opens = nextOpening(shop, until)
  const closes = opens && openAt(shop, opens)
  return closes?.open && closes.until ? new Date(closes.until) : until
}
