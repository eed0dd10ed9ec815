import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { attributes } from '../attributes.ts'
import { productsOf } from '../products.ts'
import { digitsOf, guarded, line } from './cells.ts'
import { cellsOf, header, type Sheet } from './sheet.ts'

const inOne = 200

/** The columns that a file of this brand has. */
export async function sheetOf(db: Db): Promise<Sheet> {
  const lists = await db
    .selectFrom('catalog.price_list')
    .select(['code', 'currency'])
    .orderBy('created_at')
    .orderBy('code')
    .execute()
  return {
    attributes: await attributes(db),
    lists: lists.map(({ code, currency }) => ({ code, digits: digitsOf(currency) })),
  }
}

/** Every product that is not archived, or these, a line for each variant, in portions of the file. */
export async function* exportCsv(db: Db, ids?: readonly string[]): AsyncGenerator<string> {
  const sheet = await sheetOf(db)
  yield `\ufeff${line(header(sheet))}`
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string; code: string }>`
      select id, code from catalog.product
      where code > ${after} and ${ids ? sql`id = any(${[...ids]}::uuid[])` : sql`state <> 'archived'`}
      order by code limit ${inOne}`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    after = last.code
    const products = await productsOf(db, { ids: rows.map(({ id }) => id) })
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
    const prices = await currentPrices(db, skus)
    yield products
      .flatMap((product) =>
        product.variants.map((variant) =>
          line(cellsOf(sheet, product, variant, prices).map(guarded)),
        ),
      )
      .join('')
  }
}

/** What stands in each list for these articles, by `LIST SKU`. */
export async function currentPrices(db: Db, skus: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ code: string; sku: string; amount: number }>`
    select list.code, price.sku, price.amount
    from catalog.price as price join catalog.price_list as list on list.id = price.list_id
    where price.sku = any(${[...skus]}::text[]) and price.ends_at is null`.execute(db)
  return new Map(rows.map(({ code, sku, amount }) => [`${code} ${sku}`, amount]))
}
