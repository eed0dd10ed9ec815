import { sql } from 'kysely'
import { announce } from '../../kernel/news/announce.ts'
import { restamp } from '../../kernel/steady.ts'
import { wordsIn } from '../../kernel/words.ts'
import type { Work } from '../../kernel/work.ts'
import { attributes, checkAttributes } from './attributes.ts'
import { productChanged } from './events.ts'
import { fileProduct } from './filing.ts'
import { settleOptions } from './options.ts'
import type { ProductInput } from './product-contract.ts'
import { ProductChanged, ProductExists, ProductUnknown, TaxClassUnknown } from './refusals.ts'
import { shelve } from './shelve.ts'
import { writeVariants } from './variants.ts'
import './tables.ts'

/** Adds a product with all that belongs to it, and gives its id. */
export async function addProduct(work: Work, input: ProductInput): Promise<string> {
  const { tx, now } = work
  const { row, product } = await checked(work, input)
  const id = work.newId()
  const code = input.code ?? (await freeCode(work, input))
  const added = await tx
    .insertInto('catalog.product')
    .values({ id, code, ...row, created_at: now, changed_at: now })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new ProductExists({ code })
  await furnish(work, id, product)
  return id
}

/** Makes a product what is said, if it is still as it was read. */
export async function changeProduct(
  work: Work,
  id: string,
  input: ProductInput & { version: number },
): Promise<void> {
  const { tx, now } = work
  const { row, product } = await checked(work, input)
  const changed = await tx
    .updateTable('catalog.product')
    .set({
      ...row,
      ...(input.code && { code: input.code }),
      ...{ changed_at: now, version: sql<number>`version + 1` },
    })
    .where('id', '=', id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
    .catch((error) => {
      if (isDuplicate(error)) throw new ProductExists({ code: input.code ?? '' })
      throw error
    })
  if (!changed) {
    const known = await tx
      .selectFrom('catalog.product')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst()
    throw known ? new ProductChanged({ id }) : new ProductUnknown({ product: id })
  }
  await furnish(work, id, product)
}

const isDuplicate = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'

async function checked({ tx }: Work, input: ProductInput) {
  checkAttributes(input.attributes, await attributes(tx))
  const known = await tx
    .selectFrom('catalog.tax_class')
    .select('code')
    .where('code', '=', input.taxClass)
    .executeTakeFirst()
  if (!known) throw new TaxClassUnknown({ taxClass: input.taxClass })
  const product = settleOptions(input)
  const { state, name, description, brand, taxClass, options } = product
  const row = {
    ...{ state, brand, tax_class: taxClass, name: JSON.stringify(name) },
    ...{ description: JSON.stringify(description), options: JSON.stringify(options) },
    attributes: JSON.stringify(product.attributes),
  }
  return { row, product }
}

async function furnish(work: Work, id: string, product: ProductInput): Promise<void> {
  await writeVariants(work, id, product)
  await fileProduct(work, id, product)
  await restamp(work.tx, 'catalogue')
  await shelve(work, [id])
  await announce(work, {
    name: productChanged,
    properties: {
      ...{ productId: id, state: product.state },
      skus: product.variants.map(({ sku }) => sku),
    },
  })
}

/** A word for addresses, of the product's name; numbered where that is taken. */
async function freeCode({ tx }: Work, { name, variants }: ProductInput): Promise<string> {
  const words = wordsIn(name.fr || name.en)
    .join('-')
    .replace(/[^a-z0-9-]/g, '')
  const wish =
    words.slice(0, 70).replace(/^-+|-+$/g, '') || (variants[0]?.sku.toLowerCase() ?? 'product')
  const rows = await tx
    .selectFrom('catalog.product')
    .select('code')
    .where((row) => row.or([row('code', '=', wish), row('code', 'like', `${wish}-%`)]))
    .execute()
  const taken = new Set(rows.map(({ code }) => code))
  if (!taken.has(wish)) return wish
  for (let number = 2; ; number++) if (!taken.has(`${wish}-${number}`)) return `${wish}-${number}`
}
