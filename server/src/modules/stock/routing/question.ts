/** A place that goods could come from, as it is now. */
export interface Candidate {
  readonly locationId: string
  /** By sku, what the channel may take; less than nothing counts as nothing. */
  readonly available: Readonly<Record<string, number>>
  /** By sku, what is there besides and kept back. */
  readonly safety?: Readonly<Record<string, number>> | undefined
  readonly latitude?: number | null | undefined
  readonly longitude?: number | null | undefined
  /** How many orders it has to prepare already. */
  readonly load?: number | undefined
  /** How many it can have to prepare: with so many, it is left out. */
  readonly capacity?: number | undefined
}

export interface Demand {
  readonly sku: string
  readonly quantity: number
}

/** What places are compared by; the first in which two differ decides. */
export const criteria = ['nearest', 'highest-stock', 'least-load', 'given-order'] as const
export type Criterion = (typeof criteria)[number]

export interface Rules {
  readonly by: readonly Criterion[]
  /** Rather one parcel from further down the list than two from above. */
  readonly fewestParcels?: boolean | undefined
  /** Whether what is kept back may go, where an order could not be served otherwise. */
  readonly breakSafety?: boolean | undefined
  /** Where the goods go. */
  readonly to?: { readonly latitude: number; readonly longitude: number } | undefined
  /** Where they are collected. LOCAL: of what is there alone; ALL: of that first, the rest is brought. */
  readonly pickUp?: { readonly locationId: string; readonly from: 'LOCAL' | 'ALL' } | undefined
}

export interface Part extends Demand {
  readonly locationId: string
}

/** Why a place was chosen. */
export interface Why {
  readonly locationId: string
  /** `only-one`: nobody else had any of it. `fewest-parcels`: others came first, and would have sent more parcels. */
  readonly reason: 'pick-up' | 'only-one' | 'fewest-parcels' | Criterion
  /** Metres, pieces, orders, its place in the list, or how many parcels there are. */
  readonly figure?: number
  /** It gives what it would rather keep. */
  readonly fromSafety?: boolean
}

interface Served {
  readonly ok: true
  readonly parts: readonly Part[]
  readonly why: readonly Why[]
}

interface Short {
  readonly ok: false
  readonly short: { readonly sku: string; readonly asked: number; readonly available: number }
}

export type Allocation = Served | Short
/** By sku, how much is wanted, or still is. */
export type Wanted = ReadonlyMap<string, number>
/** What may be taken of an item in a place. */
export type Stock = (place: Candidate, sku: string) => number
