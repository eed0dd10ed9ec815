import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import { finalIds } from '../../customers/index.ts'
import { plainArray } from '../arrays.ts'
import type { DefinitionReader } from '../definitions.ts'
import { lookAgain } from '../look-again.ts'
import { takeTurn } from '../turn.ts'
import type { PredictionShown, PredictionsInput, PredictionsKept } from './contract.ts'

interface Forecast extends PredictionsInput {
  readonly name: string
  readonly reader: DefinitionReader
}

/** Keeps what was forecast of customers; the audiences that ask for it look at them at once. */
export async function keepPredictions(
  work: Work,
  { name, values, reader }: Forecast,
): Promise<PredictionsKept> {
  const definitions = await reader.read(work.tx, await takeTurn(work))
  const finals = await finalIds(
    work.tx,
    values.map(({ customerId }) => customerId),
  )
  const byPerson = new Map<string, number>()
  for (const { customerId, value } of values) {
    const person = finals.get(customerId)
    if (person) byPerson.set(person, value)
  }
  await sql`
    insert into audiences.prediction (customer_id, name, value, at)
    select customer_id, ${name}, value, ${work.now}
    from unnest(${plainArray([...byPerson.keys()])}::uuid[],
      ${plainArray([...byPerson.values()])}::double precision[]) as made (customer_id, value)
    on conflict (customer_id, name) do update set value = excluded.value, at = excluded.at`.execute(
    work.tx,
  )
  await lookAgain(work, [...byPerson.keys()], definitions, 'predicted')
  const unknown = values.flatMap(({ customerId }) => (finals.has(customerId) ? [] : [customerId]))
  return { kept: byPerson.size, unknown }
}

/** Forgets a forecast for everybody it was made of, a portion at a time; says whether there was more. */
export async function forgetPredictions(
  work: Work,
  { name, reader }: Pick<Forecast, 'name' | 'reader'>,
): Promise<boolean> {
  const definitions = await reader.read(work.tx, await takeTurn(work))
  const { rows } = await sql<{ customer_id: string }>`
    delete from audiences.prediction
    where name = ${name} and customer_id in (
      select customer_id from audiences.prediction where name = ${name} limit 500)
    returning customer_id`.execute(work.tx)
  const finals = await finalIds(
    work.tx,
    rows.map((row) => row.customer_id),
  )
  await lookAgain(work, [...new Set(finals.values())], definitions, 'predicted')
  return rows.length > 0
}

/** The forecasts that there are. */
export async function predictions(db: Db): Promise<PredictionShown[]> {
  const { rows } = await sql<{
    name: string
    customers: number
    least: number
    most: number
    last_at: Date
  }>`
    select name, count(*)::int as customers, min(value) as least, max(value) as most,
      max(at) as last_at
    from audiences.prediction group by name order by name`.execute(db)
  return rows.map(({ last_at, ...shown }) => ({ ...shown, lastAt: last_at.toISOString() }))
}
