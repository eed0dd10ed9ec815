import { newId } from '../../server/src/kernel/id.ts'
import {
  adjust,
  arrive,
  availability,
  confirm,
  handOver,
  InsufficientStock,
  type Line,
  ReservationGone,
  receive,
  release,
  reserve,
  restock,
  setAside,
  setLevelRules,
  setOnHand,
  ship,
  transfer,
  unship,
} from '../../server/src/modules/stock/index.ts'
import type { Product } from '../product.ts'

/** What a place of a case holds to begin with. */
export interface Shelf {
  readonly onHand: number
  readonly reserved: number
  readonly damaged: number
  readonly quality: number
  readonly safety: number
  readonly uncounted: boolean
}

export type Answer = 'ok' | { readonly left: number }

interface Held {
  readonly id: string
  lines: Line[]
}

/**
 * An article of its own for one case, in places by their names. Everything goes through the doors of stock;
 * what somebody holds is remembered as a cart or an order would.
 */
export class StockWorld {
  readonly product: Product
  readonly sku: string
  readonly #places = new Map<string, string>()
  readonly #held = new Map<string, Held>()
  readonly #shipped = new Map<string, Line[]>()

  constructor(product: Product) {
    this.product = product
    this.sku = `case-${newId()}`
  }

  get places(): string[] {
    return [...this.#places.keys()]
  }

  idOf(place: string): string {
    const known = this.#places.get(place) ?? newId()
    this.#places.set(place, known)
    return known
  }

  async shelve(place: string, shelf: Shelf): Promise<void> {
    const spot = { sku: this.sku, locationId: this.idOf(place) }
    const { onHand, reserved, damaged, quality, safety, uncounted } = shelf
    const line = (quantity: number) => ({ ...spot, quantity })
    await this.product.inWork(async (work) => {
      await setOnHand(work, { lines: [line(Math.max(onHand, reserved))], reason: 'case' })
      await setLevelRules(work, { ...spot, safety: 0, safetyByChannel: {}, lowAt: null, uncounted })
      if (reserved > 0) await reserve(work, { ...asking, id: newId(), lines: [line(reserved)] })
      // Sold at a till that did not know of it: so a place comes to have less than it has promised.
      if (onHand < reserved) await handOver(work, { lines: [line(reserved - onHand)] })
      if (damaged > 0) await setAside(work, { as: 'damaged', line: line(damaged) })
      if (quality > 0) await setAside(work, { as: 'quality', line: line(quality) })
      await setLevelRules(work, { ...spot, safety, safetyByChannel: {}, lowAt: null, uncounted })
    })
  }

  lines(parts: Readonly<Record<string, number>>): Line[] {
    return Object.entries(parts).map(([place, quantity]) => ({
      ...{ sku: this.sku, locationId: this.idOf(place), quantity },
    }))
  }

  /** Somebody takes so many more; what they hold already stays. */
  async take(who: string, lines: readonly Line[], expiresAt: Date | null): Promise<Answer> {
    const id = newId()
    const asked = { ...asking, id, lines, expiresAt }
    const answer = await answerOf(this.product.inWork((work) => reserve(work, asked)))
    if (answer !== 'ok') return answer
    const before = this.#held.get(who)?.lines ?? []
    this.#held.set(who, { id, lines: [...before, ...lines] })
    return 'ok'
  }

  /** Completes what somebody holds; where it has expired, its goods are asked for again. */
  async complete(who: string, wanted: readonly Line[]): Promise<Answer> {
    const held = this.#held.get(who)
    const { inWork } = this.product
    if (held) {
      const kept = await inWork((work) => confirm(work, held.id)).then(
        () => true,
        (error) => {
          if (!(error instanceof ReservationGone)) throw error
          return false
        },
      )
      if (kept) return 'ok'
    }
    return this.take(who, wanted.length > 0 ? wanted : (held?.lines ?? []), null)
  }

  holds(who: string): boolean {
    return this.#held.has(who)
  }

  async letGo(who: string, quantity: number | undefined): Promise<void> {
    const held = this.#of(who)
    const lines = quantity === undefined ? undefined : first(held.lines, quantity)
    await this.product.inWork((work) => release(work, held.id, lines))
    held.lines = lines ? minus(held.lines, lines) : []
  }

  async send(who: string, quantity: number | undefined): Promise<void> {
    const held = this.#of(who)
    const lines = first(held.lines, quantity ?? Number.POSITIVE_INFINITY)
    await this.product.inWork((work) => ship(work, held.id, lines))
    held.lines = minus(held.lines, lines)
    this.#shipped.set(who, [...(this.#shipped.get(who) ?? []), ...lines])
  }

  async cancelShipment(who: string): Promise<void> {
    const held = this.#of(who)
    const lines = this.#shipped.get(who) ?? []
    await this.product.inWork((work) => unship(work, held.id, lines, { channel: 'web' }))
    this.#shipped.delete(who)
    held.lines = [...held.lines, ...lines]
  }

  /** What was sent comes back; what was not is let go. */
  async removeLine(who: string): Promise<void> {
    const back = this.#shipped.get(who) ?? []
    if (back.length > 0) await this.product.inWork((work) => restock(work, { lines: back }))
    this.#shipped.delete(who)
    if (this.#of(who).lines.length > 0) await this.letGo(who, undefined)
  }

  async giveBack(quantity: number, place: string, damaged: boolean): Promise<void> {
    const lines = this.lines({ [place]: quantity })
    await this.product.inWork((work) =>
      restock(work, { lines, ...(damaged && { aside: 'damaged' }) }),
    )
  }

  receive = (quantity: number, place: string) =>
    this.product.inWork((work) => receive(work, { lines: this.lines({ [place]: quantity }) }))

  set = (quantity: number, place: string) =>
    this.product.inWork((work) =>
      setOnHand(work, { lines: this.lines({ [place]: quantity }), reason: 'case' }),
    )

  adjust = (by: number, place: string) =>
    this.product.inWork((work) =>
      adjust(work, {
        ...{ lines: [{ sku: this.sku, locationId: this.idOf(place), by }], reason: 'case' },
      }),
    )

  breakSome = (quantity: number, place: string) =>
    this.product.inWork((work) =>
      setAside(work, { as: 'damaged', line: this.lines({ [place]: quantity })[0] as Line }),
    )

  async moveTo(quantity: number, from: string, to: string, arrives: boolean): Promise<Answer> {
    const lines = [{ sku: this.sku, quantity }]
    const sending = { from: this.idOf(from), locationId: this.idOf(to), lines }
    return answerOf(
      this.product.inWork(async (work) => {
        const id = await transfer(work, sending)
        if (arrives) await arrive(work, { id, lines, last: true })
      }),
    )
  }

  sellAtTill = (quantity: number, place: string, sale: string) =>
    this.product.inWork((work) =>
      handOver(work, {
        ...{ lines: this.lines({ [place]: quantity }), ref: sale },
        once: `case:${this.sku}:${sale}`,
      }),
    )

  async available(): Promise<Record<string, number>> {
    const found = await availability(this.product.db, [this.sku], { channel: 'web' })
    return Object.fromEntries(
      this.places.map((place) => {
        const here = found.find(({ locationId }) => locationId === this.idOf(place))
        return [place, here?.available ?? 0]
      }),
    )
  }

  async levels() {
    const path = `/api/stock/items/${encodeURIComponent(this.sku)}`
    const { levels } = await this.product.call('GET', path)
    return new Map<string, { onHand: number; reserved: number; inbound: number }>(
      this.places.map((place) => [
        place,
        levels.find((one: { locationId: string }) => one.locationId === this.idOf(place)) ?? {
          ...{ onHand: 0, reserved: 0, inbound: 0 },
        },
      ]),
    )
  }

  async moves(): Promise<{ kind: string; onHand: number; reserved: number }[]> {
    const path = `/api/stock/items/${encodeURIComponent(this.sku)}/moves?limit=200`
    const all = []
    let before = ''
    for (;;) {
      const { moves, next } = await this.product.call('GET', `${path}${before}`)
      all.push(...moves)
      if (!next) return all.reverse()
      before = `&before=${next}`
    }
  }

  #of(who: string): Held {
    const held = this.#held.get(who)
    if (!held) throw new Error(`${who} holds nothing`)
    return held
  }
}

const asking = { kind: 'cart' as const, channel: 'web', expiresAt: null }

async function answerOf(asked: Promise<unknown>): Promise<Answer> {
  try {
    await asked
    return 'ok'
  } catch (error) {
    if (error instanceof InsufficientStock) return { left: error.details.available }
    throw error
  }
}

/** The first so many pieces of lines. */
function first(lines: readonly Line[], quantity: number): Line[] {
  let left = quantity
  return lines.flatMap((line) => {
    const taken = Math.min(left, line.quantity)
    left -= taken
    return taken > 0 ? [{ ...line, quantity: taken }] : []
  })
}

function minus(lines: readonly Line[], taken: readonly Line[]): Line[] {
  const total = taken.reduce((sum, { quantity }) => sum + quantity, 0)
  const rest = lines.reduce((sum, { quantity }) => sum + quantity, 0) - total
  return first([...lines].reverse(), rest)
}
