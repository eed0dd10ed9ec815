/** A list of prices, as far as it decides which price holds. */
export interface List {
  readonly id: string
  readonly channel: string | null
  readonly priceGroup: string | null
  readonly beginsAt: number | null
  readonly endsAt: number | null
  readonly priority: number
  readonly reduction: boolean
}

/** A price of one article in a list, for as long as it stood there. */
export interface Entry {
  readonly list: List
  readonly amount: number
  readonly beginsAt: number
  readonly endsAt: number | null
}

const dayLong = 86_400_000
/** Directive 98/6/EC, article 6a: not less than thirty days. */
export const priorDays = 30

/** When a price is asked: in its own time and in that of its list. */
const begins = ({ beginsAt, list }: Entry) => Math.max(beginsAt, list.beginsAt ?? beginsAt)
const ends = ({ endsAt, list }: Entry) =>
  Math.min(endsAt ?? Number.POSITIVE_INFINITY, list.endsAt ?? Number.POSITIVE_INFINITY)
const holds = (entry: Entry, at: number) => begins(entry) <= at && at < ends(entry)

/**
 * Which of the prices that hold is asked. In this order: the list of higher priority; the one made for
 * the customer's group, then the one made for the channel; one with an end, over one that goes on;
 * the one that began last. What is still equal is decided by the list's id, the same way everywhere.
 */
function beats({ list: one }: Entry, { list: other }: Entry): number {
  return (
    other.priority - one.priority ||
    Number(other.priceGroup !== null) - Number(one.priceGroup !== null) ||
    Number(other.channel !== null) - Number(one.channel !== null) ||
    Number(other.endsAt !== null) - Number(one.endsAt !== null) ||
    (other.beginsAt ?? 0) - (one.beginsAt ?? 0) ||
    (one.id < other.id ? -1 : 1)
  )
}

/** The price that is asked at a moment, of those that may hold for whoever asks; undefined if none does. */
export function priceAt<One extends Entry>(entries: readonly One[], at: number): One | undefined {
  let best: One | undefined
  for (const entry of entries) {
    if (holds(entry, at) && (!best || beats(entry, best) < 0)) best = entry
  }
  return best
}

/** All that hold at a moment, the one that is asked among them. */
export const holding = <One extends Entry>(entries: readonly One[], at: number): One[] =>
  entries.filter((entry) => holds(entry, at))

/**
 * The price to tell beside a reduced one: the lowest that was asked in the thirty days before the
 * reduction began. One that goes on falling without a break is one reduction, whose prior price is that
 * of before its first step. None when nothing is announced as reduced, or nothing was dearer.
 */
export function priorPrice(entries: readonly Entry[], at: number): number | undefined {
  const now = priceAt(entries, at)
  if (!now?.list.reduction) return undefined
  const since = reducedSince(entries, at)
  const from = since - priorDays * dayLong
  const moments = [from, ...turns(entries).filter((turn) => turn > from && turn < since)]
  const asked = moments.flatMap((moment) => priceAt(entries, moment)?.amount ?? [])
  const lowest = asked.length > 0 ? Math.min(...asked) : undefined
  return lowest !== undefined && lowest > now.amount ? lowest : undefined
}

/** When the reduction that holds began: back over every step at which the price fell and was reduced. */
function reducedSince(entries: readonly Entry[], at: number): number {
  let last = Number.POSITIVE_INFINITY
  let since = at
  const back = turns(entries).filter((turn) => turn <= at)
  for (const turn of back.reverse()) {
    since = turn
    const before = priceAt(entries, turn - 1)
    const after = priceAt(entries, turn)
    last = after?.amount ?? last
    if (!before?.list.reduction || before.amount < last) break
  }
  return since
}

/** Every moment at which another price may begin to be asked. */
export function turns(entries: readonly Entry[]): number[] {
  const moments = entries.flatMap((entry) => [begins(entry), ends(entry)])
  return [...new Set(moments.filter(Number.isFinite))].sort((one, other) => one - other)
}
