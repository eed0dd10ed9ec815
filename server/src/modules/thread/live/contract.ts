import { z } from 'zod'
import { EventType } from '../contract.ts'

/** What became of an event. `nobody`: woven, without any identifier that could be used. */
export const results = ['woven', 'nobody', 'duplicate', 'refused'] as const
export const LiveResult = z.enum(results)
export type LiveResult = z.infer<typeof LiveResult>

/** An event that came and is not on the thread: seen before, or refused at the door. */
export const LiveRest = z.object({
  id: z.uuid(),
  result: z.enum(['duplicate', 'refused']),
  sourceId: z.uuid(),
  sourceName: z.string().nullable(),
  type: EventType.nullable(),
  name: z.string(),
  messageId: z.string().nullable(),
  receivedAt: z.iso.datetime(),
  /** Why it was refused, and where in it. */
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  /** Of a refused one: what came. */
  raw: z.string().nullable(),
})
export type LiveRest = z.infer<typeof LiveRest>

/** What was made of an event on its way in. */
export const Change = z.object({
  /** `at`, `context.ip`, `integrations` … */
  field: z.string(),
  kind: z.enum(['added', 'changed', 'dropped']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})
export type Change = z.infer<typeof Change>

export const Origin = z.object({
  /** As it came; null when no copy was kept (they are kept for an hour, of floods only some). */
  raw: z.unknown(),
  sentAt: z.iso.datetime().nullable(),
  originalAt: z.iso.datetime().nullable(),
  changes: z.array(Change),
})
export type Origin = z.infer<typeof Origin>
