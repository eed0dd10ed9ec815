import { createHash } from 'node:crypto'
import type { EventLeaf } from '../event-leaf-contract.ts'
import { type EventsMeant, type Fits, filtering, isPrefix } from './occurrence.ts'
import { forever, opposite, timeless, type Verdict } from './verdict.ts'

/**
 * What is remembered of one customer's occurrences of one event. `recent` holds the times, in
 * milliseconds, of the latest ones, latest first: all of them as long as they are few.
 */
export interface Tally {
  readonly total: number
  readonly first: number
  readonly recent: readonly number[]
}

export const nothingYet: Tally = { total: 0, first: forever, recent: [] }

/** How many times are kept without anybody asking for more. */
export const usualKeep = 8

/** Which occurrences are counted together: all of an event, or those that fit a filter. */
export interface TallyKind {
  /** The name of the event; with a `*` at its end all names that begin so, `*` alone any. */
  readonly event: string
  /** A short name of the filter: equal filters share a tally. Empty for all occurrences. */
  readonly filter: string
  /** Event and filter in one. */
  readonly key: string
  /** The filter; of a kind without one there is none. */
  readonly fits: Fits | undefined
  /** The filter as it was written, where one was. */
  readonly where?: EventsMeant['where']
  readonly items?: EventsMeant['items']
  /** How many of the latest times a leaf needs to see. */
  readonly keep: number
}

export const tallyKey = ({ event, filter }: Pick<TallyKind, 'event' | 'filter'>) =>
  filter ? `${event}\u0000${filter}` : event

/** The tally of the events meant; `keep` is how many of the latest times somebody asks for. */
export function tallyKindOf(events: EventsMeant, keep = usualKeep): TallyKind {
  const { name: event, where = [], items = [] } = events
  const isFiltered = where.length > 0 || items.length > 0 || isPrefix(event)
  const filter = isFiltered ? spell(events) : ''
  const fits = isFiltered ? filtering(events) : undefined
  const key = tallyKey({ event, filter })
  return { event, filter, key, fits, where, items, keep: Math.max(usualKeep, keep) }
}

/** How many times must be kept to compare a count within a window. */
export const keepFor = ({ n }: { n: number }, withinSeconds: number | undefined) =>
  withinSeconds ? n + 1 : usualKeep

/** Short, since it is part of a primary key; the order of comparisons makes no difference. */
function spell({ name, where = [], items = [] }: EventsMeant): string {
  const parts = [
    ...where.map(({ path, op, value }) => JSON.stringify([path, op, value ?? null])),
    ...items.map(({ path, op, value }) => JSON.stringify(['item', path, op, value ?? null])),
    ...(isPrefix(name) ? ['*'] : []),
  ]
  return createHash('sha256').update(parts.sort().join()).digest('base64url').slice(0, 22)
}

/** A tally of these occurrences, in any order. */
export function tallyOf(times: readonly number[], keep: number): Tally {
  if (times.length === 0) return nothingYet
  const latestFirst = times.toSorted((one, other) => other - one)
  return {
    total: times.length,
    first: latestFirst.at(-1) ?? forever,
    recent: latestFirst.slice(0, keep),
  }
}

/**
 * Two tallies of different occurrences as one. Below the oldest time that a shortened list kept there
 * may be others that it forgot, so the common list ends there.
 */
export function addTallies(one: Tally, other: Tally, keep: number): Tally {
  const horizon = Math.max(forgotBefore(one), forgotBefore(other))
  const recent = [...one.recent, ...other.recent].filter((time) => time >= horizon)
  return {
    total: one.total + other.total,
    first: Math.min(one.first, other.first),
    recent: recent.sort((a, b) => b - a).slice(0, keep),
  }
}

const forgotBefore = ({ total, recent }: Tally) =>
  total > recent.length ? (recent.at(-1) ?? forever) : -forever

type Count = EventLeaf['count']

/** Whether the number of occurrences compares as asked: ever, or in a window of so many milliseconds. */
export function countVerdict(tally: Tally, { op, n }: Count, window?: number, now = 0): Verdict {
  const atLeast = (least: number) =>
    window === undefined ? timeless(tally.total >= least) : atLeastWithin(tally, least, window, now)
  switch (op) {
    case 'gte':
      return atLeast(n)
    case 'gt':
      return atLeast(n + 1)
    case 'lt':
      return opposite(atLeast(n))
    case 'lte':
      return opposite(atLeast(n + 1))
    case 'eq':
      return exactly(atLeast(n), atLeast(n + 1))
    case 'ne':
      return opposite(exactly(atLeast(n), atLeast(n + 1)))
  }
}

/** Numbers in a window only sink by time: too many become exactly enough, and then too few. */
function exactly(enough: Verdict, tooMany: Verdict): Verdict {
  if (tooMany.is) return { is: false, until: tooMany.until }
  return enough
}

/** The n-th latest occurrence decides: it is in the window, until the window has passed over it. */
function atLeastWithin({ recent }: Tally, least: number, window: number, now: number): Verdict {
  if (least <= 0) return timeless(true)
  const decisive = recent[least - 1]
  if (decisive === undefined || decisive + window <= now) return timeless(false)
  return { is: true, until: decisive + window }
}

/** How many occurrences of a tally lie in the window, as far as their times were kept. */
export const countWithin = ({ recent }: Tally, window: number, now: number) =>
  recent.filter((time) => time + window > now).length

/** Whether a tally kept enough times to tell whether there were `least` in a window. */
export const isTruncatedFor = ({ total, recent }: Tally, keep: number) =>
  recent.length < Math.min(total, keep)
