import type { Effect, EffectOf, TierStep } from '../effect-contract.ts'
import {
  type Bill,
  type Cut,
  cutOfLines,
  isMeant,
  leftOf,
  leftOfUnits,
  type No,
  type OpenLine,
  percentOff,
  quantityOf,
  sharedOff,
  sum,
} from './bill.ts'
import { bundle } from './bundle.ts'
import { buyGet } from './buy-get.ts'

/** What an effect takes off a bill as it stands, or why nothing. Never more than is left of a line. */
export function cutBy(bill: Bill, effect: Effect): Cut | No {
  if (effect.kind === 'percent') return percent(bill, effect)
  if (effect.kind === 'fixed') return fixed(bill, effect)
  if (effect.kind === 'buy-get') return buyGet(bill, effect)
  if (effect.kind === 'tiers') return tiers(bill, effect)
  if (effect.kind === 'delivery') return delivery(bill, effect)
  if (effect.kind === 'bundle') return bundle(bill, effect)
  return gift(bill, effect)
}

function percent(bill: Bill, { of, percent, target, maxQuantity }: EffectOf<'percent'>) {
  if (of === 'order') {
    const left = leftOf(bill, target)
    return cutOfLines(sharedOff(percentOff(sum(left), percent), left))
  }
  return ofEach(bill, target, (line) =>
    percentOff(leftOfUnits(line, maxQuantity ?? line.quantity), percent),
  )
}

function fixed(bill: Bill, { how, amount, target, maxQuantity }: EffectOf<'fixed'>) {
  if (how !== 'each') return cutOfLines(sharedOff(amount, leftOf(bill, target)))
  return ofEach(bill, target, (line) => {
    const units = Math.min(line.quantity, maxQuantity ?? line.quantity)
    return Math.min(amount * units, leftOfUnits(line, units))
  })
}

const ofEach = (
  bill: Bill,
  target: EffectOf<'fixed'>['target'],
  off: (line: OpenLine) => number,
): Cut => cutOfLines(bill.lines.map((line) => (isMeant(line, target) ? off(line) : 0)))

function tiers(bill: Bill, { by, target, steps }: EffectOf<'tiers'>): Cut | No {
  const left = leftOf(bill, target)
  const reached = by === 'spend' ? sum(left) : quantityOf(bill, target)
  const inOrder = steps.toSorted((one, other) => one.from - other.from)
  const step = inOrder.findLast(({ from }) => from <= reached)
  const above = inOrder.find(({ from }) => from > reached)
  if (!step) return tooLittle(by, above?.from ?? 0, reached)
  const next = above && { missing: above.from - reached, from: above.from }
  const cut = cutOfLines(sharedOff(stepOff(step, sum(left)), left))
  return next ? { ...cut, next } : cut
}

const stepOff = (step: TierStep, amount: number) =>
  'percent' in step ? percentOff(amount, step.percent) : step.amount

const tooLittle = (by: 'spend' | 'quantity', needed: number, reached: number): No => ({
  why: by === 'spend' ? 'subtotal-missing' : 'quantity-missing',
  missing: needed - reached,
  needed,
})

function delivery(bill: Bill, { how, value }: EffectOf<'delivery'>): Cut | No {
  if (bill.delivery.length === 0) return { why: 'nothing-to-deliver' }
  const left = bill.delivery.map((one) => one.left)
  if (how === 'amount') return { lines: [], delivery: sharedOff(value, left) }
  return {
    lines: [],
    delivery: left.map((amount) =>
      how === 'percent' ? percentOff(amount, value) : Math.max(0, amount - value),
    ),
  }
}

function gift(bill: Bill, { sku, quantity }: EffectOf<'gift'>): Cut | No {
  let open = quantity
  const lines = bill.lines.map((line) => {
    if (line.sku !== sku) return 0
    const units = Math.min(open, line.quantity)
    open -= units
    return leftOfUnits(line, units)
  })
  return open === quantity ? { why: 'gift-missing', sku, missing: quantity } : cutOfLines(lines)
}
