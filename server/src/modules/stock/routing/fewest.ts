import type { Candidate, Stock, Wanted } from './question.ts'

/** How many combinations are looked at before the next best answer is taken: some milliseconds. */
const mostLooks = 200_000

/**
 * The smallest number of places that can serve all, and of those that can, the ones first in the list. Exact, by
 * trying one place, then two, and so on, leaving out what cannot suffice; should that be too many, the
 * place that can give the most goes first.
 */
export function fewestParcels(
  wanted: Wanted,
  places: readonly Candidate[],
  stock: Stock,
): readonly Candidate[] {
  const useful = places.filter((place) => [...wanted.keys()].some((sku) => stock(place, sku) > 0))
  const looks = { left: mostLooks }
  for (let parcels = 1; parcels <= useful.length && looks.left > 0; parcels++) {
    const found = choose(wanted, useful, parcels, stock, looks)
    if (found) return found
  }
  return greediest(wanted, useful, stock)
}

/** The first so many places, in the order of the list, that serve all together. */
function choose(
  wanted: Wanted,
  places: readonly Candidate[],
  parcels: number,
  stock: Stock,
  looks: { left: number },
): Candidate[] | undefined {
  if (wanted.size === 0) return []
  if (parcels === 0 || looks.left <= 0) return undefined
  for (let index = 0; index < places.length; index++) {
    looks.left--
    const rest = places.slice(index)
    if (!couldSuffice(wanted, rest, parcels, stock)) return undefined
    const [place] = rest as [Candidate]
    const left = without(wanted, place, stock)
    const others = choose(left, rest.slice(1), parcels - 1, stock, looks)
    if (others) return [place, ...others]
  }
  return undefined
}

/** Whether the best so many places have enough of each item, were they free to differ from item to item. */
function couldSuffice(
  wanted: Wanted,
  places: readonly Candidate[],
  parcels: number,
  stock: Stock,
): boolean {
  return [...wanted].every(([sku, missing]) => {
    const best = places.map((place) => stock(place, sku)).sort((one, other) => other - one)
    return best.slice(0, parcels).reduce((sum, one) => sum + one, 0) >= missing
  })
}

/** What is still wanted when a place has given all it can. */
export function without(wanted: Wanted, place: Candidate, stock: Stock): Map<string, number> {
  const left = new Map<string, number>()
  for (const [sku, missing] of wanted) {
    const more = missing - Math.min(missing, stock(place, sku))
    if (more > 0) left.set(sku, more)
  }
  return left
}

function greediest(wanted: Wanted, places: readonly Candidate[], stock: Stock): Candidate[] {
  const chosen: Candidate[] = []
  let left = wanted
  while (left.size > 0) {
    const gives = (place: Candidate) =>
      [...left].reduce((sum, [sku, missing]) => sum + Math.min(missing, stock(place, sku)), 0)
    const free = places.filter((place) => !chosen.includes(place))
    const [first, ...more] = free
    if (!first) break
    const best = more.reduce((most, place) => (gives(place) > gives(most) ? place : most), first)
    chosen.push(best)
    left = without(left, best, stock)
  }
  return chosen
}
