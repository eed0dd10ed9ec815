/** Facets by numbers, and which group each belongs to: `skin:dry` is of `skin`. */
export class FacetBook {
  readonly #numbers = new Map<string, number>()
  readonly names: string[] = []
  readonly groups: string[] = []

  number(facet: string): number {
    const known = this.#numbers.get(facet)
    if (known !== undefined) return known
    const number = this.names.push(facet) - 1
    this.groups.push(facet.slice(0, facet.indexOf(':')))
    this.#numbers.set(facet, number)
    return number
  }

  /** Undefined for one that no product has. */
  find(facet: string): number | undefined {
    return this.#numbers.get(facet)
  }
}
