import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { RunEffect } from './figures.ts'
import './tables.ts'

/** What is done outside the transaction that took a step: planned in it, once for each run and step. */
export async function planErrands(work: Work, effects: readonly RunEffect[]): Promise<void> {
  const errands = effects.flatMap(({ run, effect }) => {
    if (effect.do !== 'call' && effect.do !== 'list') return []
    return {
      ...{ customer_id: run.customerId, id: work.newId(), journey_id: run.journeyId },
      ...{ version_id: run.versionId, run_id: run.id, step: effect.step.id, kind: effect.do },
      body: effect.do === 'call' ? (effect.body ?? null) : null,
      ...{ state: 'planned' as const, due_at: work.now, created_at: work.now },
    }
  })
  if (errands.length === 0) return
  await work.tx
    .insertInto('journeys.errand')
    .values(errands)
    .onConflict((conflict) => conflict.columns(['customer_id', 'run_id', 'step']).doNothing())
    .execute()
  await signal(work.tx, 'journeys.errands')
}

const mostTaken = 50
/** How long somebody who took an errand has for it, before another may take it. */
const leaseSeconds = 60

export interface Errand {
  readonly customer_id: string
  readonly id: string
  readonly journey_id: string
  readonly version_id: string
  readonly run_id: string
  readonly step: string
  readonly kind: 'call' | 'list'
  readonly body: string | null
  readonly tries: number
  readonly created_at: Date
}

/**
 * Takes errands that are due. One that was taken by somebody who died becomes due again: a call is then
 * made a second time, under the same idempotency key.
 */
export async function takeErrands(work: Work): Promise<Errand[]> {
  const due = await work.tx
    .selectFrom('journeys.errand')
    .select(['customer_id', 'id'])
    .where('state', 'in', ['planned', 'claimed'])
    .where('due_at', '<=', work.now)
    .orderBy('due_at')
    .limit(mostTaken)
    .execute()
  if (due.length === 0) return []
  const until = new Date(work.now.getTime() + leaseSeconds * 1000)
  return await work.tx
    .updateTable('journeys.errand')
    .set({ state: 'claimed', due_at: until, tries: sql`tries + 1` })
    .where('customer_id', '=', anyOf(due.map((row) => row.customer_id)))
    .where('id', '=', anyOf(due.map((row) => row.id)))
    .where('state', 'in', ['planned', 'claimed'])
    .where('due_at', '<=', work.now)
    .returning(['customer_id', 'id', 'journey_id', 'version_id', 'run_id', 'step', 'kind', 'body'])
    .returning(['tries', 'created_at'])
    .execute()
}

/** When the next one is to be run, or was taken by somebody who may have died. */
export async function nextErrandAt(db: Db): Promise<Date | undefined> {
  const first = await db
    .selectFrom('journeys.errand')
    .select('due_at')
    .where('state', 'in', ['planned', 'claimed'])
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return first?.due_at
}

/** Says what came of an errand; false where another has said so meanwhile. */
export async function endErrand(
  work: Work,
  errand: Pick<Errand, 'customer_id' | 'id' | 'tries'>,
  result: { state: 'done' | 'failed'; outcome: string } | { again: Date; outcome: string },
): Promise<boolean> {
  const change =
    'again' in result
      ? { state: 'planned' as const, due_at: result.again, outcome: result.outcome }
      : { ...result, ended_at: work.now, body: null }
  const ended = await work.tx
    .updateTable('journeys.errand')
    .set(change)
    .where('customer_id', '=', errand.customer_id)
    .where('id', '=', errand.id)
    .where('state', '=', 'claimed')
    .where('tries', '=', errand.tries)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`
