import { z } from 'zod'
import { EventMatch, Path, Seconds, StepId } from './condition-contract.ts'
import { Entry, Reentry } from './entry-contract.ts'
import { Step } from './step-contract.ts'

/** Events of the same key that renew what the run knows, and begin its present wait anew. */
export const Refresh = z.object({
  on: z.array(EventMatch).min(1).max(10),
  /** What is remembered: the latest event, or the cart that the events describe. */
  remember: z.enum(['event', 'cart']).default('event'),
  restartsWait: z.boolean().default(true),
})

export const Goal = EventMatch.extend({
  /** How long after a message was sent, or clicked, an event counts as brought by it. */
  attributionSeconds: Seconds,
  /** Where the amount is: the first of these paths that holds a number. */
  value: z.array(Path).max(5).default([]),
})

/** At most so many messages of the journey within a minute or an hour; the others wait their turn. */
export const Throttle = z.object({
  messages: z.int().min(1).max(1_000_000),
  per: z.enum(['minute', 'hour']),
})
export type Throttle = z.infer<typeof Throttle>

/** A remark of the team beside a step, or the entry: kept with the version, and of no effect. */
export const Note = z.object({
  step: z.union([StepId, z.literal('@entry')]),
  text: z.string().trim().min(1).max(1000),
})
export type Note = z.infer<typeof Note>

export const Definition = z.object({
  entry: Entry,
  reentry: Reentry,
  /** Of `after-time`: how long after the last run began. */
  reentrySeconds: Seconds.optional(),
  /** Of an entry by audience: who is still in it when their run ends begins anew. */
  repeatsWhileIn: z.boolean().default(false),
  refresh: Refresh.optional(),
  first: StepId,
  steps: z.array(Step).min(1).max(100),
  /** Each ends the run at once, wherever it waits. */
  exits: z.array(EventMatch).max(10).default([]),
  /** So does coming into one of these audiences, or leaving it. */
  exitAudiences: z
    .array(z.object({ audienceId: z.uuid(), change: z.enum(['entered', 'left']) }))
    .max(10)
    .default([]),
  goal: Goal.optional(),
  /** Percentage of those who enter that get no message, so that the journey's effect can be told. */
  holdout: z.number().min(0).max(50).default(0),
  /** Whether the global control group is left alone by it, too: yes, but for news of an order. */
  inGlobalHoldout: z.boolean().default(true),
  /** Of two journeys that compete for what the frequency cap leaves, the higher one writes. */
  priority: z.int().min(0).max(100).default(50),
  throttle: Throttle.optional(),
  notes: z.array(Note).max(100).optional(),
})
export type Definition = z.infer<typeof Definition>
