import type { Db } from '../../kernel/database.ts'
import { still } from '../../kernel/steady.ts'
import { all } from '../../kernel/work.ts'
import {
  cartOf,
  demandOf,
  type PricedLine,
  type Pricer,
  partsOf,
  pricedLines,
  pricerFor,
  type Shelf,
  type ShopperIs,
  type StoredCart,
  shelfOf,
  usualOf,
} from '../carts/index.ts'
import type { Quote } from '../promotions/index.ts'
import { type Location, locations } from '../shops/index.ts'
import type { Available } from '../stock/index.ts'
import type { QuoteInput } from './contract.ts'
import { feeIn, feeOf, optionOf, optionsFor, standardFee } from './delivery.ts'
import type { DeliveryOption, OrderSettings } from './delivery-contract.ts'
import { loadOf, type Route, routeOf } from './route.ts'
import { orderSettings } from './settings.ts'
import { broughtFrom, readyFrom, shopFor } from './shop.ts'

export interface Missing {
  readonly sku: string
  readonly asked: number
  readonly available: number
}

/** What somebody can have for what is in their cart, this way: what it costs, and from where it comes. */
export interface Offer {
  readonly stored: StoredCart | undefined
  readonly shelf: Shelf
  readonly lines: readonly PricedLine[]
  readonly quote: Quote
  readonly options: readonly { readonly option: DeliveryOption; readonly fee: number }[]
  readonly option: DeliveryOption
  readonly fee: number
  readonly standard: number
  readonly settings: OrderSettings
  readonly shop: Location | undefined
  readonly route: Route
  readonly missing: readonly Missing[]
  /** When it can be collected at the earliest. */
  readonly readyFrom: Date | null
}

/** Who asks, and when. */
export type Asking = Pick<ShopperIs, 'customerId' | 'channel' | 'only'> & { readonly now: Date }

const homeCountry = 'FR'

export async function offerFor(of: Db, asking: Asking, input: QuoteInput): Promise<Offer> {
  const db = still(of)
  const { customerId, channel, now, only } = asking
  const [settings, places, stored, usual] = await all([
    orderSettings(db),
    locations(db),
    cartOf(db, customerId, only),
    usualOf(db),
  ])
  const country = input.country ?? homeCountry
  const options = optionsFor(settings, country)
  const option = optionOf(options, input.option)
  const shop = shopFor(places, option, input.shop)
  const { codes = [] } = stored ?? {}
  const skus = (stored?.lines ?? []).map(({ sku }) => sku)
  const [shelf, price, load] = await all([
    shelfOf(db, skus, { channel, now, country, usual }),
    pricerFor(db, {
      ...{ customerId, channel, now, codes, currency: usual.currency, shopId: shop?.id },
    }),
    loadOf(db, settings),
  ])
  const lines = stored ? pricedLines(stored, shelf) : []
  const goods = price(lines).gross
  const fees = options.map((one) => ({ option: one, fee: feeOf(one, goods) }))
  const fee = feeOf(option, goods)
  const vat = shelf.rates.of(option.taxClass)
  const available = shelf.there
  const served = routeOf({
    ...{ lines, available, places, option, shop, settings, load, near: input.near },
  })
  const ready = isBrought({ shop, route: served }) ? broughtFrom : readyFrom
  return {
    ...{ stored, shelf, lines, settings, option, fee, shop, options: fees },
    quote: withDelivery(price, lines, { code: option.code, fee, vat }),
    standard: standardFee(options, goods),
    route: served,
    missing: served.complete ? [] : missingOf(lines, shelf, available, served),
    readyFrom: shop ? ready(shop, now, settings) : null,
  }
}

/** Whether some of what is collected comes from elsewhere. */
export const isBrought = ({ shop, route }: Pick<Offer, 'shop' | 'route'>): boolean =>
  shop !== undefined && route.parcels.some(({ locationId }) => locationId !== shop.id)

function withDelivery(
  price: Pricer,
  lines: readonly PricedLine[],
  { code: id, fee, vat }: { code: string; fee: number; vat: number },
): Quote {
  const { pricesIncludeTax } = price(lines)
  return price(lines, fee > 0 ? [{ id, price: feeIn(fee, vat, pricesIncludeTax), vat }] : [])
}

/** What this way cannot be had in full, with what there is of it where it would come from. */
function missingOf(
  lines: readonly PricedLine[],
  { articles }: Shelf,
  available: readonly Available[],
  { from }: Route,
): Missing[] {
  const demand = demandOf(
    lines.map(({ article, quantity }) => ({ sku: article.sku, quantity })),
    articles,
  )
  return lines.flatMap(({ article }) => {
    const short = partsOf(article).map(({ sku }) => {
      const there = available.filter((one) => one.sku === sku && from.has(one.locationId))
      const total = there.reduce((sum, one) => sum + one.available, 0)
      return { sku, asked: demand.get(sku) ?? 0, available: total }
    })
    return short.filter((one) => one.asked > one.available)
  })
}
