import { z } from 'zod'

export const PredictionName = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[\w./ -]+$/)

/** One number for each customer, by any of their ids: a probability, an amount, a score. */
export const PredictionsInput = z.object({
  values: z
    .array(z.object({ customerId: z.uuid(), value: z.number() }))
    .min(1)
    .max(5_000),
})
export type PredictionsInput = z.infer<typeof PredictionsInput>

export const PredictionsKept = z.object({
  kept: z.int(),
  /** Ids of nobody. */
  unknown: z.array(z.uuid()),
})
export type PredictionsKept = z.infer<typeof PredictionsKept>

/** A forecast that there is, of how many customers. */
export const PredictionShown = z.object({
  name: z.string(),
  customers: z.int(),
  least: z.number(),
  most: z.number(),
  lastAt: z.iso.datetime(),
})
export type PredictionShown = z.infer<typeof PredictionShown>
