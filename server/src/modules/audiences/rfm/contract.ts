import { z } from 'zod'

const limits = z.array(z.number().positive()).max(9)

/** Where each class ends and the next begins. */
export const RfmLimits = z.object({
  /** Days since the last order. */
  recency: limits,
  /** Orders. */
  frequency: limits,
  /** Minor units. */
  money: limits,
})

export const RfmCell = z.object({
  /** Places of the classes: 0 is the most recent, the fewest orders, the least money. */
  recency: z.int(),
  frequency: z.int(),
  money: z.int(),
  customers: z.int(),
  spent: z.int(),
})
export type RfmCell = z.infer<typeof RfmCell>

export const rfmBy = ['usual', 'quintiles'] as const

export const RfmGrid = z.object({
  currency: z.string(),
  limits: RfmLimits,
  buyers: z.int(),
  cells: z.array(RfmCell),
})
export type RfmGrid = z.infer<typeof RfmGrid>
