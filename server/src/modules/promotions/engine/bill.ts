import { share, split, unitsOf, whole } from '../../../kernel/money.ts'
import type { Target } from '../effect-contract.ts'
import type { Basket, BasketDelivery, BasketLine, NotApplied } from '../quote-contract.ts'

/** A line with what is left to pay of it. */
export interface OpenLine extends BasketLine {
  readonly left: number
}
export interface OpenDelivery extends BasketDelivery {
  readonly left: number
}

/** A basket on its way through the promotions. Nothing in it changes: each promotion makes another. */
export interface Bill {
  readonly lines: readonly OpenLine[]
  readonly delivery: readonly OpenDelivery[]
}

/** What one promotion takes off each line and each delivery, in their order. */
export interface Cut {
  readonly lines: readonly number[]
  readonly delivery: readonly number[]
  readonly next?: { missing: number; from: number }
}

/** Why one gives nothing, with its figures. */
export type No = Omit<NotApplied, 'promotionId' | 'code'>

export const isNo = (answer: Cut | No): answer is No => 'why' in answer

/**
 * Lines go by their ids, whatever order they were put in: cents that are left over when a discount is
 * shared fall to the same line each time.
 */
export function openBill({ lines, delivery }: Basket): Bill {
  return {
    lines: lines.map((line) => ({ ...line, left: line.unit * line.quantity })).toSorted(byId),
    delivery: delivery.map((one) => ({ ...one, left: one.price })).toSorted(byId),
  }
}

export function cutBill({ lines, delivery }: Bill, cut: Cut): Bill {
  return {
    lines: lines.map((line, at) => ({ ...line, left: line.left - (cut.lines[at] ?? 0) })),
    delivery: delivery.map((one, at) => ({ ...one, left: one.left - (cut.delivery[at] ?? 0) })),
  }
}

export const cutOfLines = (lines: readonly number[]): Cut => ({ lines, delivery: [] })

export const amountOf = ({ lines, delivery }: Cut) => sum(lines) + sum(delivery)

export const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

/** What is left to pay of the lines that are meant, 0 for the others. */
export const leftOf = ({ lines }: Bill, target: Target) =>
  lines.map((line) => (isMeant(line, target) ? line.left : 0))

export const quantityOf = ({ lines }: Bill, target: Target) =>
  sum(lines.map((line) => (isMeant(line, target) ? line.quantity : 0)))

/** What is left to pay of so many units of a line. */
export const leftOfUnits = ({ left, quantity }: OpenLine, count: number) =>
  unitsOf(left, quantity, 0, Math.min(count, quantity))

export function isMeant(line: BasketLine, { skus, products, categories, brands }: Target): boolean {
  return (
    names(skus, [line.sku]) &&
    names(products, [line.productId]) &&
    names(categories, line.categories) &&
    names(brands, line.brand === null ? [] : [line.brand])
  )
}

const names = (list: readonly string[], of: readonly string[]) =>
  list.length === 0 || of.some((one) => list.includes(one))

/** What goes off an amount by a percentage: it is what is left that is rounded, half away from zero. */
export const percentOff = (amount: number, percent: number) =>
  amount - share(amount, whole - percent, whole)

/** An amount, or all that there is if that is less, shared by value. */
export const sharedOff = (amount: number, left: readonly number[]) =>
  split(Math.min(amount, sum(left)), left)

const byId = (one: { id: string }, other: { id: string }) =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0
