import { z } from 'zod'

export const EditInput = z.object({
  /** How many there are to be of lines that there are; 0 takes one out. */
  lines: z
    .array(z.object({ lineId: z.uuid(), quantity: z.int().min(0).max(9999) }))
    .max(200)
    .default([]),
  add: z
    .array(z.object({ sku: z.string().trim().min(1).max(80), quantity: z.int().min(1).max(9999) }))
    .max(50)
    .default([]),
  /** With what more is paid, where it costs more. By card the customer pays on the order’s page, and until then nothing is changed. */
  payWith: z
    .discriminatedUnion('means', [
      z.object({ means: z.literal('in-shop') }),
      z.object({ means: z.literal('card') }),
      z.object({ means: z.literal('gift-card'), code: z.string().trim().min(4).max(60) }),
    ])
    .optional(),
})
export type EditInput = z.infer<typeof EditInput>
