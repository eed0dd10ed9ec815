import type { Db } from '../../kernel/database.ts'
import { roundHalfAway } from '../../kernel/money.ts'
import { audiencesOf } from '../audiences/index.ts'
import type { Sellable } from '../catalog/index.ts'
import { threadIds } from '../customers/index.ts'
import { salesOf } from '../insight/index.ts'
import { type Basket, promotionsFor, type Quote, quote } from '../promotions/index.ts'
import type { ShopChannel } from './contract.ts'

export interface PricedLine {
  readonly id: string
  readonly quantity: number
  readonly article: Sellable
}

export interface Occasion {
  readonly customerId: string
  readonly channel: ShopChannel
  readonly now: Date
  readonly codes: readonly string[]
  readonly currency: string
  readonly shopId?: string | undefined
}

/** Prices a basket, with or without its delivery. */
export type Pricer = (lines: readonly PricedLine[], delivery?: Basket['delivery']) => Quote

/** What a basket comes to for this customer, here and now. */
export async function pricerFor(db: Db, occasion: Occasion): Promise<Pricer> {
  const { customerId, channel, now: at, codes, currency, shopId } = occasion
  const { rules, context } = await promotionsFor(db, {
    ...{ customerId, channel, at, codes, shopId: shopId ?? null },
    ...{ audienceIds: [], firstOrder: false },
  })
  const asked = new Set(rules.flatMap(({ conditions }) => conditions.map(({ kind }) => kind)))
  // What few promotions ask about a person is looked up only for them.
  const audienceIds = asked.has('audience') ? await audienceIdsOf(db, customerId) : []
  const firstOrder = asked.has('first-order') && !(await hasBought(db, customerId))
  return (lines, delivery = []) =>
    quote(basketOf(lines, delivery, currency), rules, { ...context, audienceIds, firstOrder })
}

/** Prices of a basket are all with tax or all without: with, as soon as one is. */
export function basketOf(
  lines: readonly PricedLine[],
  delivery: Basket['delivery'],
  currency: string,
): Basket {
  const pricesIncludeTax =
    lines.length === 0 || lines.some(({ article }) => article.price.includesTax)
  return {
    ...{ currency, pricesIncludeTax, delivery },
    lines: lines.map(({ id, quantity, article }) => ({
      ...{ id, quantity, sku: article.sku, productId: article.productId },
      ...{ unit: unitOf(article, pricesIncludeTax), vat: article.vat },
      ...{ categories: article.categories, brand: article.brand },
    })),
  }
}

/** The price of one, in the way in which the basket counts. */
export function unitOf({ price, vat }: Pick<Sellable, 'price' | 'vat'>, withTax = true): number {
  if (price.includesTax === withTax) return price.amount
  return roundHalfAway(
    withTax ? (price.amount * (10_000 + vat)) / 10_000 : (price.amount * 10_000) / (10_000 + vat),
  )
}

const audienceIdsOf = async (db: Db, customerId: string) =>
  (await audiencesOf(db, customerId)).map(({ audienceId }) => audienceId)

/** Whether they ever bought, on whatever channel. */
async function hasBought(db: Db, customerId: string): Promise<boolean> {
  const ids = await threadIds(db, customerId)
  if (ids.length === 0) return false
  return (await salesOf(db, ids)).length > 0
}
