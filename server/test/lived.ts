import { conduct, type Order } from '../src/modules/journeys/backtest/conduct.ts'
import type { TrialRun } from '../src/modules/journeys/backtest/rehearse.ts'
import type { Passage, Properties } from '../src/modules/journeys/engine/run.ts'
import type { Line } from './line.ts'

/** What became of people in a journey that ran, and in its trial: in one shape, to be compared. */

export async function livedRuns(line: Line, journeyId: string): Promise<Compared[]> {
  const runs = await line.db
    .selectFrom('journeys.run')
    .selectAll()
    .where('journey_id', '=', journeyId)
    .execute()
  const messages = await line.db
    .selectFrom('messages.message')
    .select(['run_id', 'step', 'template_id', 'planned_at', 'state', 'reason', 'event'])
    .where('origin_id', '=', journeyId)
    .execute()
  return runs.map((run) => ({
    ...{ customerId: run.customer_id, key: run.key, state: run.state, step: run.step },
    ...{ enteredAt: run.entered_at, endedAt: run.ended_at, dueAt: run.due_at, reason: run.reason },
    ...{ holdout: run.holdout, path: run.path, snapshot: run.snapshot },
    ...{ touchedAt: run.touched_at, convertedAt: run.converted_at },
    messages: messages
      .filter((message) => message.run_id === run.id)
      .map(({ step, template_id, planned_at, state, reason, event }) => ({
        ...{ step: step ?? '', templateId: template_id, at: planned_at },
        event: (event ?? {}) as Properties,
        reason: state === 'handed_over' ? null : reason,
      }))
      .sort(inTime),
  }))
}

function triedRun({ run, messages }: TrialRun) {
  const { customerId, key, state, step, enteredAt, endedAt, dueAt, reason, holdout } = run
  const { path, snapshot, touchedAt, convertedAt } = run
  return {
    ...{ customerId, key, state, step, enteredAt, endedAt, dueAt, reason, holdout },
    ...{ path, snapshot, touchedAt, convertedAt },
    messages: messages.toSorted(inTime),
  }
}

const inTime = (one: { at: Date; step: string }, other: typeof one) =>
  one.at.getTime() - other.at.getTime() || (one.step < other.step ? -1 : 1)

export type Compared = ReturnType<typeof triedRun>

const isReport = ({ what }: Passage) => what === 'sent' || what === 'not-sent'

/** What became of two mails of one moment is told in whichever order the sender took them. */
export function reportsInOrder(path: readonly Passage[]): Passage[] {
  const place = (one: Passage) => `${one.at} ${one.step} ${one.what}`
  return path.toSorted((one, other) => {
    if (!isReport(one) || !isReport(other) || one.at !== other.at) return 0
    return place(one) < place(other) ? -1 : 1
  })
}

/** In one order, however they were found. */
export const sorted = <Some>(runs: readonly Some[]) =>
  runs
    .map((run) => JSON.parse(JSON.stringify(run)))
    .sort((one, other) => (inOrder(one) < inOrder(other) ? -1 : 1))
const inOrder = (run: Record<string, unknown>) =>
  `${run.customerId} ${run.enteredAt} ${run.key} ${JSON.stringify(run)}`

/** A journey's trial, whole: nothing of it is written. */
export async function triedRuns(line: Line, order: Omit<Order, 'timeZone'>): Promise<Compared[]> {
  const { kept } = await conduct(line.db, { ...order, timeZone: 'Europe/Paris' }, () => {})
  return kept.flatMap(({ runs }) => runs).map(triedRun)
}
