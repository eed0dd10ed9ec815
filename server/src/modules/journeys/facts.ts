import type { Fact } from '../thread/events.ts'
import { offered, stopAsked } from './engine/plan.ts'
import type { Effect, Run } from './engine/run.ts'
import {
  awardGranted,
  experimentViewed,
  journeyConverted,
  journeyEnded,
  journeyEntered,
} from './events.ts'
import type { RunEffect } from './figures.ts'
import type { StepOf } from './step-contract.ts'

/** What the thread is told of an effect. */
export function factsOf({ run, effect }: RunEffect): Fact[] {
  switch (effect.do) {
    case 'convert': {
      const { amount, currency, at } = effect
      return [{ ...factAbout(run, journeyConverted, { amount, currency }), at }]
    }
    case 'end': {
      const { state, reason, step } = run
      return [factAbout(run, journeyEnded, { state, reason, step })]
    }
    case 'count':
      return effect.what === 'entered' ? [factAbout(run, journeyEntered)] : []
    case 'award':
      return [factAbout(run, awardGranted, awardIn(effect.step, run))]
    case 'experiment':
      return [factAbout(run, experimentViewed, exposureIn(effect))]
    case 'journey':
      return [toOther(run, effect.step)]
    case 'again':
      return [offer(run, { journeyId: run.journeyId, by: 'again', key: run.key })]
    default:
      return []
  }
}

/** A step grants once in a run, so run and step name what it grants. */
const awardIn = ({ id, award, points, promotion, reason }: StepOf<'award'>, run: Run) => ({
  ...{ award, reason, step: id, awardId: `${run.id}:${id}` },
  ...(points !== undefined && { points }),
  ...(promotion !== undefined && { promotion }),
})

const exposureIn = ({ step, arm }: Extract<Effect, { do: 'experiment' }>) => ({
  ...{ experiment_id: step.experiment, variation_id: arm, step: step.id },
})

function toOther(run: Run, { action, journeyId }: StepOf<'journey'>): Fact {
  const { customerId } = run
  if (action === 'stop') {
    return { customerId, name: stopAsked, channel: 'api', properties: { journeyId } }
  }
  const chain = [...(run.memory.chain ?? []), run.journeyId]
  return offer(run, { journeyId, by: 'journey', key: run.key, chain })
}

function offer({ customerId, snapshot }: Run, properties: object): Fact {
  const given = { ...properties, properties: snapshot }
  return { customerId, name: offered, channel: 'api', properties: given }
}

function factAbout(run: Run, name: string, more: object = {}): Fact {
  const { customerId, journeyId, versionId, id: runId, holdout } = run
  const properties = { journeyId, versionId, runId, holdout, ...more }
  return { customerId, name, channel: 'api', properties }
}
