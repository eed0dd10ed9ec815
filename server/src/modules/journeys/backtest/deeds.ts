import { factThen, type MessageReason, reasonThen } from '../../messages/index.ts'
import type { Fact } from '../../thread/events.ts'
import type { ReceivedEvent } from '../../thread/index.ts'
import type { Effect, Outcome, Properties, Run } from '../engine/run.ts'
import { factsOf } from '../facts.ts'
import type { Trial } from './past.ts'
import type { Side } from './side.ts'

/** A message that was due, and what would have become of it. */
export interface TrialMessage {
  readonly step: string
  readonly templateId: string
  readonly at: Date
  /** Why it would not have gone out; null where it would. */
  readonly reason: MessageReason | null
  /** What the mail would have shown of the event. */
  readonly event: Properties
}

/** What a run would have done to the world. */
export interface Deeds {
  readonly messages: TrialMessage[]
  /** What else it asked for, by kind. */
  readonly asked: Effect['do'][]
  /** What its goal brought, where it was reached. */
  brought: Pick<Extract<Effect, { do: 'convert' }>, 'amount' | 'currency'> | undefined
}

const unseen = new Set<Effect['do']>(['end', 'count', 'convert', 'message', 'again'])

/** Notes what runs ask for, in place of doing it; and says what the thread would have been told. */
export class DeedBook {
  readonly #trial: Trial
  readonly #deeds = new Map<string, Deeds>()

  constructor(trial: Trial) {
    this.#trial = trial
  }

  of({ id }: Pick<Run, 'id'>): Deeds {
    const known = this.#deeds.get(id)
    if (known) return known
    const fresh: Deeds = { messages: [], asked: [], brought: undefined }
    this.#deeds.set(id, fresh)
    return fresh
  }

  take(side: Side, outcomes: readonly Outcome[], time: number): ReceivedEvent[] {
    const told: ReceivedEvent[] = []
    for (const { run, effects } of outcomes) {
      for (const effect of effects) {
        told.push(...sayingOf(run, effect, time))
        told.push(...factsOf({ run, effect }).map((fact) => received(fact, time)))
        this.#note(side, run, effect)
      }
    }
    // The sender is quick, and yet the run's own facts are on the thread before its reports.
    for (const { run, effects } of outcomes) {
      for (const effect of effects) {
        if (effect.do !== 'message') continue
        told.push(received(this.#send(side, run, effect, time), time))
      }
    }
    return told
  }

  #note(side: Side, run: Run, effect: Effect): void {
    const deeds = this.of(run)
    if (effect.do === 'convert') deeds.brought = effect
    if (effect.do === 'list') side.list(effect.step.listId, effect.step.action === 'add')
    if (!unseen.has(effect.do)) deeds.asked.push(effect.do)
  }

  #send(side: Side, run: Run, effect: Extract<Effect, { do: 'message' }>, time: number): Fact {
    const { rules, plan } = this.#trial
    const { step, templateId } = effect
    const now = new Date(time)
    const reason = reasonThen(rules, templateId, side.recipient(now), now)
    const isMarketing = rules.templates.get(templateId)?.purpose === 'marketing'
    if (!reason && isMarketing) side.contacted(now)
    const message = { step, templateId, at: now, reason: reason ?? null, event: run.snapshot }
    this.of(run).messages.push(message)
    const { customerId } = side
    const named = { id: inTrial, customerId, templateId, journeyId: plan.journeyId, step }
    return factThen(rules, { ...named, runId: run.id }, reason)
  }
}

/** What a step says of the customer changes their traits, as if they had said it. */
function sayingOf({ customerId }: Run, effect: Effect, time: number): ReceivedEvent[] {
  if (effect.do !== 'update' || Object.keys(effect.traits).length === 0) return []
  const fact: Fact = { customerId, name: 'Identified', channel: 'api', properties: effect.traits }
  return [{ ...received(fact, time), type: 'identify' }]
}

/** Nobody asks which fact of a trial is which. */
const inTrial = 'trial'

/** A fact as the thread would have brought it. */
export function received(fact: Fact, time: number): ReceivedEvent {
  const { customerId, name, channel, properties = {}, context = {}, at } = fact
  const now = new Date(time)
  return {
    ...{ customerId, id: inTrial, name, channel, properties, context, time },
    ...{ type: 'fact', position: Number.MAX_SAFE_INTEGER, at: at ?? now, receivedAt: now },
    ...{ sourceId: null, messageId: inTrial, historical: false },
  }
}
