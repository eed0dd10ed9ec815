import { z } from 'zod'

/** From when on a reader's state is worth waking somebody. */
export const AlertThresholds = z.strictObject({
  /** Events that wait for a reader. */
  behind: z.int().min(1).max(1_000_000_000),
  /** How long the oldest of them has waited. */
  lagSeconds: z.int().min(1).max(86_400),
  /** Events set aside. */
  parked: z.int().min(1).max(1_000_000),
  /** Events refused within an hour. */
  refusedPerHour: z.int().min(1).max(1_000_000_000),
})
export type AlertThresholds = z.infer<typeof AlertThresholds>

export const usualThresholds: AlertThresholds = {
  ...{ behind: 10_000, lagSeconds: 60, parked: 1, refusedPerHour: 1000 },
}

export const Alert = z.object({
  kind: z.enum(['behind', 'lagSeconds', 'parked', 'refusedPerHour']),
  /** Absent where it concerns no single one. */
  reader: z.string().optional(),
  value: z.number(),
  threshold: z.int(),
})
export type Alert = z.infer<typeof Alert>

export const ReaderPoint = z.object({
  at: z.iso.datetime(),
  /** Places read within the minute. */
  read: z.int(),
  behind: z.int(),
})

export const Reader = z.object({
  name: z.string(),
  position: z.int(),
  behind: z.int(),
  /** How long the oldest event that waits has waited. */
  lagSeconds: z.number(),
  parked: z.int(),
  /** The last hour, the oldest first; minutes without a note are left out. */
  points: z.array(ReaderPoint),
})
export type Reader = z.infer<typeof Reader>

export const Readers = z.object({
  readers: z.array(Reader),
  alerts: z.array(Alert),
  thresholds: AlertThresholds,
})
export type Readers = z.infer<typeof Readers>
