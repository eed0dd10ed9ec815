import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { ProductInput } from './product-contract.ts'
import { CategoryUnknown, MediaUnknown, ProductUnknown, SkuUnknown } from './refusals.ts'
import './tables.ts'

/** Files a product in its categories, beside its relatives, with its pictures. */
export async function fileProduct(work: Work, id: string, product: ProductInput): Promise<void> {
  await fileIn(work, id, product.categories)
  await relate(work, id, product.related)
  if (product.media) await illustrate(work, id, product.media)
}

async function fileIn({ tx }: Work, id: string, codes: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from catalog.category where code = any(${[...codes]}::text[])`.execute(tx)
  const unknown = codes.find((code) => !rows.some((row) => row.code === code))
  if (unknown !== undefined) throw new CategoryUnknown({ category: unknown })
  await tx.deleteFrom('catalog.product_category').where('product_id', '=', id).execute()
  if (rows.length === 0) return
  await tx
    .insertInto('catalog.product_category')
    .values(rows.map((row) => ({ product_id: id, category_id: row.id })))
    .execute()
}

async function relate({ tx }: Work, id: string, related: ProductInput['related']): Promise<void> {
  const codes = related.map(({ code }) => code)
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from catalog.product where code = any(${codes}::text[])`.execute(tx)
  const idOf = new Map(rows.map((row) => [row.code, row.id]))
  await tx.deleteFrom('catalog.related').where('product_id', '=', id).execute()
  const links = related.map(({ kind, code }, position) => {
    const other = idOf.get(code)
    if (!other || other === id) throw new ProductUnknown({ product: code })
    return { product_id: id, kind, other_id: other, position }
  })
  if (links.length === 0) return
  await tx
    .insertInto('catalog.related')
    .values(links)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function illustrate(
  { tx }: Work,
  id: string,
  media: NonNullable<ProductInput['media']>,
): Promise<void> {
  const ids = media.map((one) => one.id)
  const { rows } = await sql<{ id: string }>`
    select id from catalog.media where id = any(${ids}::uuid[])`.execute(tx)
  const known = new Set(rows.map((row) => row.id))
  const { rows: own } = await sql<{ id: string; sku: string }>`
    select id, sku from catalog.variant where product_id = ${id}`.execute(tx)
  const variantOf = new Map(own.map((row) => [row.sku, row.id]))
  await tx.deleteFrom('catalog.product_media').where('product_id', '=', id).execute()
  const shown = [...new Map(media.map((one) => [one.id, one])).values()]
  const pictures = shown.map(({ id: mediaId, alt, sku }, position) => {
    if (!known.has(mediaId)) throw new MediaUnknown({ media: mediaId })
    const variantId = sku === null ? null : variantOf.get(sku)
    if (variantId === undefined) throw new SkuUnknown({ sku: sku ?? '' })
    return {
      ...{ product_id: id, media_id: mediaId, variant_id: variantId },
      ...{ alt: JSON.stringify(alt), position },
    }
  })
  if (pictures.length > 0) await tx.insertInto('catalog.product_media').values(pictures).execute()
}
