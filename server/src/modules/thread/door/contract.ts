import { z } from 'zod'
import { ViolationCount } from '../plan/contract.ts'

/** `https://shop.example`, as browsers send it: a scheme, a host, perhaps a port. */
export const WebOrigin = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^https?:\/\/[^\s/?#@]+$/)

/** What a source may be told to be; what is left out stays as it is. */
export const SourceChange = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  enabled: z.boolean().optional(),
  origins: z.array(WebOrigin).max(50).optional(),
  shared: z.boolean().optional(),
  ratePerMinute: z.int().min(1).max(10_000_000).nullable().optional(),
})
export type SourceChange = z.infer<typeof SourceChange>

/** How long the key that is replaced goes on working, for pages that still hold it. */
export const KeyRotation = z.strictObject({ keepHours: z.int().min(0).max(168).default(24) })
export type KeyRotation = z.infer<typeof KeyRotation>

/** What became of the events that came in one minute or hour. */
export const SourcePoint = z.object({
  at: z.iso.datetime(),
  taken: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  /** Of those taken: that the tracking plan would rather have otherwise. */
  unplanned: z.int(),
})
export type SourcePoint = z.infer<typeof SourcePoint>

export const HealthSpan = z.enum(['minute', 'hour'])
export type HealthSpan = z.infer<typeof HealthSpan>

export const SourceHealth = z.object({
  /** The last 60 minutes or the last 48 hours, the oldest first, also where nothing came. */
  points: z.array(SourcePoint),
  /** Why events were refused in that time, the most frequent first. */
  reasons: z.array(z.object({ reason: z.string(), events: z.int() })),
  /** How its events of the last seven days were otherwise than planned, the most frequent first. */
  violations: z.array(ViolationCount),
})
export type SourceHealth = z.infer<typeof SourceHealth>
