import type { WovenEvent } from '../../thread/events.ts'
import type { Comparison } from '../comparison-contract.ts'
import { comparing } from './comparison.ts'

/** As much of an event as a condition may ask about. */
export type Occurrence = WovenEvent

export type Fits = (event: Occurrence) => boolean

/** Which events a leaf means. */
export interface EventsMeant {
  readonly name: string
  readonly where?: readonly Comparison[] | undefined
  readonly items?: readonly Comparison[] | undefined
}

export const isPrefix = (name: string) => name.endsWith('*')

/** Whether an event bears a name, or one that begins as the name does up to its `*`. */
export function namedLike(name: string): (name: string) => boolean {
  if (!isPrefix(name)) return (other) => other === name
  const start = name.slice(0, -1)
  return (other) => other.startsWith(start)
}

type Properties = Readonly<Record<string, unknown>>

/** The product lines of an event; an event about one product is its own line. */
export function linesOf(properties: Properties): readonly Properties[] {
  const { products } = properties
  if (!Array.isArray(products)) return [properties]
  return products.filter((line) => typeof line === 'object' && line !== null)
}

/** Compiles the filters: all of `where` hold, and one and the same line fulfils all of `items`. */
export function filtering({ where = [], items = [] }: Omit<EventsMeant, 'name'>): Fits {
  const parts = where.map(comparing)
  const ofLine = items.map(comparing)
  const hasLine = (properties: Properties) =>
    linesOf(properties).some((line) => ofLine.every((holds) => holds(line)))
  return ({ properties }) =>
    parts.every((holds) => holds(properties)) && (ofLine.length === 0 || hasLine(properties))
}

/** Compiles name and filters in one. */
export function meaning(events: EventsMeant): Fits {
  const isNamed = namedLike(events.name)
  const fits = filtering(events)
  return (event) => isNamed(event.name) && fits(event)
}

/** Events in the order in which they happened; of those of one moment, in which they were woven. */
export const inOrder = (events: readonly Occurrence[]): Occurrence[] =>
  events.toSorted(
    (one, other) => one.at.getTime() - other.at.getTime() || one.position - other.position,
  )
