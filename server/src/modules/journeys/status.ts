import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { JourneyStatus } from './contract.ts'
import { touchJourney } from './journeys.ts'
import { letAllGo } from './moving.ts'
import { JourneyNotInState } from './refusals.ts'

/** People may still enter and leave; nobody is moved on, and nothing is sent. */
export const pauseJourney = (work: Work, id: string) => turn(work, id, ['running'], 'paused')

/**
 * Newcomers are let in, and everybody goes on from where they were; what came due meanwhile is done now.
 * Of a journey that was stopped nobody is left.
 */
export async function resumeJourney(work: Work, id: string): Promise<void> {
  await turn(work, id, ['paused', 'draining', 'stopped'], 'running')
  await signal(work.tx, 'journeys.due')
}

/** Nobody enters any more; who is inside goes on to the end. */
export async function drainJourney(work: Work, id: string): Promise<void> {
  await turn(work, id, ['running', 'paused'], 'draining')
  await signal(work.tx, 'journeys.due')
  await signal(work.tx, 'journeys.draining')
}

/** Nobody enters any more, and who is inside leaves, wherever they wait. */
export async function stopJourney(work: Work, id: string): Promise<void> {
  await turn(work, id, ['running', 'paused', 'draining'], 'stopped')
  await letAllGo(work, id)
}

async function turn(
  work: Work,
  id: string,
  from: readonly JourneyStatus[],
  to: JourneyStatus,
): Promise<void> {
  const turned = await work.tx
    .updateTable('journeys.journey')
    .set({ status: to, changed_at: work.now })
    .where('id', '=', id)
    .where('status', 'in', from)
    .returning('id')
    .executeTakeFirst()
  if (turned) return
  await touchJourney(work, id)
  throw new JourneyNotInState({ id, expected: from.join(' ') })
}
