import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { isSpelt } from './words.ts'

/** So many known words are looked at for one that was mistyped. */
const compared = 40
const mostMeant = 6

/** The known words that somebody may have meant by each word, the likeliest first; none for numbers. */
export async function wordsMeant(db: Db, asked: readonly string[]): Promise<Map<string, string[]>> {
  const spelt = asked.filter(isSpelt)
  const { rows } = await sql<{ asked: string; word: string }>`
    select asked, near.word from unnest(${spelt}::text[]) as asked
    cross join lateral (
      select word from customers.word order by word <-> asked limit ${compared}
    ) as near`.execute(db)
  return new Map(
    spelt.map((word) => {
      const near = rows
        .filter((row) => row.asked === word)
        .map((row) => ({ word: row.word, distance: distance(word, row.word) }))
        .filter((row) => row.distance <= (word.length < 5 ? 1 : 2))
        .sort((a, b) => a.distance - b.distance)
      return [word, near.slice(0, mostMeant).map((row) => row.word)]
    }),
  )
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
