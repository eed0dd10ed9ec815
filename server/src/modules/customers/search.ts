import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { CustomerPage, CustomerSummary } from './contract.ts'
import { wordsMeant } from './near.ts'
import { rulebookOf } from './rule-store.ts'
import { summariesOf } from './summaries.ts'
import { wordsAsked } from './words.ts'

/** Whose an order is, by its number: known to whoever keeps the orders. */
export type BuyersOf = (db: Db, orderNumber: string) => Promise<readonly string[]>

interface Asked {
  readonly words: string
  readonly limit: number
  readonly before?: string | undefined
}

type Match = NonNullable<CustomerSummary['match']>
interface Found {
  readonly id: string
  readonly match: Match
  readonly score: number
}

/** So many are weighed against each other; who looks for "martin" among ten thousand must say more. */
const weighed = 300
/** With fewer than this, words may have been mistyped. */
const few = 5

/**
 * People by a name, an e-mail, a phone number, a card, an order or a customer's number, or the beginning of
 * one, best first. Accents, capitals and the way numbers are grouped do not matter, and where little is
 * found, neither do one or two letters. Without words: everybody who is known, the newest first.
 */
export async function searchCustomers(
  db: Db,
  asked: Asked,
  buyersOf: BuyersOf,
): Promise<CustomerPage> {
  const words = wordsAsked(asked.words)
  if (words.length === 0) return everybody(db, asked)
  const [named, bought] = await Promise.all([
    holdersOf(db, asked.words.trim()),
    buyersOf(db, asked.words.trim()),
  ])
  const found = new Map<string, Found>()
  const add = (ids: Iterable<Found>) => {
    for (const one of ids) if (!found.has(one.id)) found.set(one.id, one)
  }
  add([...named, ...bought].map((id) => ({ id, match: 'identifier' as const, score: 0 })))
  // A number or an address that somebody bears as a whole is no part of another's.
  const isWhole = found.size > 0 && /[\d@]/.test(asked.words)
  if (!isWhole) add(await spelling(db, words, (word) => ` ${word}`))
  if (found.size === 0 || (found.size < few && words.every(isNumber))) {
    add(await spelling(db, words, (word) => word))
  }
  const bears = ({ score }: Found) => score === words.length * wholeWord
  if (found.size < few && named.length === 0 && ![...found.values()].some(bears)) {
    add(await meantBy(db, words))
  }
  const best = [...found.values()].sort(better).slice(0, asked.limit)
  const matches = new Map(best.map(({ id, match }) => [id, match]))
  const customers = await summariesOf(db, [...matches.keys()])
  return {
    customers: customers.map((one) => ({ ...one, match: matches.get(one.id) ?? null })),
    next: null,
  }
}

async function everybody(db: Db, { before, limit }: Asked): Promise<CustomerPage> {
  const rows = await db
    .selectFrom('customers.finding')
    .select('customer_id')
    .$if(before !== undefined, (query) => query.where('customer_id', '<', before ?? ''))
    .orderBy('customer_id', 'desc')
    .limit(limit + 1)
    .execute()
  const ids = rows.slice(0, limit).map((row) => row.customer_id)
  const next = rows.length > limit ? (ids.at(-1) ?? null) : null
  return { customers: await summariesOf(db, ids), next }
}

/** Who holds the whole of what was typed as an identifier, in any form in which it may be written. */
async function holdersOf(db: Db, text: string): Promise<string[]> {
  const forms = [text, text.toUpperCase(), text.toLowerCase(), text.replace(/[\s.-]/g, '')]
  const rules = await rulebookOf(db)
  const pairs = ['user_id', 'loyalty_card', 'email', 'phone'].flatMap((kind) =>
    [...new Set(forms)].flatMap((form) => {
      const value = rules.isBlocked(kind, form) ? undefined : rules.normalise(kind, form)
      return value ? [{ kind, value }] : []
    }),
  )
  if (pairs.length === 0) return []
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from customers.identity where (kind, value) in (
      select * from unnest(${pairs.map((one) => one.kind)}::text[], ${pairs.map((one) => one.value)}::text[])
    )`.execute(db)
  return rows.map((row) => row.customer_id)
}

/** Those in whose words each of these stands, in one of the forms that it may take. */
async function withWords(
  db: Db,
  words: readonly string[],
  formsOf: (word: string) => readonly string[],
): Promise<{ id: string; words: string }[]> {
  const holds = words.map((word) =>
    anyOf(formsOf(word).map((form) => sql`words like ${`%${form}%`}`)),
  )
  const { rows } = await sql<{ id: string; words: string }>`
    select customer_id as id, words from customers.finding
    where ${sql.join(holds, sql` and `)} limit ${weighed}`.execute(db)
  return rows
}

/** Those who have each of these words, or words that begin so, or that hold it. */
async function spelling(
  db: Db,
  words: readonly string[],
  form: (word: string) => string,
): Promise<Found[]> {
  const found = await withWords(db, words, (word) => [form(word)])
  return found.map(({ id, words: text }) => ({
    id,
    match: 'words',
    score: words.reduce((sum, word) => sum + weightOf(word, text), 0),
  }))
}

/** Those who have what each word was probably meant to be. */
async function meantBy(db: Db, words: readonly string[]): Promise<Found[]> {
  const meant = await wordsMeant(db, words)
  const known = words.filter((word) => meant.get(word)?.[0] === word)
  // A word that somebody bears is meant as it is, as long as another one may be the mistake.
  const isMeant = (word: string) => known.length < words.length && known.includes(word)
  const formsOf = (word: string) => {
    const near = isMeant(word) ? [word] : (meant.get(word) ?? [])
    return near.length > 0 ? near.map((one) => ` ${one} `) : [` ${word}`]
  }
  const found = await withWords(db, words, formsOf)
  return found.map(({ id, words: text }) => {
    const places = words.map((word) => formsOf(word).findIndex((form) => text.includes(form)))
    return { id, match: 'near', score: -places.reduce((sum, place) => sum + place, 0) }
  })
}

const anyOf = (conditions: readonly RawBuilder<unknown>[]) =>
  sql`(${sql.join(conditions, sql` or `)})`

const wholeWord = 3
const isNumber = (word: string) => /^\d+$/.test(word)

/** A word that is the whole says more than its beginning, and that more than its middle. */
function weightOf(word: string, words: string): number {
  if (words.includes(` ${word} `)) return wholeWord
  return words.includes(` ${word}`) ? 2 : 1
}

const order: readonly Match[] = ['identifier', 'words', 'near']

function better(one: Found, other: Found): number {
  return (
    order.indexOf(one.match) - order.indexOf(other.match) ||
    other.score - one.score ||
    (one.id < other.id ? 1 : -1)
  )
}
