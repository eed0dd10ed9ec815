import type { Work } from '../../kernel/work.ts'
import type { Sellable } from '../catalog/index.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import type { StoredCart } from './cart-lines.ts'
import type { ShopLanguage } from './contract.ts'
import type { Onlooker } from './look.ts'
import { unitOf } from './pricing.ts'
import type { Shelf } from './shelf.ts'

/** Events speak of amounts as people do, in whole units of the currency. */
export const decimal = (minor: number) => minor / 100

/** Tells the thread what somebody did in the shop, unless they refuse to be measured. */
export async function tellThread(
  work: Work,
  { measured = true }: { readonly measured?: boolean },
  facts: readonly Fact[],
): Promise<void> {
  if (measured) await record(work, facts)
}

/** A line as Segment's e-commerce events name it. */
export function productIn(
  article: Sellable,
  quantity: number,
  language: ShopLanguage,
  unit = unitOf(article),
) {
  return {
    ...{ product_id: article.sku, sku: article.sku, name: article.name[language] },
    ...{ category: article.categories[0], brand: article.brand ?? undefined },
    ...{ price: decimal(unit), quantity },
    ...(article.image && { image_url: article.image }),
  }
}

/** What 'Product Added' and 'Product Removed' say: the article, and the whole cart after the change. */
export function cartFact(
  name: 'Product Added' | 'Product Removed',
  { sku, quantity }: { sku: string; quantity: number },
  { stored, shelf, onlooker }: { stored: StoredCart; shelf: Shelf; onlooker: Onlooker },
): Fact {
  const { customerId, channel, language } = onlooker
  const article = shelf.articles.get(sku)
  const lines = stored.lines.flatMap(({ sku: one, quantity: units, saved }) => {
    const known = shelf.articles.get(one)
    return known && !saved ? [{ known, units }] : []
  })
  const total = lines.reduce((sum, { known, units }) => sum + unitOf(known) * units, 0)
  return {
    ...{ customerId, channel, name },
    properties: {
      cart_id: stored.cartId,
      ...(article ? productIn(article, quantity, language) : { product_id: sku, sku, quantity }),
      currency: shelf.currency,
      cart: {
        products: lines.map(({ known, units }) => productIn(known, units, language)),
        ...{ total: decimal(total), currency: shelf.currency },
      },
    },
  }
}
