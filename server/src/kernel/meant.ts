import { sql } from 'kysely'
import type { Db, Tx } from './database.ts'
import { meantAmong, tracesOf } from './likeness.ts'
import { isSpelt } from './words.ts'

/** Tables of words under their traces; each belongs to the module whose schema it lies in. */
type WordTable = 'customers.word' | 'catalog.word'

/** Keeps words for comparison. Most are known: names are borne by many. */
export async function learnWords(tx: Tx, table: WordTable, words: Iterable<string>): Promise<void> {
  const spelt = [...new Set(words)].filter(isSpelt).sort()
  if (spelt.length === 0) return
  const { rows } = await sql<{ word: string }>`
    select word from unnest(${spelt}::text[]) as said (word)
    where not exists (
      select from ${sql.table(table)} as known where known.trace = said.word and known.word = said.word
    )`.execute(tx)
  const entries = rows.flatMap(({ word }) => tracesOf(word).map((trace) => ({ trace, word })))
  if (entries.length === 0) return
  await sql`
    insert into ${sql.table(table)} (trace, word)
    select * from unnest(${entries.map((one) => one.trace)}::text[],
      ${entries.map((one) => one.word)}::text[]) on conflict do nothing`.execute(tx)
}

/** The known words that somebody may have meant by each word, the likeliest first; none for numbers. */
export async function wordsMeant(
  db: Db,
  table: WordTable,
  asked: readonly string[],
): Promise<Map<string, string[]>> {
  const spelt = asked.filter(isSpelt)
  const traces = spelt.flatMap(tracesOf)
  if (traces.length === 0) return new Map()
  const { rows } = await sql<{ word: string }>`
    select distinct word from ${sql.table(table)} where trace = any(${traces}::text[])`.execute(db)
  const known = rows.map((row) => row.word)
  return new Map(spelt.map((word) => [word, meantAmong(word, known)]))
}
