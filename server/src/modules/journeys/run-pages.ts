import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { finalIds, findBy, nameOf, profilesOf } from '../customers/index.ts'
import type { CustomerJourney, RunLine, RunPage, RunQuery } from './contract.ts'
import type { RunTable } from './tables.ts'

type Row = Pick<
  RunTable,
  | ('id' | 'customer_id' | 'key' | 'state' | 'step' | 'due_at' | 'entered_at' | 'ended_at')
  | ('reason' | 'holdout' | 'converted_at')
> & { readonly version: number }

const columns = sql`run.id, run.customer_id, key, state, step, due_at, entered_at, ended_at, reason,
  holdout, converted_at, version.number as version`

/** Who is, or was, in a journey, the newest first; page by page. */
export async function runPage(db: Db, journeyId: string, query: RunQuery): Promise<RunPage> {
  const { step, state, search, before, limit } = query
  const [at, id] = before?.split('_') ?? []
  const wanted = [sql`run.journey_id = ${journeyId}`]
  if (step) wanted.push(sql`step = ${step}`)
  if (query.version) wanted.push(sql`version.number = ${query.version}`)
  if (state) wanted.push(sql`state = ${state}`)
  if (at && id) wanted.push(sql`(entered_at, run.id) < (${at}::timestamptz, ${id}::uuid)`)
  if (search) wanted.push(sql`run.customer_id = any(${await customersNamed(db, search)}::uuid[])`)
  const { rows } = await sql<Row>`
    select ${columns} from journeys.run
    join journeys.version on version.id = run.version_id
    where ${sql.join(wanted, sql` and `)}
    order by entered_at desc, run.id desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const profiles = await profilesOf(
    db,
    shown.map((row) => row.customer_id),
  )
  const last = shown.at(-1)
  return {
    runs: shown.map((row) => ({
      ...lineOf(row),
      customerName: nameOf(profiles.get(row.customer_id)?.traits ?? {}),
    })),
    next: rows.length > limit && last ? `${last.entered_at.toISOString()}_${last.id}` : null,
  }
}

/** Whoever is named by an e-mail address, a telephone number, a user id, or any id of ours. */
export async function customersNamed(db: Db, words: string): Promise<string[]> {
  const text = words.trim()
  const named = await Promise.all(
    ['email', 'phone', 'user_id'].map((kind) => findBy(db, kind, text)),
  )
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
  const final = isId ? (await finalIds(db, [text])).get(text) : undefined
  return [...named, final].filter((found) => found !== undefined)
}

interface OwnRow extends Row {
  readonly journey_id: string
  readonly name: string
  readonly template: string | null
  readonly path: RunTable['path']
}

/** The journeys that a customer is or was in, each step of the way with what happened there. */
export async function journeysOfCustomer(db: Db, customerId: string): Promise<CustomerJourney[]> {
  const final = (await finalIds(db, [customerId])).get(customerId) ?? customerId
  const { rows } = await sql<OwnRow>`
    select ${columns}, path, run.journey_id, journey.name, journey.template
    from journeys.run
    join journeys.version on version.id = run.version_id
    join journeys.journey on journey.id = run.journey_id
    where run.customer_id = ${final}
    order by entered_at desc, run.id desc limit 200`.execute(db)
  return rows.map((row) => ({
    ...lineOf(row),
    journeyId: row.journey_id,
    journeyName: row.name,
    journeyTemplate: row.template,
    path: [...row.path],
  }))
}

function lineOf(row: Row): Omit<RunLine, 'customerName'> {
  const { id, key, version, state, step, reason, holdout } = row
  return {
    ...{ id, key, version, state, step, reason, holdout },
    customerId: row.customer_id,
    dueAt: row.due_at?.toISOString() ?? null,
    enteredAt: row.entered_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    convertedAt: row.converted_at?.toISOString() ?? null,
  }
}
