import type { EffectOf } from '../effect-contract.ts'
import {
  type Bill,
  type Cut,
  cutOfLines,
  isMeant,
  leftOfUnits,
  type No,
  type OpenLine,
  percentOff,
} from './bill.ts'

type BuyGet = EffectOf<'buy-get'>

interface Pile {
  readonly at: number
  readonly line: OpenLine
  readonly buys: boolean
  readonly gets: boolean
}

/**
 * Buy some, get some for less. A unit is either bought or got, never both; as many as can be are got,
 * and they are the cheapest. "The same" does so for each article by itself.
 */
export function buyGet(bill: Bill, effect: BuyGet): Cut | No {
  const piles = bill.lines.map((line, at) => ({
    ...{ at, line },
    buys: isMeant(line, effect.buy.target),
    gets: isMeant(line, effect.get.target),
  }))
  const skus = new Set(piles.map(({ line }) => line.sku))
  const heaps =
    effect.which === 'same'
      ? [...skus].map((sku) => piles.filter(({ line }) => line.sku === sku))
      : [piles]
  const taken = new Map<number, number>()
  let open = effect.maxQuantity ?? Number.POSITIVE_INFINITY
  for (const heap of heaps) open -= takeFrom(heap, effect, open, taken)
  if (taken.size === 0) return missing(heaps, effect)
  return cutOfLines(
    bill.lines.map((line, at) => percentOff(leftOfUnits(line, taken.get(at) ?? 0), effect.percent)),
  )
}

/** Notes which units of a heap are got, and says how many. */
function takeFrom(
  heap: readonly Pile[],
  effect: BuyGet,
  open: number,
  taken: Map<number, number>,
): number {
  const { got, kept } = most(heap, effect, open)
  const cheapest = heap
    .filter(({ gets }) => gets)
    .toSorted((one, other) => priceOf(one) - priceOf(other) || one.at - other.at)
  let shared = unitsIn(heap, ({ buys, gets }) => buys && gets) - kept
  let left = got
  for (const { at, line, buys } of cheapest) {
    const units = Math.min(left, line.quantity, buys ? shared : line.quantity)
    if (units <= 0) continue
    taken.set(at, units)
    left -= units
    if (buys) shared -= units
  }
  return got - left
}

/** How many units can be got at most, and how many of those that could be must be bought for it. */
function most(heap: readonly Pile[], { buy, get }: BuyGet, open: number) {
  const buyOnly = unitsIn(heap, ({ buys, gets }) => buys && !gets)
  const both = unitsIn(heap, ({ buys, gets }) => buys && gets)
  const getOnly = unitsIn(heap, ({ buys, gets }) => gets && !buys)
  let best = { got: 0, kept: 0 }
  for (let times = 1; times * buy.quantity <= buyOnly + both; times++) {
    const kept = Math.max(0, times * buy.quantity - buyOnly)
    const got = Math.min(times * get.quantity, getOnly + both - kept, open)
    if (got > best.got) best = { got, kept }
    else if (got < best.got) break
  }
  return best
}

function missing(heaps: readonly (readonly Pile[])[], { buy, get }: BuyGet): No {
  const bought = Math.max(0, ...heaps.map((heap) => unitsIn(heap, ({ buys }) => buys)))
  if (bought === 0) return { why: 'nothing-eligible' }
  const shared = heaps.some((heap) => heap.some(({ buys, gets }) => buys && gets))
  const needed = shared ? buy.quantity + Math.min(1, get.quantity) : buy.quantity
  const short = needed - bought
  return { why: 'quantity-missing', needed, missing: short > 0 ? short : 1 }
}

const unitsIn = (heap: readonly Pile[], which: (pile: Pile) => boolean) =>
  heap.filter(which).reduce((all, { line }) => all + line.quantity, 0)

const priceOf = ({ line }: Pile) => line.left / line.quantity
