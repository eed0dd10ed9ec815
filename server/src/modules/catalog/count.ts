import type { Aisles } from './aisles.ts'
import type { FacetBook } from './facet-book.ts'
import type { Standing } from './standing.ts'

/** What a list is narrowed to: of one group any, of several groups all. */
export interface Narrowing {
  /** Facets by the group that they belong to, written as `group:value`. */
  readonly filter: readonly string[]
  readonly priceFrom: number | undefined
  readonly priceTo: number | undefined
}

export interface Counted {
  /** What is left after narrowing. */
  readonly kept: Kept
  readonly counts: Readonly<Record<string, number>>
  readonly lowest: number | null
  readonly highest: number | null
}

type Test = (standing: Standing) => boolean

/** Products by their small numbers: a mark for each costs less than a set, which is made for every search. */
export class Kept {
  readonly #marks: Uint8Array
  readonly ordinals: number[] = []

  constructor(highest: number) {
    this.#marks = new Uint8Array(highest + 1)
  }

  add({ ordinal }: Standing): void {
    this.#marks[ordinal] = 1
    this.ordinals.push(ordinal)
  }

  has({ ordinal }: Standing): boolean {
    return this.#marks[ordinal] === 1
  }
}

/**
 * Narrows and counts in one pass. What misses one group alone counts among the values of that group: so
 * they are told as if it did not narrow the list.
 */
export function count(aisles: Aisles, found: Iterable<Standing>, narrowing: Narrowing): Counted {
  const groups = [...testsOf(aisles, narrowing)]
  const tally = new Tally(aisles.facets)
  const kept = new Kept(aisles.highest)
  for (const standing of found) {
    const missed = missedBy(standing, groups)
    if (missed === several) continue
    if (missed === undefined) kept.add(standing)
    tally.add(standing, missed)
  }
  return { kept, ...tally.told() }
}

/** More groups than one: it counts nowhere. */
const several = Symbol('several')

/** The one group that a product misses, if it misses any. */
function missedBy(
  standing: Standing,
  groups: readonly (readonly [string, Test])[],
): string | undefined | typeof several {
  let missed: string | undefined
  for (const [group, holds] of groups) {
    if (holds(standing)) continue
    if (missed !== undefined) return several
    missed = group
  }
  return missed
}

class Tally {
  readonly #facets: FacetBook
  readonly #counts: number[]
  #lowest: number | null = null
  #highest: number | null = null

  constructor(facets: FacetBook) {
    this.#facets = facets
    this.#counts = new Array<number>(facets.names.length).fill(0)
  }

  add({ facets, price }: Standing, missed: string | undefined): void {
    for (const facet of facets) {
      if (missed === undefined || this.#facets.groups[facet] === missed)
        this.#counts[facet] = (this.#counts[facet] ?? 0) + 1
    }
    if (price === null || (missed !== undefined && missed !== 'price')) return
    this.#lowest = Math.min(this.#lowest ?? price, price)
    this.#highest = Math.max(this.#highest ?? price, price)
  }

  told(): Omit<Counted, 'kept'> {
    const counts: Record<string, number> = {}
    for (const [facet, n] of this.#counts.entries()) {
      const name = this.#facets.names[facet]
      if (n > 0 && name !== undefined) counts[name] = n
    }
    return { counts, lowest: this.#lowest, highest: this.#highest }
  }
}

function* testsOf(aisles: Aisles, narrowing: Narrowing): Iterable<[string, Test]> {
  const { filter, priceFrom = 0, priceTo = Number.POSITIVE_INFINITY } = narrowing
  const groupOf = (facet: string) => facet.slice(0, facet.indexOf(':'))
  for (const group of new Set(filter.map(groupOf))) {
    const own = filter.filter((facet) => groupOf(facet) === group)
    const wanted = new Set(own.map((facet) => aisles.facets.find(facet)))
    yield [group, ({ facets }) => facets.some((facet) => wanted.has(facet))]
  }
  if (narrowing.priceFrom !== undefined || narrowing.priceTo !== undefined)
    yield ['price', ({ price }) => price !== null && price >= priceFrom && price <= priceTo]
}
