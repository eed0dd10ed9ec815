import { sql } from 'kysely'
import { learnWords } from '../../kernel/meant.ts'
import { fold, wordsIn } from '../../kernel/words.ts'
import type { Work } from '../../kernel/work.ts'
import { brand } from '../team/index.ts'
import type { AttributeValue, Option, ProductState, Texts } from './contract.ts'
import { facetsOf } from './facets-of.ts'
import { pricesOf } from './prices-of.ts'
import './tables.ts'

const inOne = 500

interface Shown {
  id: string
  state: ProductState
  code: string
  name: Texts
  description: Texts
  brand: string | null
  options: Option[]
  attributes: Record<string, AttributeValue>
  changed_at: Date
  skus: string[]
  barcodes: string[] | null
  categories: { code: string; name: Texts }[] | null
}

/** Puts products where the search finds them, as they and their prices are now. */
export async function shelve(work: Work, productIds: readonly string[]): Promise<void> {
  for (let from = 0; from < productIds.length; from += inOne) {
    await shelvePortion(work, productIds.slice(from, from + inOne))
  }
}

async function shelvePortion(work: Work, ids: readonly string[]): Promise<void> {
  const { tx, now } = work
  const { rows } = await sql<Shown>`
    select product.id, product.state, product.code, product.name, product.description, product.brand,
           product.options, product.attributes, product.changed_at,
           array(select sku from catalog.variant where product_id = product.id and active
                 order by position, sku) as skus,
           (select array_agg(barcode.code) from catalog.barcode as barcode
            join catalog.variant as variant on variant.id = barcode.variant_id
            where variant.product_id = product.id) as barcodes,
           (select json_agg(json_build_object('code', above.code, 'name', above.name))
            from catalog.category as above where above.code in (
              select unnest(category.path) from catalog.product_category as held
              join catalog.category as category on category.id = held.category_id
              where held.product_id = product.id)) as categories
    from catalog.product as product where product.id = any(${[...ids]}::uuid[])
    order by product.id`.execute(tx)
  if (rows.length === 0) return
  const { currency } = await brand(tx)
  const skus = rows.flatMap((row) => row.skus)
  const prices = await pricesOf(tx, skus, { currency, at: now })
  const attributes = await tx.selectFrom('catalog.attribute').selectAll().execute()
  const shelf = rows.map((row) => {
    const asked = row.skus.flatMap((sku) => prices.get(sku)?.amount ?? [])
    const said = Object.entries(row.attributes).flatMap(([code, value]) =>
      saidBy(value, attributes.find((one) => one.code === code)?.choices ?? []),
    )
    const filed = (row.categories ?? []).flatMap(({ name }) => [name.fr, name.en])
    const named = [row.name.fr, row.name.en, row.brand ?? '']
    const values = row.options.flatMap(({ values }) =>
      values.flatMap(({ name }) => [name.fr, name.en]),
    )
    return {
      ...{ product_id: row.id, state: row.state },
      ...{ name_fr: fold(row.name.fr), name_en: fold(row.name.en) },
      facets: facetsOf(row, attributes),
      price: asked.length > 0 ? Math.min(...asked) : null,
      words: plain([...named, row.code, ...row.skus, ...(row.barcodes ?? [])]),
      ...{ title_fr: plain([row.name.fr, row.brand ?? '']), title_en: plain([row.name.en]) },
      ...{ kind: plain([...filed, ...values]), said: plain(said) },
      ...{ told_fr: plain([row.description.fr]), told_en: plain([row.description.en]) },
      changed_at: row.changed_at,
    }
  })
  await sql`
    insert into catalog.shelf (product_id, state, name_fr, name_en, facets, price, words, text, changed_at, written)
    select product_id, state, name_fr, name_en, facets, price, words,
           setweight(to_tsvector('french', title_fr), 'A')
           || setweight(to_tsvector('english', title_en), 'A')
           || setweight(to_tsvector('simple', title_fr || ' ' || title_en), 'A')
           || setweight(to_tsvector('french', kind), 'B') || setweight(to_tsvector('english', kind), 'B')
           || setweight(to_tsvector('french', said), 'C') || setweight(to_tsvector('simple', said), 'C')
           || setweight(to_tsvector('french', told_fr), 'D')
           || setweight(to_tsvector('english', told_en), 'D'),
           changed_at, pg_current_xact_id()
    from json_to_recordset(${JSON.stringify(shelf)}::json) as row (
      product_id uuid, state text, name_fr text, name_en text, facets text[], price bigint, words text,
      title_fr text, title_en text, kind text, said text, told_fr text, told_en text,
      changed_at timestamptz)
    on conflict (product_id) do update set
      state = excluded.state, name_fr = excluded.name_fr, name_en = excluded.name_en,
      facets = excluded.facets, price = excluded.price, words = excluded.words,
      text = excluded.text, changed_at = excluded.changed_at, written = excluded.written`.execute(
    tx,
  )
  const words = shelf.flatMap((row) => [row.title_fr, row.title_en, row.kind, row.said])
  await learnWords(tx, 'catalog.word', words.flatMap(wordsIn))
}

const plain = (texts: readonly string[]): string => fold(texts.filter(Boolean).join(' '))

function saidBy(
  value: AttributeValue,
  choices: readonly { code: string; name: Texts }[],
): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => saidBy(one, choices))
  if (typeof value === 'object') return [value.fr, value.en]
  if (typeof value === 'boolean') return []
  const choice = choices.find(({ code }) => code === value)
  return choice ? [choice.name.fr, choice.name.en] : [String(value)]
}
