import type { Db } from '../../kernel/database.ts'
import { still } from '../../kernel/steady.ts'
import { all } from '../../kernel/work.ts'
import type { Quote } from '../promotions/index.ts'
import { cartOf, type StoredCart, type StoredLine } from './cart-lines.ts'
import type { Cart, CartChange, CartLine, ShopChannel, ShopLanguage } from './contract.ts'
import { type PricedLine, pricerFor, unitOf } from './pricing.ts'
import { demandOf, leftOf, type Shelf, shelfOf, usualOf } from './shelf.ts'

/** Who looks at a cart, where and when. */
export interface Onlooker {
  readonly customerId: string
  readonly channel: ShopChannel
  readonly language: ShopLanguage
  readonly now: Date
  /** Set where no more may be seen than what came by this id of theirs. */
  readonly only?: string | undefined
  /** False where the thread may hear of nothing but orders. */
  readonly measured?: boolean
}

/** Somebody's cart as it is now: prices, promotions and availability are looked at again each time. */
export async function lookAtCart(of: Db, onlooker: Onlooker): Promise<Cart> {
  const db = still(of)
  const { customerId, channel, now, only, language } = onlooker
  const [stored, usual] = await all([cartOf(db, customerId, only), usualOf(db)])
  const { currency } = usual
  if (!stored) return nothingIn(currency)
  const skus = stored.lines.map(({ sku }) => sku)
  const [shelf, price] = await all([
    shelfOf(db, skus, { ...onlooker, usual }),
    pricerFor(db, { customerId, channel, now, codes: stored.codes, currency }),
  ])
  return viewOf(stored, shelf, price(pricedLines(stored, shelf)), language)
}

/** Of a cart that nobody has begun. */
const noCart = '00000000-0000-0000-0000-000000000000'

function nothingIn(currency: string): Cart {
  return {
    ...{ cartId: noCart, version: 0, currency, lines: [], saved: [], codes: [], promotions: [] },
    ...{ notApplied: [], subtotal: 0, discount: 0, total: 0, changes: [] },
  }
}

/** The lines that can be bought: those that are saved, or not for sale any more, cost nothing. */
export function pricedLines(stored: StoredCart, shelf: Shelf): PricedLine[] {
  return stored.lines.flatMap(({ id, sku, quantity, saved }) => {
    const article = shelf.articles.get(sku)
    return saved || !article?.active ? [] : [{ id, quantity, article }]
  })
}

export function viewOf(
  stored: StoredCart,
  shelf: Shelf,
  quote: Quote,
  language: ShopLanguage,
): Cart {
  const wanted = stored.lines.filter(({ saved }) => !saved)
  const demand = demandOf(wanted, shelf.articles)
  const quoted = new Map(quote.lines.map((line) => [line.id, line]))
  const shown = (line: StoredLine): CartLine => {
    const article = shelf.articles.get(line.sku)
    const { list = 0, discount = 0 } = quoted.get(line.id) ?? {}
    return {
      ...{ id: line.id, sku: line.sku, options: line.options, quantity: line.quantity },
      name: article?.name[language] ?? line.sku,
      variant: Object.fromEntries(
        Object.entries(article?.options ?? {}).map(([code, words]) => [code, words[language]]),
      ),
      image: article?.image ?? null,
      available: leftOf(line.sku, shelf, new Map()),
      unit: article?.active ? unitOf(article, quote.pricesIncludeTax) : null,
      compareAt: article?.price.compareAt ?? null,
      ...{ gross: list, discount, addedAt: line.addedAt.toISOString() },
    }
  }
  return {
    ...{ cartId: stored.cartId, version: stored.version, currency: shelf.currency },
    lines: wanted.map(shown),
    saved: stored.lines.filter(({ saved }) => saved).map(shown),
    codes: [...stored.codes],
    promotions: quote.applied.map(({ promotionId, code, amount }) => ({
      ...{ promotionId, code, amount },
    })),
    notApplied: quote.notApplied.map((one) => ({ ...one })),
    ...{ subtotal: quote.subtotal, discount: quote.discount },
    total: quote.subtotal - quote.discount,
    changes: wanted.flatMap((line) => changesOf(line, shelf, demand, quote.pricesIncludeTax)),
  }
}

/** What is otherwise than it was when the customer last saw it, or cannot be had as they want it. */
function changesOf(
  { id, sku, quantity, seenUnit }: StoredLine,
  shelf: Shelf,
  demand: ReadonlyMap<string, number>,
  withTax: boolean,
): CartChange[] {
  const article = shelf.articles.get(sku)
  if (!article?.active) return [{ kind: 'withdrawn', lineId: id }]
  const changes: CartChange[] = []
  const unit = unitOf(article, withTax)
  if (seenUnit !== null && seenUnit !== unit) {
    changes.push({ kind: 'price', lineId: id, from: seenUnit, to: unit })
  }
  // What the other lines of the same item want is theirs; what is left is this one's.
  const own = demandOf([{ sku, quantity }], shelf.articles)
  const others = new Map([...demand].map(([part, units]) => [part, units - (own.get(part) ?? 0)]))
  const available = leftOf(sku, shelf, others)
  if (available === 0) changes.push({ kind: 'sold-out', lineId: id })
  else if (available < quantity) changes.push({ kind: 'fewer', lineId: id, available })
  return changes
}
