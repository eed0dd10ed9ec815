import type { AmountLeaf, OccurrenceLeaf, SequenceLeaf } from '../event-leaf-contract.ts'
import { comparing, number, text, valueAt, valuesAt } from './comparison.ts'
import { between, type Needing } from './counts.ts'
import { meaning, type Occurrence } from './occurrence.ts'
import type { CustomerState } from './state.ts'
import { steady, timeless } from './verdict.ts'

export function compileOccurrence(leaf: OccurrenceLeaf): Needing {
  const means = meaning(leaf)
  const parts = leaf.has.map(comparing)
  const theOne = ({ history }: CustomerState) =>
    leaf.which === 'first' ? history.find(means) : history.findLast(means)
  return {
    evaluate: (state) => {
      const event = theOne(state)
      return timeless(event !== undefined && parts.every((holds) => holds(event.properties)))
    },
    found: (state) => {
      const event = theOne(state)
      if (!event) return null
      return leaf.has.map(({ path }) => valueAt(event.properties, path) ?? null)
    },
    history: [leaf.name],
  }
}

/** Decimal fractions do not add up exactly: amounts are compared to the millionth. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** What the values come to; nothing at all for an average, a least or a most of none. */
function measured(measure: AmountLeaf['measure'], values: readonly unknown[]): number | undefined {
  if (measure === 'distinct') return new Set(values.map(text)).size
  const numbers = values.map(number).filter((value) => Number.isFinite(value))
  if (measure === 'sum') return rounded(sumOf(numbers))
  if (numbers.length === 0) return undefined
  if (measure === 'average') return rounded(sumOf(numbers) / numbers.length)
  return numbers.reduce((one, other) =>
    measure === 'min' ? Math.min(one, other) : Math.max(one, other),
  )
}

function compared(found: number | undefined, { op, value }: Pick<AmountLeaf, 'op' | 'value'>) {
  if (found === undefined) return op === 'ne'
  const wanted = rounded(value)
  return {
    eq: found === wanted,
    ne: found !== wanted,
    gt: found > wanted,
    gte: found >= wanted,
    lt: found < wanted,
    lte: found <= wanted,
  }[op]
}

export function compileAmount(leaf: AmountLeaf): Needing {
  const { measure, path, withinSeconds } = leaf
  const means = meaning(leaf)
  const isThen = between(leaf)
  const window = withinSeconds === undefined ? Number.POSITIVE_INFINITY : withinSeconds * 1000
  const eventsIn = ({ history }: CustomerState, now: number) =>
    history.filter(
      (event) => event.at.getTime() + window > now && isThen(event.at.getTime()) && means(event),
    )
  const amount = (events: readonly Occurrence[], now: number) =>
    measured(
      measure,
      events
        .filter(({ at }) => at.getTime() + window > now)
        .flatMap(({ properties }) => valuesAt(properties, path)),
    )
  return {
    evaluate: (state, now) => {
      const events = eventsIn(state, now)
      const ends = events.map(({ at }) => at.getTime() + window).filter(Number.isFinite)
      return steady((moment) => compared(amount(events, moment), leaf), ends, now)
    },
    found: (state, now) => amount(eventsIn(state, now), now) ?? null,
    history: [leaf.name],
  }
}

export function compileSequence(leaf: SequenceLeaf): Needing {
  const isFirst = meaning(leaf.first)
  const isNext = meaning(leaf.next)
  const span = leaf.withinSeconds * 1000
  const lookback =
    leaf.lookbackSeconds === undefined ? Number.POSITIVE_INFINITY : leaf.lookbackSeconds * 1000

  /** From when to when each first event makes it true. */
  const holding = ({ history }: CustomerState): { from: number; to: number; at: number }[] => {
    const nexts = history.flatMap((event, index) =>
      isNext(event) ? [{ at: event.at.getTime(), index }] : [],
    )
    return history.flatMap((event, index) => {
      if (!isFirst(event)) return []
      const at = event.at.getTime()
      const next = firstBehind(nexts, index)
      const comes = next !== undefined && next.at <= at + span
      if (comes !== leaf.happens) return []
      return [{ at, from: leaf.happens ? Number.NEGATIVE_INFINITY : at + span, to: at + lookback }]
    })
  }
  return {
    evaluate: (state, now) => {
      const holds = holding(state)
      const points = holds.flatMap(({ from, to }) => [from + (leaf.happens ? 0 : 1), to])
      const isAt = (moment: number) => holds.some(({ from, to }) => from < moment && moment < to)
      return steady(isAt, points.filter(Number.isFinite), now)
    },
    found: (state, now) => {
      const last = holding(state).findLast(({ from, to }) => from < now && now < to)
      return last ? new Date(last.at).toISOString() : null
    },
    history: [leaf.first.name, leaf.next.name],
  }
}

/** The first of these, in the order of the history, behind a place in it. */
function firstBehind<Item extends { index: number }>(
  items: readonly Item[],
  index: number,
): Item | undefined {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.index ?? 0) > index) high = middle
    else low = middle + 1
  }
  return items[low]
}
