import { sql } from 'kysely'

/** A place of an item. */
export interface Spot {
  readonly sku: string
  readonly locationId: string
}

export interface Line extends Spot {
  readonly quantity: number
}

/** What there is of an item in a place. */
export interface Level {
  readonly onHand: number
  readonly reserved: number
  readonly damaged: number
  readonly quality: number
}

/** Stands for what has no number: made on demand, or without a body. */
export const plenty = 999_999
/** The name under which something is kept back from every channel. */
export const everyChannel = '*'

/** What is kept back from a channel: the item's own rule before the place's, a channel's before that for all. */
export const safetyFor = (channel: string) => sql<number>`coalesce(
  (level.safety_by_channel ->> ${channel}::text)::int,
  level.safety,
  (select quantity from stock.safety
   where safety.location_id = level.location_id and safety.channel in (${channel}::text, ${everyChannel})
   order by safety.channel desc limit 1),
  0)`

/** On hand and good, and promised to nobody: what may leave the place. */
export const loose = sql<number>`(level.on_hand - level.damaged - level.quality - level.reserved)`

/** What a channel may still promise of a row of `stock.level`; below zero where too much was. */
export const roomFor = (channel: string) => sql<number>`
  (case when level.uncounted then ${plenty} else ${loose} - ${safetyFor(channel)} end)`

/** One line for each item in each place, in the one order in which everybody locks them. */
export function summed<Item extends Line>(lines: readonly Item[]): Line[] {
  const sums = new Map<string, Line>()
  for (const { sku, locationId, quantity } of lines) {
    const at = `${sku}\u0000${locationId}`
    const before = sums.get(at)?.quantity ?? 0
    sums.set(at, { sku, locationId, quantity: before + quantity })
  }
  return inOrder([...sums.values()])
}

export function inOrder<Item extends Spot>(lines: readonly Item[]): Item[] {
  return [...lines].sort(
    (one, other) => compare(one.sku, other.sku) || compare(one.locationId, other.locationId),
  )
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** Lines as the arrays of an `unnest`. */
export const columns = (lines: readonly Line[]) =>
  [
    lines.map(({ sku }) => sku),
    lines.map(({ locationId }) => locationId),
    lines.map(({ quantity }) => quantity),
  ] as const
