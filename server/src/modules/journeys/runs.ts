import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Tx } from '../../kernel/database.ts'
import type { EarlierRun } from './engine/reentry.ts'
import type { Run } from './engine/run.ts'
import type { RunTable } from './tables.ts'

/** A run as it was read; changes to it are lost if another has changed it since. */
export interface StoredRun {
  readonly run: Run
  readonly revision: number
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...new Set(ids)]}::uuid[])`

/**
 * The runs of these customers that a fact may still concern: those that wait, those that may take the
 * credit for an order since `since`, and those that a message reports on.
 */
export async function runsConcerned(
  tx: Tx,
  customerIds: readonly string[],
  reportedOn: readonly string[],
  since: Date,
): Promise<StoredRun[]> {
  return readRuns(
    tx
      .selectFrom('journeys.run')
      .where('customer_id', '=', anyOf(customerIds))
      .where((is) =>
        is.or([
          is('state', '=', 'waiting'),
          is.and([is('converted_at', 'is', null), is('attributed_until', '>=', since)]),
          is('id', '=', anyOf(reportedOn)),
        ]),
      ),
  )
}

export function runsByKey(
  tx: Tx,
  keys: readonly { customer_id: string; id: string }[],
): Promise<StoredRun[]> {
  return readRuns(
    tx
      .selectFrom('journeys.run')
      .where('customer_id', '=', anyOf(keys.map((key) => key.customer_id)))
      .where('id', '=', anyOf(keys.map((key) => key.id)))
      .where('state', '=', 'waiting'),
  )
}

async function readRuns(
  query: SelectQueryBuilder<Database, 'journeys.run', object>,
): Promise<StoredRun[]> {
  const rows = await query.selectAll().orderBy('entered_at').orderBy('id').execute()
  return rows.map(storedRun)
}

/** Everything that these customers have been through. */
export const allRunsOf = (tx: Tx, customerIds: readonly string[]): Promise<StoredRun[]> =>
  readRuns(tx.selectFrom('journeys.run').where('customer_id', '=', anyOf(customerIds)))

/** Takes the runs of these customers away; whoever is about to change one finds it gone. */
export async function takeRuns(tx: Tx, customerIds: readonly string[]): Promise<StoredRun[]> {
  const rows = await tx
    .deleteFrom('journeys.run')
    .where('customer_id', '=', anyOf(customerIds))
    .returningAll()
    .execute()
  return rows.map(storedRun)
}

/** Takes away those runs of a customer that began with an event of one of these ids. */
export async function takeRunsOf(
  tx: Tx,
  customerId: string,
  originIds: readonly string[],
): Promise<Run[]> {
  const rows = await tx
    .deleteFrom('journeys.run')
    .where('customer_id', '=', customerId)
    .where('origin_id', '=', anyOf(originIds))
    .returningAll()
    .execute()
  return rows.map((row) => storedRun(row).run)
}

function storedRun(row: Selectable<RunTable>): StoredRun {
  return {
    revision: row.revision,
    run: {
      id: row.id,
      customerId: row.customer_id,
      originId: row.origin_id,
      journeyId: row.journey_id,
      versionId: row.version_id,
      key: row.key,
      state: row.state,
      step: row.step,
      beforeStep: row.before_step,
      memory: row.memory ?? {},
      dueAt: row.due_at,
      enteredAt: row.entered_at,
      endedAt: row.ended_at,
      reason: row.reason,
      holdout: row.holdout,
      snapshot: row.snapshot,
      path: row.path,
      touchedAt: row.touched_at,
      attributedUntil: row.attributed_until,
      convertedAt: row.converted_at,
    },
  }
}

export interface EarlierRow extends EarlierRun {
  readonly id: string
  readonly customerId: string
  readonly journeyId: string
}

/** What these customers have behind them in these journeys, as far as re-entry asks. */
export async function earlierRuns(
  tx: Tx,
  customerIds: readonly string[],
  journeyIds: readonly string[],
): Promise<EarlierRow[]> {
  if (customerIds.length === 0) return []
  const spoke = sql<boolean>`path @? '$[*].what ? (@ == "message" || @ == "withheld")'`
  return await tx
    .selectFrom('journeys.run')
    .select(['id', 'customer_id as customerId', 'journey_id as journeyId', 'key', 'state'])
    .select('entered_at as enteredAt')
    .select(spoke.as('spoke'))
    .where('customer_id', '=', anyOf(customerIds))
    .where('journey_id', '=', anyOf(journeyIds))
    .where('state', '<>', 'waiting')
    .execute()
}
