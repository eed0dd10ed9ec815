import type { Db } from '../../../kernel/database.ts'
import { priceChangesThen, pricesThen, sellable } from '../../catalog/index.ts'
import { backInStockThen } from '../../stock/index.ts'
import { brand } from '../../team/index.ts'
import type { ReceivedEvent } from '../../thread/index.ts'
import type { Entry } from '../entry-contract.ts'
import { interestIn, type ProductEntry } from '../interests.ts'
import { type About, concerning, namesOf, shownOf } from '../notices.ts'

/** News of a product by which people would have begun, as a journey that ran would have passed it on. */
export interface ProductNews {
  readonly time: number
  readonly properties: About
}

export const isOfProducts = (entry: Entry): entry is ProductEntry =>
  entry.kind === 'price-drop' || entry.kind === 'back-in-stock'

/** All of them, by each name under which people may have met the product. */
export type NewsThen = ReadonlyMap<string, readonly ProductNews[]>

/** What a journey of this entry would have heard of products, in the order of time. */
export async function newsThen(
  db: Db,
  entry: Entry,
  period: { from: Date; to: Date },
): Promise<NewsThen> {
  const byName = new Map<string, ProductNews[]>()
  if (!isOfProducts(entry)) return byName
  const told =
    entry.kind === 'price-drop'
      ? await priceChangesThen(db, period)
      : await backInStockThen(db, period)
  const found = told.flatMap(({ name, at, properties }) => {
    const about = concerning(entry, { name, properties })
    return about ? [{ at, about }] : []
  })
  const shown = await shownThen(db, found, period.to)
  for (const [nth, { at, about }] of found.entries()) {
    const news = { time: at.getTime(), properties: { ...shown[nth], ...about } }
    for (const product of namesOf(about)) {
      const known = byName.get(product)
      if (known) known.push(news)
      else byName.set(product, [news])
    }
  }
  return byName
}

/** What mails would have shown of them: names and pictures of today, the prices of then. */
async function shownThen(
  db: Db,
  found: readonly { at: Date; about: About }[],
  today: Date,
): Promise<object[]> {
  if (found.length === 0) return []
  const { currency } = await brand(db)
  const skus = [...new Set(found.map(({ about }) => about.sku))]
  const articles = await sellable(db, skus, { currency, at: today })
  const asked = found.map(({ at, about }) => ({ sku: about.sku, at }))
  const prices = await pricesThen(db, asked, currency)
  return found.map(({ about }, nth) => {
    const [article, price] = [articles.get(about.sku), prices[nth]]
    return article && price !== undefined
      ? { ...shownOf(article), price: price / 100, currency }
      : {}
  })
}

const dayMs = 86_400_000

/** What somebody did with products of which there were news, and by which of their ids. */
export class Interests {
  readonly #news: NewsThen
  /** The last time of each interest of each id, by product. */
  readonly #latest = new Map<string, Map<string, number>>()

  constructor(news: NewsThen) {
    this.#news = news
  }

  note(event: ReceivedEvent): void {
    if (this.#news.size === 0) return
    const shown = interestIn(event)
    if (!shown || !this.#news.has(shown.product)) return
    const { customerId, at } = event
    const { product, interest } = shown
    const times = this.#latest.get(product) ?? new Map<string, number>()
    this.#latest.set(product, times)
    if (!interest) times.delete(`wished ${customerId}`)
    else {
      const name = `${interest} ${customerId}`
      times.set(name, Math.max(at.getTime(), times.get(name) ?? 0))
    }
  }

  join(other: Interests): void {
    for (const [product, times] of other.#latest) {
      this.#latest.set(product, new Map([...(this.#latest.get(product) ?? []), ...times]))
    }
  }

  /** When the next news come that concern them. */
  nextAfter(after: number, entry: ProductEntry): number {
    let next = Number.POSITIVE_INFINITY
    for (const [product, times] of this.#latest) {
      const first = this.#news
        .get(product)
        ?.find((news) => news.time > after && isRecent(times, entry, news.time))
      if (first) next = Math.min(next, first.time)
    }
    return next
  }

  /** News of a moment that concern them, each once. */
  newsAt(time: number, entry: ProductEntry): ProductNews[] {
    const found = new Set<ProductNews>()
    for (const [product, times] of this.#latest) {
      for (const news of this.#news.get(product) ?? []) {
        if (news.time === time && isRecent(times, entry, time)) found.add(news)
      }
    }
    return [...found]
  }
}

function isRecent(
  times: ReadonlyMap<string, number>,
  { interests, withinDays }: ProductEntry,
  told: number,
): boolean {
  const since = told - withinDays * dayMs
  return [...times].some(
    ([name, at]) => at >= since && interests.some((one) => name.startsWith(`${one} `)),
  )
}
