import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { nameOf, profilesOf } from '../../customers/index.ts'
import { customersNamed } from '../run-pages.ts'
import { isLost } from './backtests.ts'
import type {
  Backtest,
  BacktestList,
  BacktestRun,
  BacktestRunDetail,
  BacktestRunPage,
  BacktestRunQuery,
  BacktestSummary,
} from './contract.ts'
import { BacktestNotFound } from './refusals.ts'
import type { BacktestRunTable, BacktestTable } from './tables.ts'

const mostListed = 50

/** What was tried of a journey, the newest first. */
export async function backtestList(
  db: Db,
  journeyId: string,
): Promise<z.infer<typeof BacktestList>> {
  const rows = await db
    .selectFrom('journeys.backtest')
    .selectAll()
    .select(isLost.as('lost'))
    .where('journey_id', '=', journeyId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostListed)
    .execute()
  return { backtests: rows.map(summaryOf) }
}

export async function backtest(db: Db, journeyId: string, id: string): Promise<Backtest> {
  const row = await db
    .selectFrom('journeys.backtest')
    .selectAll()
    .select(isLost.as('lost'))
    .where('id', '=', id)
    .where('journey_id', '=', journeyId)
    .executeTakeFirst()
  if (!row) throw new BacktestNotFound({ id })
  return { ...summaryOf(row), definition: row.definition, result: row.result }
}

function summaryOf(row: Selectable<BacktestTable> & { lost: boolean }): BacktestSummary {
  const { id, version, took, reason, result } = row
  return {
    ...{ id, version, took, reason },
    state: row.lost ? 'interrupted' : row.state,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    days: Math.round((row.to_at.getTime() - row.from_at.getTime()) / 86_400_000),
    askedAt: row.asked_at.toISOString(),
    askedBy: row.asked_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    progress: { people: row.people, of: row.of_people },
    entered: result?.entered.runs ?? null,
    sent: result?.messages.sent ?? null,
  }
}

type Line = Omit<Selectable<BacktestRunTable>, 'path' | 'messages' | 'steps'>

const columns = sql`customer_id, id, backtest_id, key, state, step, entered_at, ended_at, reason,
  holdout, converted_at, sent, not_sent, others`

/** Who would have been in it, the last to enter first; page by page. */
export async function backtestRuns(
  db: Db,
  id: string,
  query: BacktestRunQuery,
): Promise<z.infer<typeof BacktestRunPage>> {
  const { step, what, search, before, limit } = query
  const [at, last] = before?.split('_') ?? []
  const wanted = [sql`backtest_id = ${id}`]
  if (step) wanted.push(sql`${step} = any(steps)`)
  if (what === 'sent') wanted.push(sql`sent > 0`)
  if (what === 'not-sent') wanted.push(sql`not_sent > 0`)
  if (what === 'reached') wanted.push(sql`converted_at is not null`)
  if (search) wanted.push(sql`customer_id = any(${await customersNamed(db, search)}::uuid[])`)
  if (at && last) wanted.push(sql`(entered_at, id) < (${at}::timestamptz, ${last}::uuid)`)
  const { rows } = await sql<Line>`
    select ${columns} from journeys.backtest_run
    where ${sql.join(wanted, sql` and `)}
    order by entered_at desc, id desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const end = shown.at(-1)
  return {
    runs: await named(db, shown),
    next: rows.length > limit && end ? `${end.entered_at.toISOString()}_${end.id}` : null,
  }
}

async function named(db: Db, rows: readonly Line[]): Promise<BacktestRun[]> {
  const profiles = await profilesOf(
    db,
    rows.map((row) => row.customer_id),
  )
  return rows.map((row) => {
    const { id, key, state, step, reason, holdout, sent } = row
    return {
      ...{ id, key, state, step, reason, holdout, sent, notSent: row.not_sent },
      customerId: row.customer_id,
      customerName: nameOf(profiles.get(row.customer_id)?.traits ?? {}),
      enteredAt: row.entered_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      convertedAt: row.converted_at?.toISOString() ?? null,
    }
  })
}

/** One person's way, and what they would have been sent. */
export async function backtestRun(db: Db, id: string, runId: string): Promise<BacktestRunDetail> {
  const row = await db
    .selectFrom('journeys.backtest_run')
    .selectAll()
    .where('backtest_id', '=', id)
    .where('id', '=', runId)
    .executeTakeFirst()
  const [line] = row ? await named(db, [row]) : []
  if (!row || !line) throw new BacktestNotFound({ id: runId })
  const others = await db
    .selectFrom('journeys.journey')
    .select(['id as journeyId', 'name'])
    .where('id', '=', sql<string>`any(${row.others}::uuid[])`)
    .execute()
  return { ...line, path: [...row.path], messages: [...row.messages], others }
}
