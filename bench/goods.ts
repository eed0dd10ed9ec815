import { sql } from 'kysely'
import { restamp } from '../server/src/kernel/steady.ts'
import { addAttribute } from '../server/src/modules/catalog/attributes.ts'
import { barcodeOf } from '../server/src/modules/catalog/barcodes.ts'
import { addCategory } from '../server/src/modules/catalog/categories.ts'
import { PriceListInput } from '../server/src/modules/catalog/price-contract.ts'
import { addPriceList } from '../server/src/modules/catalog/price-lists.ts'
import { type ProductDraft, ProductInput } from '../server/src/modules/catalog/product-contract.ts'
import { productsOf } from '../server/src/modules/catalog/products.ts'
import { addProduct } from '../server/src/modules/catalog/save.ts'
import { setPrices } from '../server/src/modules/catalog/set-prices.ts'
import { shelve } from '../server/src/modules/catalog/shelve.ts'
import { AttributeInput, CategoryInput } from '../server/src/modules/catalog/structure-contract.ts'
import type { BenchHouse } from './house.ts'

const words = {
  what: [
    'Crème',
    'Sérum',
    'Lait',
    'Baume',
    'Huile',
    'Gel',
    'Masque',
    'Savon',
    'Eau',
    'Shampoing',
    'Brume',
    'Roman',
    'Carnet',
    'Guide',
    'Album',
  ],
  whatInEnglish: [
    'Cream',
    'Serum',
    'Milk',
    'Balm',
    'Oil',
    'Gel',
    'Mask',
    'Soap',
    'Water',
    'Shampoo',
    'Mist',
    'Novel',
    'Notebook',
    'Guide',
    'Album',
  ],
  how: [
    'douce',
    'fraîche',
    'légère',
    'riche',
    'précieuse',
    'sauvage',
    'claire',
    'secrète',
    'ancienne',
    'nomade',
    'subtile',
  ],
  of: [
    'Rosée',
    'Marée',
    'Calendula',
    'Olivier',
    'Lavande',
    'Vigne',
    'Figuier',
    'Argile',
    'Acacia',
    'Vétiver',
    'Thé',
    'Genêt',
    'Mimosa',
    'Bruyère',
    'Tilleul',
    'Aubépine',
    'Fougère',
  ],
  syllables: ['ba', 'co', 'di', 'fa', 'gu', 'lo', 'mi', 'no', 'pa', 'ri', 'sa', 'tu', 've', 'za'],
}
const at = <One>(list: readonly One[], n: number) => list[n % list.length] as One
const both = (fr: string, en = fr) => ({ fr, en })

/** A name of the kind that ranges have: rare, but one that people remember. */
export const rangeOf = (n: number): string => {
  const s = words.syllables
  const parts = [n, Math.floor(n / 14), Math.floor(n / 196)].map((one) => at(s, one)).join('')
  return parts.charAt(0).toUpperCase() + parts.slice(1)
}

const categories = Array.from({ length: 60 }, (_, n) => ({
  code: `cat-${n}`,
  parent: n < 6 ? null : `cat-${n % 6}`,
  ...{ name: both(`Rayon ${n}`, `Department ${n}`), position: n },
}))
const skins = ['all', 'dry', 'oily', 'mature', 'sensitive']
const variantsOf = (n: number) => (n % 2 ? 2 : 3)

/** The n-th product: two or three variants, so that forty thousand have a hundred thousand. */
export function goodsOf(n: number): { draft: ProductDraft; amount: number } {
  const name = `${at(words.what, n)} ${at(words.how, Math.floor(n / 7))} ${at(words.of, Math.floor(n / 3))} ${rangeOf(Math.floor(n / 20))}`
  const sizes = ['s', 'm', 'l'].slice(0, variantsOf(n))
  const barcode = (place: number) => {
    const digits = `2${String(n * 3 + place).padStart(11, '0')}`
    for (let check = 0; ; check++) if (barcodeOf(digits + check)) return digits + check
  }
  return {
    amount: 490 + ((n * 37) % 9000),
    draft: {
      ...{ code: `p-${n}`, state: 'active', brand: `Marque ${n % 40}` },
      name: both(
        name,
        `${at(words.of, Math.floor(n / 3))} ${at(words.whatInEnglish, n)} ${rangeOf(Math.floor(n / 20))}`,
      ),
      description: both(
        `Une formule ${at(words.how, n)} au parfum de ${at(words.of, n)}, pour tous les jours.`,
        `A ${at(words.of, n)} scented formula for every day.`,
      ),
      categories: [`cat-${6 + (n % 54)}`],
      options: [
        {
          ...{ code: 'size', name: both('Taille', 'Size') },
          values: sizes.map((code) => ({ code, name: both(code.toUpperCase()) })),
        },
      ],
      attributes: { skin: at(skins, n), age: n % 18, author: `Auteur ${n % 300}` },
      variants: sizes.map((size, place) => ({
        ...{ sku: `SKU-${n}-${size}`, options: { size }, barcodes: [barcode(place)] },
      })),
    },
  }
}

export async function structure({ inWork }: BenchHouse): Promise<void> {
  await inWork(async (work) => {
    for (const one of categories) await addCategory(work, CategoryInput.parse(one))
    const filterable = true
    await addAttribute(
      work,
      AttributeInput.parse({
        code: 'skin',
        kind: 'choice',
        name: both('Peau', 'Skin'),
        filterable,
        choices: skins.map((code) => ({ code, name: both(code) })),
      }),
    )
    await addAttribute(
      work,
      AttributeInput.parse({ code: 'age', kind: 'number', name: both('Âge', 'Age'), filterable }),
    )
    await addAttribute(
      work,
      AttributeInput.parse({
        code: 'author',
        kind: 'text',
        name: both('Auteur', 'Author'),
        filterable,
      }),
    )
    await addPriceList(
      work,
      PriceListInput.parse({ code: 'public', name: both('Public'), currency: 'EUR' }),
    )
  })
}

/** Through the doors that the console uses. */
export async function byDoors({ inWork }: BenchHouse, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) {
    const { draft, amount } = goodsOf(n)
    await inWork(async (work) => {
      await addProduct(work, ProductInput.parse(draft))
      await setPrices(
        work,
        draft.variants.map(({ sku }) => ({ list: 'public', sku, amount })),
      )
    })
  }
}

/** The rows written directly, and put on the shelf by the door that puts them there. */
export async function directly({ inWork }: BenchHouse, from: number, to: number): Promise<void> {
  await inWork(async (work) => {
    const goods = Array.from({ length: to - from }, (_, index) => {
      const { draft, amount } = goodsOf(from + index)
      return { id: work.newId(), amount, ...ProductInput.parse(draft) }
    })
    const variants = goods.flatMap(({ id, amount, variants: own }) =>
      own.map((one, position) => ({
        ...one,
        id: work.newId(),
        product_id: id,
        position,
        amount,
        barcode: one.barcodes[0],
      })),
    )
    const filed = goods.flatMap(({ id, categories: codes }) =>
      codes.map((code) => ({ product_id: id, code })),
    )
    const rows = (list: readonly object[]) => JSON.stringify(list)
    await sql`
      insert into catalog.product (id, code, state, name, description, brand, tax_class, options, attributes, created_at, changed_at)
      select id, code, state, name, description, brand, "taxClass", options, attributes, ${work.now}, ${work.now}
      from json_to_recordset(${rows(goods)}::json) as one (id uuid, code text, state text, name jsonb,
        description jsonb, brand text, "taxClass" text, options jsonb, attributes jsonb)`.execute(
      work.tx,
    )
    await sql`
      with one as materialized (select * from json_to_recordset(${rows(variants)}::json) as one (id uuid,
        product_id uuid, sku text, options jsonb, position int, amount bigint, barcode text)
      ), added as (
        insert into catalog.variant (id, product_id, sku, options, position)
        select id, product_id, sku, options, position from one returning id
      ), coded as (
        insert into catalog.barcode (code, kind, variant_id) select barcode, 'ean13', id from one
      )
      insert into catalog.price (sku, list_id, begins_at, amount)
      select one.sku, list.id, ${work.now}, one.amount from one, catalog.price_list as list
      where list.code = 'public'`.execute(work.tx)
    await sql`
      insert into catalog.product_category (product_id, category_id)
      select one.product_id, category.id
      from json_to_recordset(${rows(filed)}::json) as one (product_id uuid, code text)
      join catalog.category as category on category.code = one.code`.execute(work.tx)
    await restamp(work.tx, 'catalogue')
    await shelve(
      work,
      goods.map(({ id }) => id),
    )
  })
}

/** All that there is, without ids and times: two ways of filling must come to the same. */
export async function stateOf({ db }: BenchHouse): Promise<string> {
  const { rows: ids } = await sql<{ id: string }>`select id from catalog.product`.execute(db)
  const products = await productsOf(db, { ids: ids.map(({ id }) => id) })
  const { rows: shelf } = await sql`
    select state, name_fr, name_en, facets, price, words, text::text from catalog.shelf order by words`.execute(
    db,
  )
  const { rows: prices } = await sql`
    select sku, amount, ends_at from catalog.price order by sku`.execute(db)
  const { rows: known } = await sql`select trace, word from catalog.word order by 1, 2`.execute(db)
  const plain = products.map(({ id, createdAt, changedAt, variants, ...one }) => ({
    ...one,
    variants: variants.map(({ id: _, ...variant }) => variant),
  }))
  return JSON.stringify([plain, shelf, prices, known])
}

export async function empty({ db }: BenchHouse): Promise<void> {
  await sql`truncate catalog.product, catalog.word cascade`.execute(db)
}
