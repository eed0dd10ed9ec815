import { purposes } from '../../../server/src/modules/consent/contract.ts'
import { ImportMapping, type Reading } from '../../../server/src/modules/thread/import/contract.ts'

type ConsentColumns = ImportMapping['consents'][number]
type Cell = ConsentColumns['wording']

/** What proves a decision, or is said with it. */
export const proofs = ['date', 'wording', 'source', 'language', 'proof'] as const
export type Proof = (typeof proofs)[number]

/** What a column is for. `field`: a trait where lines are people, a property where they are events. */
export type Use =
  | { readonly kind: 'none' | 'user' | 'device' | 'time' }
  | { readonly kind: 'field'; readonly name: string; readonly as: Reading }
  | { readonly kind: 'product'; readonly name: string; readonly as: Reading }
  | {
      readonly kind: 'consent'
      readonly purpose: string
      readonly channel: ConsentColumns['channel']
    }
  | { readonly kind: 'proof'; readonly of: Proof }

/** The mapping as a form: a choice for each column, and a few for the file. */
export interface Form {
  readonly format: 'csv' | 'ndjson'
  readonly csv: ImportMapping['csv']
  readonly lines: 'people' | 'events'
  /** The name of the event, where lines are events. */
  readonly event: string
  /** Lines with the same value in this column are one event; none for an event a line. */
  readonly together: string
  readonly channel: ImportMapping['channel']
  readonly clock: Omit<ImportMapping['timestamp'], 'column'>
  /** Of amounts, where no column says it. */
  readonly currency: string
  /** Of decisions, where no column says it. */
  readonly wording: string
  readonly source: string
  readonly uses: Readonly<Record<string, Use>>
}

type Column = readonly [name: string, use: Use]

/** What a form says so far, whole or not. */
export const writtenOf = (form: Form): object => written(form, Object.entries(form.uses))

/** The mapping that a form says; what is lacking is named, in the order in which it is asked for. */
export function mappingOf(form: Form): ImportMapping | readonly Lacking[] {
  const columns = Object.entries(form.uses)
  const time = columnFor(columns, ({ kind }) => kind === 'time')
  const decided = columns.some(([, { kind }]) => kind === 'consent')
  const lacking: Lacking[] = []
  if (time === undefined) lacking.push('time')
  if (form.lines === 'events' && form.event.trim() === '') lacking.push('event')
  if (decided && !proofCell(form, columns, 'wording')) lacking.push('wording')
  if (decided && !proofCell(form, columns, 'source')) lacking.push('source')
  if (lacking.length > 0) return lacking
  const read = ImportMapping.safeParse(written(form, columns))
  return read.success ? read.data : ['other']
}

export type Lacking = 'time' | 'event' | 'wording' | 'source' | 'other'

function written(form: Form, columns: readonly Column[]) {
  const { format, csv, lines, event, together, channel, clock, currency } = form
  const time = columnFor(columns, ({ kind }) => kind === 'time') ?? ''
  const user = columnFor(columns, ({ kind }) => kind === 'user')
  const device = columnFor(columns, ({ kind }) => kind === 'device')
  const fields = cellsOf(columns, 'field')
  const products = cellsOf(columns, 'product')
  const more = currency && !('currency' in fields) ? { currency: { value: currency } } : {}
  return {
    ...{ format, ...(format === 'csv' && { csv }), channel },
    groupBy: together === '' ? [] : [together],
    timestamp: { column: time, ...clock },
    ...(user !== undefined && { userId: { column: user, as: 'id' } }),
    ...(device !== undefined && { anonymousId: { column: device } }),
    ...(lines === 'people'
      ? { events: [{ type: 'identify' }], traits: fields }
      : { events: [{ event: event.trim() }], properties: { ...fields, ...more } }),
    ...(lines === 'events' && Object.keys(products).length > 0 && { products }),
    consents: columns.flatMap(([column, use]) =>
      use.kind === 'consent' ? [consentOf(form, columns, column, use, time)] : [],
    ),
  }
}

function cellsOf(columns: readonly Column[], kind: 'field' | 'product') {
  const cells = columns.flatMap(([column, use]) =>
    use.kind === kind && use.name !== '' ? [[use.name, { column, as: use.as }] as const] : [],
  )
  return Object.fromEntries(cells)
}

function consentOf(
  form: Form,
  columns: readonly Column[],
  column: string,
  { purpose, channel }: Extract<Use, { kind: 'consent' }>,
  time: string,
) {
  const cell = (of: Proof) => proofCell(form, columns, of)
  const date = columnFor(columns, (use) => use.kind === 'proof' && use.of === 'date') ?? time
  const [language, proof] = [cell('language'), cell('proof')]
  return {
    ...{ purpose, channel, decision: { column }, date: { column: date, ...form.clock } },
    ...{ wording: cell('wording'), source: cell('source') },
    ...(language && { language }),
    ...(proof && { proof }),
  }
}

/** What says it: a column, else what the form says for all lines. */
function proofCell(form: Form, columns: readonly Column[], of: Proof) {
  const column = columnFor(columns, (use) => use.kind === 'proof' && use.of === of)
  if (column !== undefined) return { column }
  const said = of === 'wording' || of === 'source' ? form[of].trim() : ''
  return said === '' ? undefined : { value: said }
}

const columnFor = (columns: readonly Column[], is: (use: Use) => boolean) =>
  columns.find(([, use]) => is(use))?.[0]

/**
 * The form that says the same as a mapping, for a file of these columns; undefined for one that says
 * more than a form can, such as two kinds of events in a file: that is for the text.
 */
export function formOf(mapping: ImportMapping, columns: readonly string[]): Form | undefined {
  const { format, csv, groupBy, channel, timestamp, events, consents } = mapping
  const [rule] = events
  if (format === 'events' || !rule) return undefined
  const { column: time, ...clock } = timestamp
  const lines = rule.type === 'identify' ? 'people' : 'events'
  const uses: Record<string, Use> = Object.fromEntries(
    columns.map((column) => [column, { kind: 'none' as const }]),
  )
  const put = (cell: object | undefined, use: Use) => {
    if (cell && 'column' in cell) uses[String(cell.column)] = use
  }
  const named = (cells: Readonly<Record<string, object>> = {}, kind: 'field' | 'product') => {
    for (const [name, cell] of Object.entries(cells)) {
      const as = 'as' in cell ? (cell.as as Reading) : 'text'
      put(cell, { kind, name, as })
    }
  }
  named(lines === 'people' ? mapping.traits : mapping.properties, 'field')
  named(mapping.products, 'product')
  put({ column: time }, { kind: 'time' })
  put(mapping.userId, { kind: 'user' })
  put(mapping.anonymousId, { kind: 'device' })
  const [said] = consents
  for (const { purpose, channel: way, decision } of consents) {
    put(decision, { kind: 'consent', purpose, channel: way })
  }
  for (const of of proofs) {
    if (of !== 'date' || said?.date.column !== time) put(said?.[of], { kind: 'proof', of })
  }
  const { currency } = mapping.properties
  const form: Form = {
    ...{ format, csv, lines, channel, clock, uses, event: rule.event ?? '' },
    ...{
      together: groupBy[0] ?? '',
      wording: constant(said?.wording),
      source: constant(said?.source),
    },
    currency: currency && 'value' in currency ? String(currency.value) : '',
  }
  const back = mappingOf(form)
  return JSON.stringify(sorted(back)) === JSON.stringify(sorted(mapping)) ? form : undefined
}

const constant = (cell: Cell | undefined) => (cell && 'value' in cell ? String(cell.value) : '')

/** Two mappings say the same in whatever order their names stand. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}

/** Every decision that a column may hold. */
export const decisions = Object.entries(purposes).flatMap(([purpose, { channels }]) =>
  channels.map((channel) => ({ purpose, channel })),
)

/** What is said of people and of events often enough to be offered by name. */
export const fieldNames = {
  who: ['email', 'phone', 'loyaltyCard'],
  people: [
    ...['firstName', 'lastName', 'birthday', 'gender', 'address', 'postalCode', 'city'],
    ...['country', 'language', 'favouriteShop'],
  ],
  events: [
    ...['order_id', 'total', 'revenue', 'tax', 'shipping', 'discount', 'coupon', 'currency'],
    ...['shopId', 'category', 'product_id', 'name'],
  ],
  product: ['product_id', 'name', 'quantity', 'price', 'category', 'brand', 'variant'],
} as const

const figures = /^(total|revenue|tax|shipping|discount|quantity|price|points)$/

/** How a field of this name is read where nobody says otherwise. */
export const readAs = (name: string): Reading => {
  if (figures.test(name)) return 'number'
  return /^(order_id|loyaltyCard|product_id)$/.test(name) ? 'id' : 'text'
}
