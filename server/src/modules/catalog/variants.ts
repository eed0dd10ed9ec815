import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { barcodeOf } from './barcodes.ts'
import type { ProductInput, Variant } from './product-contract.ts'
import { BarcodeTaken, BarcodeWrong, PartWrong, SkuTaken } from './refusals.ts'
import './tables.ts'

/**
 * Makes a product's variants those that are said. One that is no longer among them is withdrawn, not
 * deleted: stock and orders may know it.
 */
export async function writeVariants(
  work: Work,
  productId: string,
  { variants }: Pick<ProductInput, 'variants'>,
): Promise<void> {
  const { tx } = work
  const skus = variants.map(({ sku }) => sku)
  const twice = skus.find((sku, place) => skus.indexOf(sku) !== place)
  if (twice !== undefined) throw new SkuTaken({ sku: twice })
  await tx
    .updateTable('catalog.variant')
    .set({ active: false, position: sql<number>`position + 1000` })
    .where('product_id', '=', productId)
    .where('active', '=', true)
    .where('sku', 'not in', skus)
    .execute()
  const ids = new Map<string, string>()
  for (const [position, variant] of variants.entries()) {
    const { sku, active, weight } = variant
    const own = { options: JSON.stringify(variant.options), active, weight, position }
    const written = await tx
      .insertInto('catalog.variant')
      .values({ id: work.newId(), product_id: productId, sku, ...own })
      .onConflict((conflict) =>
        conflict.column('sku').doUpdateSet(own).where('catalog.variant.product_id', '=', productId),
      )
      .returning('id')
      .executeTakeFirst()
    if (!written) throw new SkuTaken({ sku })
    ids.set(sku, written.id)
  }
  await writeBarcodes(work, variants, ids)
  await writeParts(work, variants, ids)
}

async function writeBarcodes(
  { tx }: Work,
  variants: readonly Variant[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = variants.flatMap(({ sku, barcodes }) => {
    const codes = barcodes.map((written) => {
      const barcode = barcodeOf(written)
      if (!barcode) throw new BarcodeWrong({ barcode: written })
      return barcode
    })
    const once = [...new Map(codes.map((barcode) => [barcode.code, barcode])).values()]
    return once.map(({ code, kind }, position) => {
      return { code, kind, variant_id: ids.get(sku) ?? '', position, sku }
    })
  })
  await tx
    .deleteFrom('catalog.barcode')
    .where('variant_id', 'in', [...ids.values()])
    .execute()
  for (const { sku, ...row } of rows) {
    const written = await tx
      .insertInto('catalog.barcode')
      .values(row)
      .onConflict((conflict) => conflict.column('code').doNothing())
      .returning('code')
      .executeTakeFirst()
    if (written) continue
    const holder = await tx
      .selectFrom('catalog.barcode as barcode')
      .innerJoin('catalog.variant as variant', 'variant.id', 'barcode.variant_id')
      .select('variant.sku')
      .where('barcode.code', '=', row.code)
      .executeTakeFirst()
    throw new BarcodeTaken({ barcode: row.code, sku: holder?.sku ?? sku })
  }
}

/** A bundle is made of articles, none of which is a bundle: what it takes from stock is told in one step. */
async function writeParts(
  { tx }: Work,
  variants: readonly Variant[],
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  await tx
    .deleteFrom('catalog.part')
    .where('variant_id', 'in', [...ids.values()])
    .execute()
  const bundles = variants.filter(({ parts }) => parts.length > 0)
  for (const { sku, parts } of bundles) {
    const wanted = parts.map((part) => part.sku)
    const { rows } = await sql<{ sku: string }>`
      select variant.sku from catalog.variant as variant
      where variant.sku = any(${wanted}::text[]) and variant.sku <> ${sku}
        and not exists (select from catalog.part as inner_part where inner_part.variant_id = variant.id)
      `.execute(tx)
    const usable = new Set(rows.map((row) => row.sku))
    const wrong = wanted.find((part, place) => !usable.has(part) || wanted.indexOf(part) !== place)
    if (wrong !== undefined) throw new PartWrong({ sku, part: wrong })
    const used = await tx
      .selectFrom('catalog.part')
      .select('variant_id')
      .where('sku', '=', sku)
      .executeTakeFirst()
    if (used) throw new PartWrong({ sku, part: sku })
    await tx
      .insertInto('catalog.part')
      .values(parts.map((part) => ({ variant_id: ids.get(sku) ?? '', ...part })))
      .execute()
  }
}
