import { untoldMs } from '../../kernel/loops.ts'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { planMessages } from '../messages/index.ts'
import { record, say } from '../thread/index.ts'
import type { Run } from './engine/run.ts'
import { planErrands } from './errands.ts'
import { factsOf } from './facts.ts'
import type { RunEffect } from './figures.ts'
import { planTasks } from './tasks.ts'

/** Does what runs ask for, in the transaction that changes them: both happen, or neither. */
export async function carryOut(
  work: Work,
  changed: readonly Run[],
  effects: readonly RunEffect[],
): Promise<void> {
  await planMessages(work, effects.flatMap(messageOf))
  const tasks = await planTasks(work, effects)
  await planErrands(work, effects)
  await say(work, effects.flatMap(sayingOf))
  await record(work, [...effects.flatMap(factsOf), ...tasks])
  const soon = work.now.getTime() + untoldMs
  if (changed.some(({ dueAt }) => dueAt && dueAt.getTime() <= soon)) {
    await signal(work.tx, 'journeys.due')
  }
}

/** A step speaks once in a run, so run and step name its message, whoever plans it how many times. */
function messageOf({ run, effect }: RunEffect) {
  if (effect.do !== 'message') return []
  const { journeyId, id: runId, customerId, snapshot, memory } = run
  const { step, templateId, priority } = effect
  return {
    customerId,
    templateId,
    key: `journey:${runId}:${step}`,
    event: snapshot,
    ...(memory.answers && { variables: { answers: memory.answers } }),
    priority,
    origin: { kind: 'journey' as const, id: journeyId, runId, step },
  }
}

function sayingOf({ run, effect }: RunEffect) {
  if (effect.do !== 'update' || Object.keys(effect.traits).length === 0) return []
  const { customerId, journeyId, id: runId } = run
  const context = { journeyId, runId, step: effect.step }
  return { customerId, traits: effect.traits, channel: 'api' as const, context }
}
