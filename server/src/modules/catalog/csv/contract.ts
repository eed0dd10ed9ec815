import { z } from 'zod'

export const CsvReport = z.object({
  lines: z.int(),
  products: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** The first thousand products that were not taken, each with its first line in the file. */
  errors: z.array(
    z.object({
      line: z.int(),
      product: z.string(),
      sku: z.string(),
      column: z.string().nullable(),
      /** A refusal's code, or `cell/…`. */
      reason: z.string(),
      details: z.looseObject({}),
    }),
  ),
})
export type CsvReport = z.infer<typeof CsvReport>
