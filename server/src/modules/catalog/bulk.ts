import { announce } from '../../kernel/news/announce.ts'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import { productChanged } from './events.ts'
import type { BulkInput } from './product-contract.ts'
import { productsOf } from './products.ts'
import { CategoryUnknown } from './refusals.ts'
import { shelve } from './shelve.ts'
import './tables.ts'

/** Does the same with many products, and says how many there were. */
export async function changeMany(work: Work, change: BulkInput): Promise<number> {
  const { tx, now } = work
  const { state, addCategory, removeCategory } = change
  const products = await productsOf(tx, { ids: change.ids })
  const ids = products.map(({ id }) => id)
  if (ids.length === 0) return 0
  if (addCategory) {
    const id = await categoryId(work, addCategory)
    await tx
      .insertInto('catalog.product_category')
      .values(ids.map((product_id) => ({ product_id, category_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (removeCategory) {
    await tx
      .deleteFrom('catalog.product_category')
      .where('product_id', 'in', ids)
      .where('category_id', '=', await categoryId(work, removeCategory))
      .execute()
  }
  await tx
    .updateTable('catalog.product')
    .set((row) => ({
      ...(state && { state }),
      ...{ changed_at: now, version: row('version', '+', 1) },
    }))
    .where('id', 'in', ids)
    .execute()
  await restamp(tx, 'catalogue')
  await shelve(work, ids)
  await announce(
    work,
    products.map((product) => ({
      name: productChanged,
      properties: {
        ...{ productId: product.id, state: state ?? product.state },
        skus: product.variants.map(({ sku }) => sku),
      },
    })),
  )
  return ids.length
}

async function categoryId({ tx }: Work, code: string): Promise<string> {
  const row = await tx
    .selectFrom('catalog.category')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst()
  if (!row) throw new CategoryUnknown({ category: code })
  return row.id
}
