import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { planMessages } from '../messages/index.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import type { Run } from './engine/run.ts'
import { journeyConverted, journeyEnded, journeyEntered } from './events.ts'
import type { RunEffect } from './figures.ts'

/** The longest that the loop of due steps rests, so that only what is nearer must be announced to it. */
export const longestRestMs = 30_000

/** Does what runs ask for, in the transaction that changes them: both happen, or neither. */
export async function carryOut(
  work: Work,
  changed: readonly Run[],
  effects: readonly RunEffect[],
): Promise<void> {
  await planMessages(work, effects.flatMap(messageOf))
  await record(work, effects.flatMap(factOf))
  const soon = work.now.getTime() + longestRestMs
  if (changed.some(({ dueAt }) => dueAt && dueAt.getTime() <= soon)) {
    await signal(work.tx, 'journeys.due')
  }
}

/** A step speaks once in a run, so run and step name its message, whoever plans it how many times. */
function messageOf({ run, effect }: RunEffect) {
  if (effect.do !== 'message') return []
  const { journeyId, id: runId, customerId, snapshot } = run
  const { step, templateId } = effect
  return {
    customerId,
    templateId,
    key: `journey:${runId}:${step}`,
    event: snapshot,
    origin: { kind: 'journey' as const, id: journeyId, runId, step },
  }
}

function factOf({ run, effect }: RunEffect): Fact[] {
  if (effect.do === 'convert') {
    const { amount, currency, at } = effect
    return [{ ...factAbout(run, journeyConverted, { amount, currency }), at }]
  }
  if (effect.do === 'end') {
    const { state, reason, step } = run
    return [factAbout(run, journeyEnded, { state, reason, step })]
  }
  const entered = effect.do === 'count' && effect.what === 'entered'
  return entered ? [factAbout(run, journeyEntered)] : []
}

function factAbout(run: Run, name: string, more: object = {}): Fact {
  const { customerId, journeyId, versionId, id: runId, holdout } = run
  const properties = { journeyId, versionId, runId, holdout, ...more }
  return { customerId, name, channel: 'api', properties }
}
