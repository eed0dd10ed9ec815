import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { FacetBook } from './facet-book.ts'
import { Order, type SortKey, sortKeys } from './order.ts'
import type { Standing } from './standing.ts'
import './tables.ts'

interface Row {
  ordinal: number
  product_id: string
  state: string
  name_fr: string
  name_en: string
  facets: string[]
  price: number | null
  changed_at: Date
}

/**
 * What stands on the shelf, in this process's memory: counting forty thousand products by seven facets
 * each takes PostgreSQL half a second, and a loop over numbers two milliseconds. Read whole when first
 * asked for; before each search, what was written since. A transaction that had not ended when we read
 * last has a number from that snapshot's horizon on, so nothing is missed whoever commits when.
 */
export class Aisles {
  readonly #db: Db
  readonly #standings = new Map<number, Standing>()
  readonly facets = new FacetBook()
  readonly #orders = new Map<SortKey, Order>()
  #seen = '0'
  #reading: Promise<void> | undefined

  constructor(db: Db) {
    this.#db = db
  }

  /** The largest number of any product. */
  highest = 0

  at(ordinal: number): Standing | undefined {
    return this.#standings.get(ordinal)
  }

  all(): Iterable<Standing> {
    return this.#standings.values()
  }

  /** Everything in this order; made when first asked for, and kept in it. */
  order(key: SortKey): Order {
    const known = this.#orders.get(key)
    if (known) return known
    const order = new Order(sortKeys[key], this.#standings.values())
    this.#orders.set(key, order)
    return order
  }

  /** Learns what was written since; who comes while another reads takes the reading after that. */
  async refresh(): Promise<void> {
    const before = this.#reading
    if (before) {
      await before.catch(() => {})
      if (this.#reading && this.#reading !== before) return this.#reading
    }
    const reading = this.#read()
    this.#reading = reading
    try {
      await reading
    } finally {
      if (this.#reading === reading) this.#reading = undefined
    }
  }

  async #read(): Promise<void> {
    const { rows } = await sql<Row & { horizon: string }>`
      select shelf.ordinal, shelf.product_id, shelf.state, shelf.name_fr, shelf.name_en, shelf.facets,
             shelf.price, shelf.changed_at, snapshot.horizon
      from (select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
                   pg_snapshot_xmax(pg_current_snapshot()) as until) as snapshot
      left join catalog.shelf as shelf
        on shelf.written >= ${this.#seen}::text::xid8
        and (${this.#seen === '0'} or shelf.written < snapshot.until)`.execute(this.#db)
    const fresh = rows.filter(({ ordinal }) => ordinal !== null).map((row) => this.#standing(row))
    for (const order of this.#orders.values()) {
      const gone = fresh.flatMap(({ ordinal }) => this.#standings.get(ordinal) ?? [])
      order.replace(gone, fresh)
    }
    for (const standing of fresh) {
      this.#standings.set(standing.ordinal, standing)
      this.highest = Math.max(this.highest, standing.ordinal)
    }
    this.#seen = rows[0]?.horizon ?? this.#seen
  }

  #standing(row: Row): Standing {
    return {
      ...{ ordinal: row.ordinal, id: row.product_id, state: row.state, price: row.price },
      ...{ nameFr: row.name_fr, nameEn: row.name_en, changed: row.changed_at.getTime() },
      facets: row.facets.map((facet) => this.facets.number(facet)),
    }
  }
}

const all = new WeakMap<Db, Aisles>()

/** Those of a process: one for each database that it works on. */
export function aislesOf(db: Db): Aisles {
  const known = all.get(db)
  if (known) return known
  const aisles = new Aisles(db)
  all.set(db, aisles)
  return aisles
}
