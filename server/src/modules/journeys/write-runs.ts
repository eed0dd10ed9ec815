import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { ReentryRule } from './engine/reentry.ts'
import type { Run } from './engine/run.ts'
import type { StoredRun } from './runs.ts'
import './tables.ts'

/** What only one waiting run of a customer may hold, by the rule of re-entry. */
export function placeOf({ reentry }: ReentryRule, key: string): string | null {
  if (reentry === 'always') return null
  return reentry === 'never' ? '' : key
}

export async function insertRuns(
  tx: Tx,
  runs: readonly { run: Run; place: string | null }[],
): Promise<void> {
  if (runs.length === 0) return
  const rows = runs.map(({ run, place }) => ({ ...asRow(run), place }))
  await sql`
    insert into journeys.run (customer_id, id, journey_id, version_id, key, place, state, step, due_at,
      entered_at, ended_at, reason, holdout, snapshot, path, touched_at, attributed_until, converted_at,
      origin_id, before_step, memory)
    select customer_id, id, journey_id, version_id, key, place, state, step, due_at,
      entered_at, ended_at, reason, holdout, snapshot, path, touched_at, attributed_until, converted_at,
      origin_id, before_step, memory
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (
      customer_id uuid, id uuid, journey_id uuid, version_id uuid, key text, place text, state text,
      step text, due_at timestamptz, entered_at timestamptz, ended_at timestamptz, reason text,
      holdout boolean, snapshot jsonb, path jsonb, touched_at timestamptz,
      attributed_until timestamptz, converted_at timestamptz, origin_id uuid, before_step boolean,
      memory jsonb)`.execute(tx)
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
      version_id = new.version_id, state = new.state, step = new.step,
      before_step = new.before_step, memory = new.memory, due_at = new.due_at, ended_at = new.ended_at,
      reason = new.reason, snapshot = new.snapshot, path = new.path, touched_at = new.touched_at,
      attributed_until = new.attributed_until, converted_at = new.converted_at,
      revision = run.revision + 1, tries = 0
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (
      customer_id uuid, id uuid, version_id uuid, state text, step text, before_step boolean,
      memory jsonb, due_at timestamptz, ended_at timestamptz,
      reason text, snapshot jsonb, path jsonb, touched_at timestamptz, attributed_until timestamptz,
      converted_at timestamptz, revision integer)
    where run.customer_id = new.customer_id and run.id = new.id and run.revision = new.revision
    returning run.id`.execute(tx)
  return new Set(written.map(({ id }) => id))
}

function asRow(run: Run) {
  return {
    customer_id: run.customerId,
    origin_id: run.originId ?? run.customerId,
    id: run.id,
    journey_id: run.journeyId,
    version_id: run.versionId,
    key: run.key,
    state: run.state,
    step: run.step,
    before_step: run.beforeStep,
    memory: Object.keys(run.memory).length > 0 ? run.memory : null,
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
