/** What is still to come, the earliest first; of the same moment, what was added first. */
export class Agenda<Item> {
  readonly #times: number[] = []
  readonly #orders: number[] = []
  readonly #items: Item[] = []
  #added = 0

  add(at: number, item: Item): void {
    let place = this.#items.length
    const order = this.#added++
    while (place > 0) {
      const parent = (place - 1) >> 1
      if ((this.#times[parent] as number) <= at) break
      this.#put(place, parent)
      place = parent
    }
    this.#times[place] = at
    this.#orders[place] = order
    this.#items[place] = item
  }

  /** Takes the earliest, or undefined when nothing is left. */
  next(): { at: number; item: Item } | undefined {
    const item = this.#items[0]
    if (item === undefined) return undefined
    const at = this.#times[0] as number
    const last = this.#items.length - 1
    const [lastAt, lastOrder] = [this.#times[last] as number, this.#orders[last] as number]
    const lastItem = this.#items[last] as Item
    this.#items.length = this.#times.length = this.#orders.length = last
    if (last > 0) this.#sink(lastAt, lastOrder, lastItem)
    return { at, item }
  }

  #sink(at: number, order: number, item: Item): void {
    const { length } = this.#items
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= length) break
      if (child + 1 < length && this.#before(child + 1, child)) child++
      const childAt = this.#times[child] as number
      if (at < childAt || (at === childAt && order < (this.#orders[child] as number))) break
      this.#put(place, child)
      place = child
    }
    this.#times[place] = at
    this.#orders[place] = order
    this.#items[place] = item
  }

  #before(one: number, other: number): boolean {
    const difference = (this.#times[one] as number) - (this.#times[other] as number)
    return difference < 0 || (difference === 0 && this.#isOlder(one, other))
  }

  #isOlder(one: number, other: number): boolean {
    return (this.#orders[one] as number) < (this.#orders[other] as number)
  }

  #put(place: number, from: number): void {
    this.#times[place] = this.#times[from] as number
    this.#orders[place] = this.#orders[from] as number
    this.#items[place] = this.#items[from] as Item
  }
}
