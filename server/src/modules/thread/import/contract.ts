import { z } from 'zod'

const Column = z.string().min(1)

/**
 * How the text of a cell is read. `id`: as text, but `17850.0` is `17850`. `dmy`, `mdy`: a day such as 31/12/1990 or
 * 12/31/1990, kept as 1990-12-31, or one that is written so already.
 */
export const Reading = z.enum(['text', 'id', 'number', 'boolean', 'dmy', 'mdy'])
export type Reading = z.infer<typeof Reading>

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

const Timestamp = z.strictObject({
  column: Column,
  format: z.enum(clocks).default('iso'),
  /** Of times that state no offset themselves. */
  zone: z.string().default('UTC'),
})

/** A decision in a line: none of what proves a yes can be left out. */
const ConsentColumns = z.strictObject({
  purpose: z.string().min(1),
  channel: z.enum(['email', 'sms', 'push', 'web']),
  decision: z.strictObject({
    column: Column,
    given: z.array(z.string()).default(['yes', 'oui', 'true', '1', 'y', 'o', 'vrai']),
    withdrawn: z.array(z.string()).default(['no', 'non', 'false', '0', 'n', 'faux']),
  }),
  /** The version of the words that were shown, as it was published here. */
  wording: Cell,
  date: Timestamp,
  /** Where it was collected: the form, the shop, the call. */
  source: Cell,
  language: Cell.optional(),
  /** Where the proof lies: a file, a scan, a recording. */
  proof: Cell.optional(),
})
export type ConsentColumns = z.infer<typeof ConsentColumns>

/** How the lines of a file become events; explained in docs/import.md. */
export const ImportMapping = z.strictObject({
  /**
   * `ndjson`: an object a line, its columns are paths such as `customer.email`. `events`: a line is an
   * event of the Segment HTTP API, taken as it is; of the rest of the mapping only `channel` counts.
   */
  format: z.enum(['csv', 'ndjson', 'events']).default('csv'),
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
  timestamp: Timestamp,
  userId: FromColumn.optional(),
  anonymousId: FromColumn.optional(),
  events: z.array(Rule).min(1),
  properties: z.record(z.string(), Property).default({}),
  /** One entry of `products` for each line of the group. */
  products: z.record(z.string(), Cell).optional(),
  /** Of a customer, for `identify`. */
  traits: z.record(z.string(), Cell).optional(),
  /** Decisions of the customer that a line states, each an event of its own beside it. */
  consents: z.array(ConsentColumns).max(20).default([]),
})
export type ImportMapping = z.infer<typeof ImportMapping>

/** The mapping of a file whose lines are events already. */
export const eventsMapping: ImportMapping = ImportMapping.parse({
  ...{ format: 'events', channel: 'api', timestamp: { column: 'timestamp' } },
  events: [{ skip: true }],
})

/** A line that could not be taken, and why. */
export const LineFault = z.object({ line: z.int(), reason: z.string(), detail: z.string() })
export type LineFault = z.infer<typeof LineFault>

export const Import = z.object({
  id: z.uuid(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  fileName: z.string(),
  /** Of a file that was uploaded. */
  fileId: z.uuid().nullable(),
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

/** What a dry run found: what would come in, and what would not. */
export const Trial = z.object({
  lines: z.int(),
  events: z.int(),
  refused: z.int(),
  skipped: z.int(),
  byName: z.record(z.string(), z.int()),
  sample: z.array(z.record(z.string(), z.unknown())),
  faults: z.array(LineFault),
  /** The code of why it could not be read at all. */
  refusal: z.string().nullable(),
  /** By which it was tried. */
  mapping: ImportMapping.optional(),
})
export type Trial = z.infer<typeof Trial>

/** A file that was uploaded, and what became of it. */
export const ImportFile = z.object({
  id: z.uuid(),
  name: z.string(),
  bytes: z.int(),
  uploadedAt: z.iso.datetime(),
  trial: Trial.nullable(),
  import: Import.nullable(),
  /** How far this process is in reading it, 0 to 1; null while it does not. */
  running: z.number().nullable(),
  /** Whether there is a file of lines that could not be taken. */
  errors: z.boolean(),
})
export type ImportFile = z.infer<typeof ImportFile>

export const ImportFileDetail = ImportFile.extend({
  /** The first lines as they are. */
  beginning: z.array(z.string()),
  /** As they seem to be written. */
  encoding: z.enum(['utf8', 'latin1']),
})
export type ImportFileDetail = z.infer<typeof ImportFileDetail>

export const ImportStart = z.strictObject({
  mapping: ImportMapping,
  source: z.string().trim().min(1).max(80),
  basis: z.string().trim().min(1).max(200),
  dryRun: z.boolean(),
})
export type ImportStart = z.infer<typeof ImportStart>
