import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Tx } from '../../kernel/database.ts'
import type { Reentry } from './contract.ts'
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

function storedRun(row: Selectable<RunTable>): StoredRun {
  return {
    revision: row.revision,
    run: {
      id: row.id,
      customerId: row.customer_id,
      journeyId: row.journey_id,
      versionId: row.version_id,
      key: row.key,
      state: row.state,
      step: row.step,
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
    .select(spoke.as('spoke'))
    .where('customer_id', '=', anyOf(customerIds))
    .where('journey_id', '=', anyOf(journeyIds))
    .where('state', '<>', 'waiting')
    .execute()
}

/** What only one waiting run of a customer may hold, by the rule of re-entry. */
export function placeOf(rule: Reentry, key: string): string | null {
  if (rule === 'always') return null
  return rule === 'never' ? '' : key
}

export async function insertRuns(
  tx: Tx,
  runs: readonly { run: Run; place: string | null }[],
): Promise<void> {
  if (runs.length === 0) return
  const rows = runs.map(({ run, place }) => ({ ...asRow(run), place }))
  await sql`
    insert into journeys.run (customer_id, id, journey_id, version_id, key, place, state, step, due_at,
      entered_at, ended_at, reason, holdout, snapshot, path, touched_at, attributed_until, converted_at)
    select customer_id, id, journey_id, version_id, key, place, state, step, due_at,
      entered_at, ended_at, reason, holdout, snapshot, path, touched_at, attributed_until, converted_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (
      customer_id uuid, id uuid, journey_id uuid, version_id uuid, key text, place text, state text,
      step text, due_at timestamptz, entered_at timestamptz, ended_at timestamptz, reason text,
      holdout boolean, snapshot jsonb, path jsonb, touched_at timestamptz,
      attributed_until timestamptz, converted_at timestamptz)`.execute(tx)
}

/**
 * Writes what became of runs, and says which it wrote: this statement is the claim. Of two workers
 * with the same run one finds it changed, and must let its effects be.
 */
export async function updateRuns(tx: Tx, changes: readonly StoredRun[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const rows = changes
    .map(({ run, revision }) => ({ ...asRow(run), revision }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const { rows: written } = await sql<{ id: string }>`
    update journeys.run set
      state = new.state, step = new.step, due_at = new.due_at, ended_at = new.ended_at,
      reason = new.reason, snapshot = new.snapshot, path = new.path, touched_at = new.touched_at,
      attributed_until = new.attributed_until, converted_at = new.converted_at,
      revision = run.revision + 1, tries = 0
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (
      customer_id uuid, id uuid, state text, step text, due_at timestamptz, ended_at timestamptz,
      reason text, snapshot jsonb, path jsonb, touched_at timestamptz, attributed_until timestamptz,
      converted_at timestamptz, revision integer)
    where run.customer_id = new.customer_id and run.id = new.id and run.revision = new.revision
    returning run.id`.execute(tx)
  return new Set(written.map(({ id }) => id))
}

function asRow(run: Run) {
  return {
    customer_id: run.customerId,
    id: run.id,
    journey_id: run.journeyId,
    version_id: run.versionId,
    key: run.key,
    state: run.state,
    step: run.step,
    due_at: run.dueAt,
    entered_at: run.enteredAt,
    ended_at: run.endedAt,
    reason: run.reason,
    holdout: run.holdout,
    snapshot: run.snapshot,
    path: run.path,
    touched_at: run.touchedAt,
    attributed_until: run.attributedUntil,
    converted_at: run.convertedAt,
  }
}
