import { type RawBuilder, sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { wordsMeant } from '../../kernel/meant.ts'
import { fold, wordsIn } from '../../kernel/words.ts'
import { formsOf } from './barcodes.ts'
import type { SearchAnswer } from './search-contract.ts'
import './tables.ts'

/** What was found on the shelf, and how. */
export interface Found {
  readonly match: SearchAnswer['match']
  /** Undefined: everything. */
  readonly ordinals: readonly number[] | undefined
  /** By what they are ranked; absent where all are alike. */
  readonly query?: TsQuery
}

type Language = 'fr' | 'en'

const most = 8

/**
 * What somebody typed, found as a code of the trade, by its words, by a part of one, or by what was
 * probably meant. The first way that finds anything that may be shown is taken.
 */
export async function find(
  db: Db,
  typed: string,
  language: Language,
  isShown: (ordinal: number) => boolean,
): Promise<Found> {
  const words = [...new Set(wordsIn(typed))].slice(0, most)
  if (words.length === 0) return { match: 'all', ordinals: undefined }
  const ways: (() => Promise<Found | undefined>)[] = [
    () => byCode(db, typed),
    () => byWords(db, words, language),
    () => byPart(db, typed, words),
    () => byMeaning(db, words, language),
  ]
  for (const way of ways) {
    const found = await way()
    if (found?.ordinals?.some(isShown)) return found
  }
  return { match: 'words', ordinals: [] }
}

async function ordinalsOf(
  db: Db,
  holds: RawBuilder<unknown>,
  kept: RawBuilder<unknown> = sql``,
): Promise<number[]> {
  const { rows } = await sql<{ ordinals: number[] | null }>`${kept}
    select array_agg(ordinal) as ordinals from catalog.shelf where ${holds}`.execute(db)
  return rows[0]?.ordinals ?? []
}

/** More than that are not ranked: a word that thousands bear says nothing of which is meant. */
export const mostRanked = 2000

/** How well each bears the words: the higher the better. */
export async function ranksOf(
  db: Db,
  ordinals: readonly number[],
  query: TsQuery,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ ordinal: number; rank: number }>`
    select ordinal, (ts_rank(text, ${query}) * 1000000)::int as rank from catalog.shelf
    where ordinal = any(${[...ordinals]}::int[])`.execute(db)
  return new Map(rows.map(({ ordinal, rank }) => [ordinal, rank]))
}

/** Whose sku or barcode this is as a whole. */
async function byCode(db: Db, typed: string): Promise<Found> {
  const whole = typed.trim()
  const skus = [whole, whole.toUpperCase()]
  const ordinals = await ordinalsOf(
    db,
    sql`product_id in (
      select product_id from catalog.variant where sku = any(${skus}::text[])
      union select variant.product_id from catalog.barcode as barcode
        join catalog.variant as variant on variant.id = barcode.variant_id
        where barcode.code = any(${formsOf(whole)}::text[]))`,
    // Words are planned each time: how many bear one decides how they are found.
    prepared,
  )
  return { match: 'code', ordinals }
}

/** The article that this is the sku or a barcode of: of a product with several, the one that was scanned. */
export async function articleMeant(db: Db, typed: string): Promise<string | null> {
  const whole = typed.trim()
  const { rows } = await sql<{ sku: string }>`${prepared}
    select sku from catalog.variant where sku = any(${[whole, whole.toUpperCase()]}::text[])
    union all select variant.sku from catalog.barcode as barcode
      join catalog.variant as variant on variant.id = barcode.variant_id
      where barcode.code = any(${formsOf(whole)}::text[])
    limit 1`.execute(db)
  return rows[0]?.sku ?? null
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

async function byWords(db: Db, words: readonly string[], language: Language): Promise<Found> {
  const query = allOf(words.map((word, place) => as(word, language, place === words.length - 1)))
  return { match: 'words', ordinals: await ordinalsOf(db, sql`text @@ ${query}`), query }
}

/** The trigram index knows nothing shorter. */
const shortest = 3

async function byPart(db: Db, typed: string, words: readonly string[]): Promise<Found | undefined> {
  const inside = (part: string) => sql`words like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`
  const isKnown = (part: string) => part.length >= shortest
  // Of a sku the signs between its parts belong to it: tried whole, and as words.
  const whole = [fold(typed.trim())].filter(isKnown).map(inside)
  const parts = words.every(isKnown) ? [sql`(${sql.join(words.map(inside), sql` and `)})`] : []
  const holds = [...whole, ...parts]
  if (holds.length === 0) return undefined
  return { match: 'part', ordinals: await ordinalsOf(db, sql`(${sql.join(holds, sql` or `)})`) }
}

async function byMeaning(
  db: Db,
  words: readonly string[],
  language: Language,
): Promise<Found | undefined> {
  const meant = await wordsMeant(db, 'catalog.word', words)
  if (![...meant.values()].some((near) => near.length > 0)) return undefined
  const query = allOf(
    words.map((word) => {
      const near = meant.get(word) ?? []
      return anyOf((near.length > 0 ? near : [word]).map((one) => as(one, language, false)))
    }),
  )
  return { match: 'near', ordinals: await ordinalsOf(db, sql`text @@ ${query}`), query }
}
