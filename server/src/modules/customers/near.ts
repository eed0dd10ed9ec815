import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'
import { isSpelt } from './words.ts'

const mostMeant = 6

/** As a French ear hears it, roughly: Sofie is Sophie, Lefevre nearly Lefebvre, Dupond is Dupont. */
function soundOf(word: string): string {
  const heard = word
    .replace(/ph/g, 'f')
    .replace(/e?au/g, 'o')
    .replace(/[ae]i/g, 'e')
    .replace(/y/g, 'i')
    .replace(/ck|qu?|c(?![eihy])/g, 'k')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/(?<!c)h/g, '')
    .replace(/(.)\1+/g, '$1')
  const voiced = heard.replace(/[estxd]+$/, '')
  return voiced.length > 2 ? voiced : heard
}

/**
 * What a word has in common with its like: its letters, those with each one left out, and how it
 * sounds. Two words that differ by one slip, or sound the same, share one of these.
 */
function tracesOf(word: string): string[] {
  const traces = [`~${soundOf(word)}`, word]
  if (word.length < 4) return traces
  const shorter = [...word].map((_, place) => word.slice(0, place) + word.slice(place + 1))
  return [...new Set([...traces, ...shorter])]
}

/** Keeps words for comparison. Most are known: names are borne by many. */
export async function learnWords(tx: Tx, words: Iterable<string>): Promise<void> {
  const spelt = [...new Set(words)].filter(isSpelt).sort()
  if (spelt.length === 0) return
  const { rows } = await sql<{ word: string }>`
    select word from unnest(${spelt}::text[]) as said (word)
    where not exists (
      select from customers.word as known where known.trace = said.word and known.word = said.word
    )`.execute(tx)
  const entries = rows.flatMap(({ word }) => tracesOf(word).map((trace) => ({ trace, word })))
  if (entries.length === 0) return
  await sql`
    insert into customers.word (trace, word)
    select * from unnest(${entries.map((one) => one.trace)}::text[],
      ${entries.map((one) => one.word)}::text[]) on conflict do nothing`.execute(tx)
}

/** The known words that somebody may have meant by each word, the likeliest first; none for numbers. */
export async function wordsMeant(db: Db, asked: readonly string[]): Promise<Map<string, string[]>> {
  const spelt = asked.filter(isSpelt)
  const traces = spelt.flatMap(tracesOf)
  if (traces.length === 0) return new Map()
  const { rows } = await sql<{ word: string }>`
    select distinct word from customers.word where trace = any(${traces}::text[])`.execute(db)
  return new Map(
    spelt.map((word) => {
      const near = rows
        .map((row) => ({ word: row.word, distance: unlikeness(word, row.word) }))
        .filter((row) => row.distance <= (word.length < 5 ? 1 : 2))
        .sort((a, b) => a.distance - b.distance)
      return [word, near.slice(0, mostMeant).map((row) => row.word)]
    }),
  )
}

/** What sounds the same is as near as what is written nearly the same. */
function unlikeness(one: string, other: string): number {
  return Math.min(distance(one, other), distance(soundOf(one), soundOf(other)) + 0.5)
}

/** How many letters were missed, added, mistaken or exchanged with their neighbour. */
export function distance(one: string, other: string): number {
  let older: number[] = []
  let before = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row[j] = Math.min(
        (before[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (before[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (older[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    older = before
    before = row
  }
  return before[other.length] ?? 0
}
