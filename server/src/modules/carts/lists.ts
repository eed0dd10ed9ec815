import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { cartSignal } from './cart-lines.ts'
import type { ArticleList } from './contract.ts'
import { productIn, tellThread } from './facts.ts'
import type { Onlooker } from './look.ts'
import { unitOf } from './pricing.ts'
import { NotForSale } from './refusals.ts'
import { leftOf, shelfOf } from './shelf.ts'

type Keeper = Onlooker & { readonly originId: string }

/** So many of each are kept: the oldest go. */
const most = { wish: 200, view: 50 } as const

/** Keeps an eye on an article. */
export async function wish(work: Work, keeper: Keeper, sku: string): Promise<void> {
  const { customerId, originId, channel, language } = keeper
  const { articles } = await shelfOf(work.tx, [sku], keeper)
  const article = articles.get(sku)
  if (!article) throw new NotForSale({ sku })
  const added = await work.tx
    .insertInto('carts.wish')
    .values({ customer_id: customerId, sku, added_at: work.now, origin_id: originId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sku')
    .executeTakeFirst()
  if (!added) return
  await keepNewest(work, 'wish', customerId)
  await signal(work.tx, cartSignal(customerId))
  const properties = productIn(article, 1, language)
  const name = 'Product Added to Wishlist'
  await tellThread(work, keeper, [{ customerId, channel, name, properties }])
}

export async function unwish(work: Work, keeper: Keeper, sku: string): Promise<void> {
  const { customerId, channel } = keeper
  const removed = await work.tx
    .deleteFrom('carts.wish')
    .where('customer_id', '=', customerId)
    .where('sku', '=', sku)
    .returning('sku')
    .executeTakeFirst()
  if (!removed) return
  await signal(work.tx, cartSignal(customerId))
  const properties = { product_id: sku, sku }
  const name = 'Product Removed from Wishlist'
  await tellThread(work, keeper, [{ customerId, channel, name, properties }])
}

/** Remembers what somebody looks at; the page itself tells the thread. */
export async function look(work: Work, { customerId, originId }: Keeper, sku: string) {
  const seen = { viewed_at: work.now }
  await work.tx
    .insertInto('carts.view')
    .values({ customer_id: customerId, sku, origin_id: originId, ...seen })
    .onConflict((conflict) => conflict.columns(['customer_id', 'sku']).doUpdateSet(seen))
    .execute()
  await keepNewest(work, 'view', customerId)
}

const timeOf = { wish: 'added_at', view: 'viewed_at' } as const

async function keepNewest({ tx }: Work, list: 'wish' | 'view', customerId: string): Promise<void> {
  const table = sql.table(`carts.${list}`)
  await sql`
    delete from ${table} where customer_id = ${customerId} and sku in (
      select sku from ${table} where customer_id = ${customerId}
      order by ${sql.ref(timeOf[list])} desc offset ${most[list]}
    )`.execute(tx)
}

/** The articles of a list as they are now, the latest first; those that are gone are left out. */
export async function articlesOf(
  db: Db,
  list: 'wish' | 'view',
  onlooker: Onlooker,
): Promise<ArticleList> {
  const { rows } = await sql<{ sku: string; at: Date }>`
    select sku, ${sql.ref(timeOf[list])} as at from ${sql.table(`carts.${list}`)}
    where customer_id = ${onlooker.customerId}${onlooker.only ? sql` and origin_id = ${onlooker.only}` : sql``}
    order by at desc, sku`.execute(db)
  const skus = rows.map(({ sku }) => sku)
  const shelf = await shelfOf(db, skus, onlooker)
  return {
    items: rows.flatMap(({ sku, at }) => {
      const article = shelf.articles.get(sku)
      if (!article) return []
      return {
        ...{ sku, name: article.name[onlooker.language], image: article.image },
        ...{ unit: article.active ? unitOf(article) : null, currency: shelf.currency },
        ...{ available: leftOf(sku, shelf, new Map()), at: at.toISOString() },
      }
    }),
  }
}
