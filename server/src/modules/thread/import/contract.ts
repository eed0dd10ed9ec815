import { z } from 'zod'

const Column = z.string().min(1)

/** How the text of a cell is read. `id`: as text, but `17850.0` is `17850`. */
const Reading = z.enum(['text', 'id', 'number', 'boolean'])

const FromColumn = z.strictObject({
  column: Column,
  as: Reading.default('text'),
  /** Multiplied by the sign of the rule: a return written as -3 pieces gives back 3. */
  signed: z.boolean().default(false),
})

/** One value for all lines. */
const Constant = z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) })

/** The sum over the group's lines of the product of these columns, rounded once, at the end. */
const Sum = z.strictObject({
  sum: z.array(Column).min(1).max(4),
  decimals: z.int().min(0).max(6).default(2),
  signed: z.boolean().default(false),
})

export const Cell = z.union([FromColumn, Constant])
export type Cell = z.infer<typeof Cell>

const Property = z.union([FromColumn, Constant, Sum])
export type Property = z.infer<typeof Property>

/** Every condition that is stated must hold for the first line of the group. */
const When = z.strictObject({
  column: Column,
  startsWith: z.string().optional(),
  equals: z.string().optional(),
  empty: z.boolean().optional(),
})
export type When = z.infer<typeof When>

/** Which event a group becomes: the first rule whose condition holds. */
const Rule = z.strictObject({
  type: z.enum(['track', 'page', 'screen', 'identify']).default('track'),
  /** The name of a `track`. */
  event: z.string().min(1).max(200).optional(),
  when: When.optional(),
  sign: z.union([z.literal(1), z.literal(-1)]).default(1),
  /** Lines that are no event, on purpose: counted, and not an error. */
  skip: z.boolean().default(false),
})
export type Rule = z.infer<typeof Rule>

const clocks = ['iso', 'dmy', 'mdy', 'seconds', 'milliseconds'] as const

/** How the lines of a CSV file become events; explained in docs/import.md. */
export const ImportMapping = z.strictObject({
  csv: z
    .strictObject({
      delimiter: z.string().length(1).default(','),
      decimal: z.enum(['.', ',']).default('.'),
      encoding: z.enum(['utf8', 'latin1']).default('utf8'),
    })
    .prefault({}),
  /** Lines with the same values in these columns are one event, wherever they stand in the file. */
  groupBy: z.array(Column).default([]),
  channel: z.enum(['web', 'app', 'shop', 'email', 'sms', 'push', 'social', 'chat', 'call', 'api']),
  timestamp: z.strictObject({
    column: Column,
    format: z.enum(clocks).default('iso'),
    /** Of times that state no offset themselves. */
    zone: z.string().default('UTC'),
  }),
  userId: FromColumn.optional(),
  anonymousId: FromColumn.optional(),
  events: z.array(Rule).min(1),
  properties: z.record(z.string(), Property).default({}),
  /** One entry of `products` for each line of the group. */
  products: z.record(z.string(), Cell).optional(),
  /** Of a customer, for `identify`. */
  traits: z.record(z.string(), Cell).optional(),
})
export type ImportMapping = z.infer<typeof ImportMapping>

export const Import = z.object({
  id: z.uuid(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  fileName: z.string(),
  /** `stopped`: ended before the end; it can be resumed. */
  state: z.enum(['running', 'stopped', 'done']),
  /** Why what it holds may be kept. */
  basis: z.string(),
  lines: z.int(),
  /** Everything up to this line is durable. */
  line: z.int(),
  events: z.int(),
  /** Lines that could not be taken; they stand in the file of errors, with the reason. */
  refused: z.int(),
  skipped: z.int(),
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type Import = z.infer<typeof Import>
