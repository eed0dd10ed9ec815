import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Found } from './conduct.ts'
import type { Kept } from './keep.ts'
import type { TrialRun } from './rehearse.ts'
import type { BacktestRunTable, KeptMessage } from './tables.ts'
import './tables.ts'

/** Rows of a statement. */
const portion = 500

/**
 * Writes down what a backtest found: the only thing that it ever writes. One that was cancelled
 * meanwhile keeps nothing.
 */
export async function store(
  tx: Tx,
  { id, endedAt, took }: { id: string; endedAt: Date; took: number },
  { result, kept }: Found,
): Promise<void> {
  const done = await tx
    .updateTable('journeys.backtest')
    .set({
      ...{ state: 'done', ended_at: endedAt, took, result: JSON.stringify(result) },
      ...{ people: result.looked, of_people: result.looked },
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  if (!done) return
  const rows = kept.flatMap((one) => one.runs.map((trial) => rowOf(id, one, trial)))
  for (let from = 0; from < rows.length; from += portion) {
    await insert(tx, rows.slice(from, from + portion))
  }
}

async function insert(tx: Tx, rows: readonly BacktestRunTable[]): Promise<void> {
  await sql`
    insert into journeys.backtest_run
    select * from jsonb_populate_recordset(null::journeys.backtest_run, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx,
  )
}

function rowOf(backtestId: string, { finalId, others }: Kept, trial: TrialRun): BacktestRunTable {
  const { run, messages } = trial
  const { id, key, state, step, reason, holdout, path } = run
  const sent = messages.filter((message) => message.reason === null).length
  return {
    ...{ id, key, state, step, reason, holdout, path, sent, not_sent: messages.length - sent },
    customer_id: finalId,
    backtest_id: backtestId,
    entered_at: run.enteredAt,
    ended_at: run.endedAt,
    converted_at: run.convertedAt,
    steps: [...new Set(path.map((passage) => passage.step))],
    messages: messages.map(
      ({ at, ...message }): KeptMessage => ({ ...message, at: at.toISOString() }),
    ),
    others: [...others],
  }
}
