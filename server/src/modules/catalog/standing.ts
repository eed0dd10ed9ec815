/** A product as lists are narrowed, counted and sorted by it. */
export interface Standing {
  readonly ordinal: number
  readonly id: string
  readonly state: string
  readonly nameFr: string
  readonly nameEn: string
  readonly price: number | null
  readonly changed: number
  /** Numbers of its facets in the book. */
  readonly facets: readonly number[]
}
