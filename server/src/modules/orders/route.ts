import type { Db } from '../../kernel/database.ts'
import { type PricedLine, partsOf } from '../carts/index.ts'
import type { Location } from '../shops/index.ts'
import { type Available, allocate, type Candidate } from '../stock/index.ts'
import type { Routing } from './contract.ts'
import type { DeliveryOption, OrderSettings } from './delivery-contract.ts'
import { mayBeBrought, maySend } from './shop.ts'
import './tables.ts'

/** What leaves one place together, and why from there. */
export interface PlannedParcel {
  readonly locationId: string
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
  readonly why: Routing
}

export interface Route {
  /** Whether all of it can be had this way. */
  readonly complete: boolean
  readonly parcels: readonly PlannedParcel[]
  /** The places that could serve it. */
  readonly from: ReadonlySet<string>
}

export interface Routed {
  readonly lines: readonly PricedLine[]
  readonly available: readonly Available[]
  readonly places: readonly Location[]
  readonly option: DeliveryOption
  /** Where it is collected. */
  readonly shop: Location | undefined
  readonly settings: OrderSettings
  /** Where the goods go to. */
  readonly near?: { readonly latitude: number; readonly longitude: number } | undefined
  /** Parcels that each place has to prepare already; only asked for where that counts. */
  readonly load: ReadonlyMap<string, number>
}

/** From where an order would be served, and why. It only proposes: reserving decides. */
export function routeOf(routed: Routed): Route {
  const { lines, option, shop, settings, near } = routed
  const brought = mayBeBrought(option.kind, settings)
  const serving = placesFor(routed)
  const candidates = serving.map((place) => candidateOf(place, routed))
  const from = new Set(serving.map(({ id }) => id))
  const { by, fewestParcels } = settings.routing
  const demand = lines.map(({ article, quantity }) => ({ sku: article.sku, quantity }))
  const plan = allocate(demand, candidates, {
    ...{ by, to: shop ? spotOf(shop) : near },
    fewestParcels: fewestParcels || !settings.splitShipments,
    ...(shop && { pickUp: { locationId: shop.id, from: brought ? 'ALL' : 'LOCAL' } }),
  })
  if (!plan.ok) return { complete: false, parcels: [], from }
  const reasons = new Map(plan.why.map((why) => [why.locationId, why]))
  const parcels = parcelsOf(lines, plan.parts).map(({ locationId, lines: held }) => {
    const { reason = 'rest', figure } = reasons.get(locationId) ?? {}
    return { locationId, lines: held, why: { reason, ...(figure !== undefined && { figure }) } }
  })
  const complete = brought || settings.splitShipments || parcels.length <= 1
  return { complete, parcels: complete ? parcels : [], from }
}

function spotOf({ latitude, longitude }: Location) {
  return latitude === null || longitude === null ? undefined : { latitude, longitude }
}

/** Who sends, by the rule's order; what is collected is in its shop, or is brought there by them. */
function placesFor({ places, option, shop, settings }: Routed): Location[] {
  const { order } = settings.routing
  const rank = ({ code }: Location) => (order.includes(code) ? order.indexOf(code) : order.length)
  const sending = places
    .filter((place) => maySend(place, settings))
    .toSorted((one, other) => rank(one) - rank(other))
  if (option.kind === 'ship') return sending
  if (!shop) return []
  const others = sending.filter(({ id }) => id !== shop.id)
  return mayBeBrought(option.kind, settings) ? [shop, ...others] : [shop]
}

/** A bundle is there as often as all of its parts are in one place. */
function candidateOf(place: Location, { lines, available, load }: Routed): Candidate {
  const here = new Map(
    available.flatMap((one) => (one.locationId === place.id ? [[one.sku, one.available]] : [])),
  )
  const { id: locationId, latitude, longitude } = place
  return {
    ...{ locationId, latitude, longitude, load: load.get(place.id) ?? 0 },
    available: Object.fromEntries(
      lines.map(({ article }) => {
        const each = partsOf(article).map(({ sku, quantity }) =>
          Math.floor((here.get(sku) ?? 0) / quantity),
        )
        return [article.sku, Math.min(...each)]
      }),
    ),
  }
}

/** Gives what each place has of an article to the lines that want it, one after the other. */
function parcelsOf(
  lines: readonly PricedLine[],
  parts: readonly { sku: string; locationId: string; quantity: number }[],
) {
  const parcels = new Map<string, { lineId: string; quantity: number }[]>()
  const left = parts.map((part) => ({ ...part }))
  for (const { id: lineId, article, quantity } of lines) {
    let wanted = quantity
    for (const part of left) {
      if (part.sku !== article.sku || wanted === 0 || part.quantity === 0) continue
      const given = Math.min(wanted, part.quantity)
      part.quantity -= given
      wanted -= given
      const parcel = parcels.get(part.locationId) ?? []
      parcels.set(part.locationId, [...parcel, { lineId, quantity: given }])
    }
  }
  return [...parcels].map(([locationId, held]) => ({ locationId, lines: held }))
}

/** How many parcels each place has to prepare. */
export async function loadOf(db: Db, { routing }: OrderSettings): Promise<Map<string, number>> {
  if (!routing.by.includes('least-load')) return new Map()
  const rows = await db
    .selectFrom('orders.fulfilment')
    .select(['location_id', ({ fn }) => fn.countAll<number>().as('parcels')])
    .where('state', 'in', ['waiting', 'preparing'])
    .groupBy('location_id')
    .execute()
  return new Map(rows.map(({ location_id, parcels }) => [location_id, parcels]))
}
