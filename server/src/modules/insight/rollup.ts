import type { Channel, Sale } from './trade.ts'
import type { Visit } from './visits.ts'

/** What a quarter of an hour on one channel amounts to; as a difference, what changes it. */
export interface Activity {
  visits: number
  converted: number
  newCustomers: number
}

export interface Takings {
  orders: number
  unpriced: number
  units: number
  revenue: number
  revenueSquares: bigint
  returns: number
  returned: number
  returnedSquares: bigint
}

/** The first order of a person: it makes them a new customer, then and there. */
export type First = Pick<Sale, 'at' | 'channel'>

/** Changes of the roll-ups, gathered and then written at once. */
export interface Changes {
  /** By quarter and channel. */
  readonly activity: Map<string, Activity>
  /** By quarter, channel and currency. */
  readonly takings: Map<string, Takings>
}

export const noChanges = (): Changes => ({ activity: new Map(), takings: new Map() })

type Sign = 1 | -1
const quarterHour = 15 * 60_000

/** The start, in milliseconds, of the quarter of an hour in which a moment lies. */
const quarterOf = (at: number): number => Math.floor(at / quarterHour) * quarterHour

/** Counts a visit in, or out again. */
export function countVisit(changes: Changes, visit: Visit, sign: Sign): void {
  if (visit.views === 0) return
  const activity = activityAt(changes, visit.from, visit.channel)
  activity.visits += sign
  if (visit.orders > 0) activity.converted += sign
}

export function countFirst(changes: Changes, first: First, sign: Sign): void {
  activityAt(changes, first.at, first.channel).newCustomers += sign
}

export function countSale(changes: Changes, sale: Sale, sign: Sign): void {
  const takings = takingsAt(changes, sale)
  const amount = sale.amount ?? 0
  const square = BigInt(amount) * BigInt(amount) * BigInt(sign)
  if (sale.amount === null) takings.unpriced += sign
  if (sale.kind === 'order') {
    takings.orders += sign
    takings.units += sign * sale.units
    takings.revenue += sign * amount
    takings.revenueSquares += square
  } else {
    takings.returns += sign
    takings.returned += sign * amount
    takings.returnedSquares += square
  }
}

function activityAt({ activity }: Changes, at: number, channel: Channel): Activity {
  const key = `${quarterOf(at)} ${channel}`
  const found = activity.get(key) ?? { visits: 0, converted: 0, newCustomers: 0 }
  activity.set(key, found)
  return found
}

function takingsAt({ takings }: Changes, { at, channel, currency }: Sale): Takings {
  const key = `${quarterOf(at)} ${channel} ${currency}`
  const found = takings.get(key) ?? {
    ...{ orders: 0, unpriced: 0, units: 0, revenue: 0, revenueSquares: 0n },
    ...{ returns: 0, returned: 0, returnedSquares: 0n },
  }
  takings.set(key, found)
  return found
}

/** Changes that change nothing (counted out and in again) need not be written. */
export function effective<Sums extends object>(changes: Map<string, Sums>): [string, Sums][] {
  return [...changes].filter(([, sums]) =>
    Object.values(sums).some((sum) => sum !== 0 && sum !== 0n),
  )
}
