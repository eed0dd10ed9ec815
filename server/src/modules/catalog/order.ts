import type { Standing } from './standing.ts'

type Key = string | number

/** What has no price comes last, whichever way. */
const last = Number.MAX_SAFE_INTEGER

/** What a list is sorted by; always upwards, so the dearest first is by what it is short of nothing. */
export const sortKeys = {
  nameFr: ({ nameFr }: Standing): Key => nameFr,
  nameEn: ({ nameEn }: Standing): Key => nameEn,
  price: ({ price }: Standing): Key => price ?? last,
  '-price': ({ price }: Standing): Key => (price === null ? last : -price),
  newest: ({ changed }: Standing): Key => -changed,
} as const
export type SortKey = keyof typeof sortKeys

export interface Placed {
  readonly key: Key
  readonly standing: Standing
}

/** Before, at or behind: by key, then by id, so that no two are at one place. */
export const compare = (key: Key, id: string, other: Placed): number => {
  if (key !== other.key) return key < other.key ? -1 : 1
  return id < other.standing.id ? -1 : id > other.standing.id ? 1 : 0
}

/** More than that, and it is quicker to sort anew than to put each in its place. */
const many = 500

/** Everything on the shelf in one order, kept in it as products change. */
export class Order {
  readonly #keyOf: (standing: Standing) => Key
  #placed: Placed[]

  constructor(keyOf: (standing: Standing) => Key, standings: Iterable<Standing>) {
    this.#keyOf = keyOf
    this.#placed = Array.from(standings, (standing) => this.#place(standing))
    this.#sort()
  }

  replace(gone: readonly Standing[], come: readonly Standing[]): void {
    if (gone.length > 0) {
      const left = new Set(gone)
      this.#placed = this.#placed.filter(({ standing }) => !left.has(standing))
    }
    const fresh = come.map((standing) => this.#place(standing))
    if (fresh.length > many) {
      this.#placed.push(...fresh)
      this.#sort()
      return
    }
    for (const one of fresh) this.#placed.splice(this.#indexAfter(one.key, one.standing.id), 0, one)
  }

  /** In order, beginning behind a place. */
  *after(place?: readonly [Key, string]): Iterable<Placed> {
    const from = place ? this.#indexAfter(...place) : 0
    for (let index = from; index < this.#placed.length; index++) {
      const one = this.#placed[index]
      if (one) yield one
    }
  }

  #place(standing: Standing): Placed {
    return { key: this.#keyOf(standing), standing }
  }

  #sort(): void {
    this.#placed.sort((one, other) => compare(one.key, one.standing.id, other))
  }

  #indexAfter(key: Key, id: string): number {
    let from = 0
    let to = this.#placed.length
    while (from < to) {
      const middle = (from + to) >> 1
      const one = this.#placed[middle]
      if (one && compare(key, id, one) >= 0) from = middle + 1
      else to = middle
    }
    return from
  }
}
