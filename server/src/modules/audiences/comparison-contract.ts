import { z } from 'zod'

/** How a value of a profile or an event is compared. `ne` holds for a missing value, nothing else does. */
export const comparisonOps = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'startsWith',
  'includes',
  'in',
  'exists',
] as const
const ordering = new Set<string>(['gt', 'gte', 'lt', 'lte'])

const Single = z.union([z.string().max(1000), z.number(), z.boolean()])
export type Single = z.infer<typeof Single>

/** `path` leads into nested values by dots, and through each item of a list. `in` takes a set of values. */
export const comparison = {
  path: z.string().min(1).max(200),
  op: z.enum(comparisonOps),
  value: z.union([Single, z.array(Single).min(1).max(1000)]).optional(),
}

const isNumber = (value: unknown) =>
  typeof value !== 'boolean' &&
  !Array.isArray(value) &&
  String(value).trim() !== '' &&
  Number.isFinite(Number(value))

/** Whether a comparison says all that it needs. */
export function saysWhat({ op, value }: { op: string; value?: unknown }): boolean {
  if (op === 'exists') return true
  if (op === 'in') return Array.isArray(value)
  return ordering.has(op) ? isNumber(value) : value !== undefined && !Array.isArray(value)
}

export const Comparison = z
  .strictObject(comparison)
  .refine(saysWhat, { error: 'comparison/value-missing' })
export type Comparison = z.infer<typeof Comparison>

export const countOps = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const

export const seconds = z
  .int()
  .min(1)
  .max(20 * 366 * 86_400)

/** A day, which begins where the customer lives, or a moment. */
export const dateText = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

export const relations = [
  'withinLast',
  'moreThanAgo',
  'withinNext',
  'moreThanAhead',
  'before',
  'after',
] as const
const absolute = new Set<string>(['before', 'after'])

/** Where a moment lies: so long ago or ahead, or before or after a date. */
export const position = {
  is: z.enum(relations),
  seconds: seconds.optional(),
  date: dateText.optional(),
}

export const saysWhen = ({ is, ...said }: { is: string; seconds?: unknown; date?: unknown }) =>
  (absolute.has(is) ? said.date : said.seconds) !== undefined
