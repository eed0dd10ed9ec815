import type { NewPromotion } from '../../../server/src/modules/promotions/contract.ts'
import type {
  Condition,
  Effect,
  Target,
} from '../../../server/src/modules/promotions/effect-contract.ts'

/** Kinds as a person chooses them; a percentage or an amount is of several. */
export const effectKinds = [
  ...(['order', 'items', 'fixed-order', 'fixed-each', 'fixed-across'] as const),
  ...(['buy-get', 'tiers', 'delivery', 'bundle', 'gift'] as const),
] as const
export type EffectKind = (typeof effectKinds)[number]

export const anything: Target = { skus: [], products: [], categories: [], brands: [] }

export function kindOf(effect: Effect): EffectKind {
  if (effect.kind === 'percent') return effect.of
  return effect.kind === 'fixed' ? `fixed-${effect.how}` : effect.kind
}

/** What each kind begins with; what was meant before stays meant. */
export function freshEffect(kind: EffectKind, target: Target = anything): Effect {
  const maxQuantity = null
  switch (kind) {
    case 'order':
    case 'items':
      return { kind: 'percent', of: kind, percent: 1000, target, maxQuantity }
    case 'fixed-order':
      return { kind: 'fixed', how: 'order', amount: 500, target: anything, maxQuantity }
    case 'fixed-each':
      return { kind: 'fixed', how: 'each', amount: 500, target, maxQuantity }
    case 'fixed-across':
      return { kind: 'fixed', how: 'across', amount: 500, target, maxQuantity }
    case 'buy-get':
      return {
        ...{ kind, percent: 10_000, which: 'cheapest', maxQuantity },
        buy: { target, quantity: 2 },
        get: { target, quantity: 1 },
      }
    case 'tiers':
      return { kind, by: 'spend', target, steps: [{ from: 5000, percent: 1000 }] }
    case 'delivery':
      return { kind, how: 'price', value: 0 }
    case 'bundle':
      return { kind, parts: [{ target, quantity: 2 }], price: 5000, maxTimes: null }
    case 'gift':
      return { kind, sku: '', quantity: 1 }
  }
}

export const conditionKinds = [
  ...(['subtotal', 'quantity', 'line-quantity'] as const),
  ...(['first-order', 'channel', 'audience', 'shop'] as const),
] as const
export type ConditionKind = (typeof conditionKinds)[number]

export function freshCondition(kind: ConditionKind): Condition {
  if (kind === 'first-order') return { kind }
  if (kind === 'subtotal') return { kind, atLeast: 5000, target: anything }
  if (kind === 'quantity' || kind === 'line-quantity') return { kind, atLeast: 2, target: anything }
  return { kind, anyOf: kind === 'channel' ? ['web'] : [] }
}

export const newPromotion = (currency: string): NewPromotion => ({
  ...{ name: '', priority: 100, currency, effect: freshEffect('order'), conditions: [] },
  ...{ startsAt: null, endsAt: null, needsCode: false, group: null, combines: true },
  limits: { total: null, perCustomer: null, budget: null },
})
