import { cellReader, propertyReader, type Sheet, type Value } from './cells.ts'
import { momentOf } from './clock-text.ts'
import { consentReader } from './consent.ts'
import type { Cell, ImportMapping, Rule, When } from './contract.ts'
import { Fault } from './faults.ts'

type Row = readonly string[]

/** A message of the Segment HTTP API, as a client library would send it. */
export interface Message {
  readonly type: string
  readonly event?: string
  readonly userId?: string
  readonly anonymousId?: string
  readonly messageId: string
  readonly timestamp: string
  readonly properties: Record<string, unknown>
  readonly traits?: Record<string, unknown>
  readonly context: Record<string, unknown>
}

export interface Shaping {
  readonly messageId: string
  readonly context: Record<string, unknown>
}

/** Makes messages of a group's lines; `skipped` when a rule says that they are none. Throws a Fault. */
export type Shape = (rows: readonly Row[], shaping: Shaping) => Message[] | 'skipped'

/** All columns that a mapping names. */
export function columnsOf(mapping: ImportMapping): string[] {
  const named = new Set<string>()
  shaper(mapping, {
    place: (column) => named.add(column).size,
    decimal: mapping.csv.decimal,
  })
  for (const column of mapping.groupBy) named.add(column)
  return [...named]
}

/** Columns that a mapping names and the file lacks. */
export function missingColumns(mapping: ImportMapping, header: readonly string[]): string[] {
  if (mapping.format === 'events') return []
  return columnsOf(mapping).filter((column) => !header.includes(column))
}

/** Compiles a mapping for a file, so that reading a line looks nothing up. */
export function shaper(mapping: ImportMapping, sheet: Sheet): Shape {
  const rules = mapping.events.map((rule) => ({ rule, holds: condition(rule.when, sheet) }))
  const clockAt = sheet.place(mapping.timestamp.column)
  const userId = customerReader(mapping.userId, sheet)
  const anonymousId = customerReader(mapping.anonymousId, sheet)
  const properties = Object.entries(mapping.properties).map(
    ([name, property]) => [name, propertyReader(property, sheet)] as const,
  )
  const products = mapping.products && recordReader(mapping.products, sheet)
  const traits = mapping.traits && recordReader(mapping.traits, sheet)
  const consents = consentReader(mapping.consents, sheet)

  return (rows, { messageId, context }) => {
    const [first = []] = rows
    const rule = rules.find(({ holds }) => holds(first))?.rule
    if (!rule) throw new Fault('rule/none', '')
    if (rule.skip) return 'skipped'
    const user = userId(rows)
    const anonymous = anonymousId(rows)
    const owner = {
      ...(user !== undefined && { userId: user }),
      ...(anonymous !== undefined && { anonymousId: anonymous }),
    }
    const message: Message = {
      type: rule.type,
      ...(rule.event !== undefined && { event: rule.event }),
      ...owner,
      messageId,
      timestamp: timestampOf(rows, clockAt, mapping.timestamp),
      properties: {
        ...stated(properties.map(([name, read]) => [name, read(rows, rule.sign)])),
        ...(products && { products: rows.map((row) => products(row, rule.sign)) }),
      },
      ...(traits && rule.type === 'identify' && { traits: traits(first, rule.sign) }),
      context,
    }
    const decided = consents(first).map(
      (consent, index): Message => ({
        ...{
          type: 'track',
          event: consent.event,
          ...owner,
          messageId: `${messageId}:${index + 1}`,
        },
        timestamp: consent.timestamp,
        properties: { ...knownBy(message), ...consent.properties },
        context,
      }),
    )
    return [message, ...decided]
  }
}

/** What else says whose a line is: a decision must reach the same customer. */
function knownBy({ properties, traits }: Message): Record<string, unknown> {
  const said = { ...properties, ...traits }
  return stated(
    ['email', 'phone', 'loyaltyCard'].map((name) => [name, said[name] as Value] as const),
  )
}

function condition(when: When | undefined, { place }: Sheet): (row: Row) => boolean {
  if (!when) return () => true
  const { startsWith, equals, empty } = when
  const at = place(when.column)
  return (row) => {
    const text = (row[at] ?? '').trim()
    if (startsWith !== undefined && !text.startsWith(startsWith)) return false
    if (equals !== undefined && text !== equals) return false
    return empty === undefined || (text === '') === empty
  }
}

/** Whose a group is: its lines may leave it out, but not name two. */
function customerReader(cell: ImportMapping['userId'], sheet: Sheet) {
  if (!cell) return () => undefined
  const read = cellReader(cell, sheet)
  return (rows: readonly Row[]): string | undefined => {
    let found: string | undefined
    for (const row of rows) {
      const value = read(row, 1)
      if (value === undefined) continue
      if (found !== undefined && found !== String(value)) {
        throw new Fault('group/several-customers', `${cell.column}: ${found}, ${value}`)
      }
      found = String(value)
    }
    return found
  }
}

function recordReader(cells: Record<string, Cell>, sheet: Sheet) {
  const readers = Object.entries(cells).map(
    ([name, cell]) => [name, cellReader(cell, sheet)] as const,
  )
  return (row: Row, sign: Rule['sign']) =>
    stated(readers.map(([name, read]) => [name, read(row, sign)]))
}

function timestampOf(rows: readonly Row[], at: number, clock: ImportMapping['timestamp']): string {
  const text = rows.map((row) => row[at] ?? '').find((cell) => cell.trim() !== '') ?? ''
  const moment = momentOf(text, clock)
  if (moment === undefined) throw new Fault('timestamp/unreadable', `${clock.column}: ${text}`)
  return new Date(moment).toISOString()
}

const stated = (values: readonly (readonly [string, Value])[]) =>
  Object.fromEntries(values.filter(([, value]) => value !== undefined))
