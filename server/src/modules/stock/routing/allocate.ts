import { fewestParcels, without } from './fewest.ts'
import type { Allocation, Candidate, Demand, Part, Rules, Stock, Wanted } from './question.ts'
import { rank } from './rank.ts'
import { whyOf } from './why.ts'

/**
 * From which places an order is served, and why. Pure: the same question has the same answer. It only
 * proposes; reserving what it proposes decides.
 */
export function allocate(
  demand: readonly Demand[],
  candidates: readonly Candidate[],
  rules: Rules,
): Allocation {
  const wanted = wantedOf(demand)
  const places = candidates.filter((place) => mayServe(place, rules))
  const keeping = serve(wanted, places, rules, available)
  if (keeping.ok || !rules.breakSafety) return keeping
  const breaking = serve(wanted, places, rules, availableAndKept)
  return breaking.ok ? breaking : keeping
}

const available: Stock = (place, sku) => Math.max(0, Math.floor(place.available[sku] ?? 0))
const availableAndKept: Stock = (place, sku) =>
  Math.max(0, Math.floor((place.available[sku] ?? 0) + Math.max(0, place.safety?.[sku] ?? 0)))

function wantedOf(demand: readonly Demand[]): Wanted {
  const wanted = new Map<string, number>()
  for (const { sku, quantity } of demand) {
    if (quantity > 0) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity)
  }
  return wanted
}

/** A place that has its hands full sends nothing; who comes to collect is served all the same. */
function mayServe({ locationId, load = 0, capacity }: Candidate, { pickUp }: Rules): boolean {
  if (locationId === pickUp?.locationId) return true
  return pickUp?.from !== 'LOCAL' && (capacity === undefined || load < capacity)
}

function serve(
  wanted: Wanted,
  places: readonly Candidate[],
  rules: Rules,
  stock: Stock,
): Allocation {
  for (const [sku, asked] of wanted) {
    const there = places.reduce((sum, place) => sum + stock(place, sku), 0)
    if (there < asked) return { ok: false, short: { sku, asked, available: there } }
  }
  const pieces = (place: Candidate) =>
    [...wanted.keys()].reduce((sum, sku) => sum + stock(place, sku), 0)
  const collecting = places.filter(({ locationId }) => locationId === rules.pickUp?.locationId)
  const rest = collecting.reduce<Wanted>((left, place) => without(left, place, stock), wanted)
  const ranked = rank(
    places.filter((place) => !collecting.includes(place)),
    rules,
    pieces,
  )
  const plain = ranked.map(({ place }) => place)
  const chosen = rules.fewestParcels ? fewestParcels(rest, plain, stock) : plain
  const parts = take(wanted, [...collecting, ...chosen], stock)
  const why = whyOf({ parts, ranked, places, rules, pieces })
  return { ok: true, parts, why }
}

/** From each in turn what it has, until nothing is wanted any more. */
function take(wanted: Wanted, places: readonly Candidate[], stock: Stock): Part[] {
  const parts: Part[] = []
  let left = wanted
  for (const place of places) {
    const { locationId } = place
    for (const [sku, missing] of left) {
      const quantity = Math.min(missing, stock(place, sku))
      if (quantity > 0) parts.push({ sku, locationId, quantity })
    }
    left = without(left, place, stock)
  }
  return parts
}
