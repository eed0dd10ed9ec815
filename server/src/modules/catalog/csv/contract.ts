import { z } from 'zod'

/** A file of the catalogue: as a trial, then for good. */
export const CsvFile = z.object({
  id: z.uuid(),
  name: z.string(),
  /** What is told of it would only be so: nothing was changed. */
  trial: z.boolean(),
  state: z.enum(['running', 'stopped', 'done']),
  products: z.int(),
  lines: z.int(),
  /** Products of the file that were looked at. */
  position: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Why it stopped, if nobody asked it to. */
  refusal: z.object({ code: z.string(), details: z.looseObject({}) }).nullable(),
  uploadedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type CsvFile = z.infer<typeof CsvFile>

/** A product that was not taken, with its first line in the file. */
export const CsvFault = z.object({
  line: z.int(),
  product: z.string(),
  sku: z.string(),
  column: z.string().nullable(),
  /** A refusal's code, or `cell/…`. */
  reason: z.string(),
  details: z.looseObject({}),
})
export type CsvFault = z.infer<typeof CsvFault>

export const CsvFileDetail = CsvFile.extend({
  /** The first of them; all stand among the refused lines. */
  faults: z.array(CsvFault),
})
export type CsvFileDetail = z.infer<typeof CsvFileDetail>

/** All that was not taken as it stands in the file: mended, it can be brought in again. */
export const RefusedLines = z.object({
  columns: z.array(z.string()),
  faults: z.array(
    CsvFault.extend({ rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })) }),
  ),
})
export type RefusedLines = z.infer<typeof RefusedLines>
