import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { wordsMeant } from '../../kernel/meant.ts'
import { fold, wordsIn } from '../../kernel/words.ts'
import { formsOf } from './barcodes.ts'
import type { SearchAnswer } from './search-contract.ts'
import './tables.ts'

/** What a row of the shelf must hold to be found, and how well it is then. */
export interface Finding {
  readonly match: SearchAnswer['match']
  readonly holds: RawBuilder<boolean>
  /** A whole number: the higher the better. */
  readonly rank: RawBuilder<number>
}

type Language = 'fr' | 'en'

const most = 8
const none = sql<number>`0`

/**
 * How what somebody typed is found: as a code of the trade, by its words, by a part of one, or by what was
 * probably meant. The first way that finds anything on this shelf is taken.
 */
export async function findingOf(
  db: Db,
  typed: string,
  language: Language,
  shelf: RawBuilder<boolean>,
): Promise<Finding> {
  const words = [...new Set(wordsIn(typed))].slice(0, most)
  if (words.length === 0) return { match: 'all', holds: sql<boolean>`true`, rank: none }
  const exact = await productsNamed(db, typed)
  if (exact.length > 0) {
    return { match: 'code', holds: sql<boolean>`product_id = any(${exact}::uuid[])`, rank: none }
  }
  const ways: (() => Finding | Promise<Finding | undefined>)[] = [
    () =>
      byQuery(
        'words',
        allOf(words.map((word, place) => as(word, language, place === words.length - 1))),
      ),
    () => ({ match: 'part', holds: partsOf(typed, words), rank: none }),
    () => meantBy(db, words, language),
  ]
  for (const way of ways) {
    const finding = await way()
    if (finding && (await findsAny(db, finding, shelf))) return finding
  }
  return { match: 'words', holds: sql<boolean>`false`, rank: none }
}

async function findsAny(db: Db, { holds }: Finding, shelf: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql`
    select 1 from catalog.shelf where ${holds} and ${shelf} limit 1`.execute(db)
  return rows.length > 0
}

/** Whose sku or barcode this is as a whole. */
async function productsNamed(db: Db, typed: string): Promise<string[]> {
  const whole = typed.trim()
  const { rows } = await sql<{ id: string }>`
    select product_id as id from catalog.variant where sku = any(${[whole, whole.toUpperCase()]}::text[])
    union select variant.product_id from catalog.barcode as barcode
      join catalog.variant as variant on variant.id = barcode.variant_id
      where barcode.code = any(${formsOf(whole)}::text[])`.execute(db)
  return rows.map(({ id }) => id)
}

type TsQuery = RawBuilder<unknown>

const dictionaries = { fr: 'french', en: 'english' } as const

/**
 * A word in the forms in which it may stand: as its stem in each language, or as it is; what ends the
 * line may go on. A word that says nothing in the reader's language (`de`, `the`) is not looked for.
 */
function as(word: string, language: Language, isLast: boolean): TsQuery {
  const form = isLast ? `${word}:*` : word
  const own = sql`to_tsquery(${dictionaries[language]}::regconfig, ${form})`
  const other = sql`to_tsquery(${dictionaries[language === 'fr' ? 'en' : 'fr']}::regconfig, ${form})`
  const plain = sql`to_tsquery('simple', ${form})`
  return sql`(case when numnode(${own}) = 0 then ${own} else ${own} || ${other} || ${plain} end)`
}

const allOf = (queries: readonly TsQuery[]): TsQuery => sql`(${sql.join(queries, sql` && `)})`
const anyOf = (queries: readonly TsQuery[]): TsQuery => sql`(${sql.join(queries, sql` || `)})`

function byQuery(match: Finding['match'], query: TsQuery): Finding {
  return {
    match,
    holds: sql<boolean>`text @@ ${query}`,
    rank: sql<number>`(ts_rank(text, ${query}) * 1000000)::int`,
  }
}

function partsOf(typed: string, words: readonly string[]): RawBuilder<boolean> {
  // Of a sku the signs between its parts belong to it: tried whole, and as words.
  const whole = fold(typed.trim())
  const inside = (part: string) => sql`words like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`
  return sql<boolean>`(${inside(whole)} or (${sql.join(words.map(inside), sql` and `)}))`
}

async function meantBy(
  db: Db,
  words: readonly string[],
  language: Language,
): Promise<Finding | undefined> {
  const meant = await wordsMeant(db, 'catalog.word', words)
  if (![...meant.values()].some((near) => near.length > 0)) return undefined
  const queries = words.map((word) => {
    const near = meant.get(word) ?? []
    return anyOf((near.length > 0 ? near : [word]).map((one) => as(one, language, false)))
  })
  return byQuery('near', allOf(queries))
}
