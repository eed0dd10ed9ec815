import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { WovenEvent } from '../thread/events.ts'
import { marksOf } from './marks.ts'
import { learnWords } from './near.ts'
import { identifierOf } from './rulebook.ts'
import { findingOf } from './words.ts'

interface Row {
  customer_id: string
  traits: Record<string, unknown>
  identifiers: string[] | null
  words: string | null
  marks: string[] | null
}

/** What the team orders about who is who; see orders.ts. */
const orders = new Set([
  'Customers Merged',
  'Merge Undone',
  'Customer Restored',
  'Identifier Detached',
])

/**
 * Keeps people findable by what is known of them. Most events tell nothing new of anybody: looked at
 * are those who said something, those of whom an event proved an identifier, and those who absorbed
 * somebody. `finals` leads from the ids of the events to those of the people.
 */
export async function followFindings(
  tx: Tx,
  events: readonly WovenEvent[],
  finals: ReadonlyMap<string, string>,
): Promise<void> {
  const people = [...new Set(finals.values())]
  if (people.length === 0) return
  const { rows: merged } = await sql<{ final_id: string }>`
    delete from customers.finding using customers.customer
    where finding.customer_id = customer.customer_id and customer.customer_id <> customer.final_id
      and customer.final_id = any(${people}::uuid[])
    returning customer.final_id`.execute(tx)
  const { rows: proven } = await sql<{ customer_id: string }>`
    select distinct customer_id from customers.identifier
    where customer_id = any(${people}::uuid[])
      and event_id = any(${events.map((event) => event.id)}::uuid[])`.execute(tx)
  const said = events.filter(({ type, name }) => type === 'identify' || orders.has(name))
  await keepFindings(tx, [
    ...new Set([
      ...merged.map((row) => row.final_id),
      ...proven.map((row) => row.customer_id),
      ...said.flatMap(({ customerId }) => finals.get(customerId) ?? []),
    ]),
  ])
}

/** It compares states, not events: whatever changed these people, by final id, the result is right. */
async function keepFindings(tx: Tx, finals: readonly string[]): Promise<void> {
  if (finals.length === 0) return
  const { rows } = await sql<Row>`
    select customer.customer_id, traits, words, marks, (
      select array_agg(kind || ' ' || value order by added_at) from customers.identifier
      where identifier.customer_id = customer.customer_id) as identifiers
    from customers.customer left join customers.finding using (customer_id)
    where customer.customer_id = any(${[...finals]}::uuid[])`.execute(tx)
  const changed = rows.flatMap((row) => {
    const identifiers = (row.identifiers ?? []).map(identifierOf)
    const words = findingOf(row.traits, identifiers)
    const marks = marksOf(row.traits, identifiers)
    const same = words === row.words && String(marks) === String(row.marks ?? [])
    return same ? [] : [{ ...row, words, marks, before: row.words }]
  })
  const known = changed.flatMap((row) => (row.words ? [{ ...row, words: row.words }] : []))
  const unknown = changed.flatMap(({ customer_id, words }) => (words ? [] : [customer_id]))
  if (known.length > 0) await write(tx, known)
  if (unknown.length > 0) {
    await sql`delete from customers.finding where customer_id = any(${unknown}::uuid[])`.execute(tx)
  }
  await learnWords(tx, changed.flatMap(newWords))
}

type Known = Pick<Row, 'customer_id'> & { words: string; marks: string[] }

async function write(tx: Tx, rows: readonly Known[]): Promise<void> {
  await sql`
    insert into customers.finding (customer_id, words, marks)
    select customer_id, words, array(select jsonb_array_elements_text(marks))
    from unnest(${rows.map((row) => row.customer_id)}::uuid[],
      ${rows.map((row) => row.words)}::text[],
      ${rows.map((row) => JSON.stringify(row.marks))}::jsonb[]) as now (customer_id, words, marks)
    on conflict (customer_id) do update set words = excluded.words, marks = excluded.marks`.execute(
    tx,
  )
}

function newWords({ words, before }: { words: string | null; before: string | null }): string[] {
  return (words ?? '').split(' ').filter((word) => !before?.includes(` ${word} `))
}

/** Forgets findings of customers who are gone, and words that nobody has any more. */
export async function forgetFindings(tx: Tx): Promise<void> {
  await sql`
    delete from customers.finding
    where not exists (select from customers.customer where customer.customer_id = finding.customer_id)`.execute(
    tx,
  )
  await sql`
    with used as materialized (
      select distinct word from customers.finding cross join string_to_table(words, ' ') as word)
    delete from customers.word where word not in (select word from used)`.execute(tx)
}
