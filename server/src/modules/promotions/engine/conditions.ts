import type { Condition } from '../effect-contract.ts'
import { type Bill, isMeant, leftOf, type No, quantityOf, sum } from './bill.ts'
import type { QuoteContext, Rule } from './rule.ts'

/** Why a promotion is not for this basket, now and here; undefined when it is. */
export function refusedBy(
  rule: Rule,
  currency: string,
  bill: Bill,
  context: QuoteContext,
): No | undefined {
  return (
    outOfTime(rule, context.at) ??
    withoutCode(rule) ??
    (rule.currency === currency ? undefined : { why: 'other-currency' }) ??
    usedUp(rule) ??
    firstOf(rule.conditions, (condition) => unmet(condition, bill, context))
  )
}

function outOfTime({ startsAt, endsAt }: Rule, at: Date): No | undefined {
  if (startsAt && at < startsAt) return { why: 'not-started', at: startsAt.toISOString() }
  if (endsAt && at >= endsAt) return { why: 'ended', at: endsAt.toISOString() }
  return undefined
}

function withoutCode({ needsCode, codes }: Rule): No | undefined {
  if (!needsCode || codes.some(({ usedUp }) => !usedUp)) return undefined
  return { why: codes.length > 0 ? 'code-used' : 'code-missing' }
}

function usedUp({ limits, used }: Rule): No | undefined {
  if (limits.total !== null && used.uses >= limits.total) {
    return { why: 'used-up', needed: limits.total }
  }
  if (limits.perCustomer !== null && used.byCustomer >= limits.perCustomer) {
    return { why: 'customer-limit', needed: limits.perCustomer }
  }
  return undefined
}

function unmet(condition: Condition, bill: Bill, context: QuoteContext): No | undefined {
  switch (condition.kind) {
    case 'subtotal':
      return short('subtotal-missing', condition.atLeast, sum(leftOf(bill, condition.target)))
    case 'quantity':
      return short('quantity-missing', condition.atLeast, quantityOf(bill, condition.target))
    case 'line-quantity': {
      const lines = bill.lines.filter((line) => isMeant(line, condition.target))
      const most = Math.max(0, ...lines.map(({ quantity }) => quantity))
      return short('quantity-missing', condition.atLeast, most)
    }
    case 'audience':
      return among(condition.anyOf, context.audienceIds, 'not-in-audience')
    case 'channel':
      return among(condition.anyOf, [context.channel], 'other-channel')
    case 'shop':
      return among(condition.anyOf, [context.shopId], 'other-shop')
    case 'first-order':
      return context.firstOrder ? undefined : { why: 'not-first-order' }
  }
}

const short = (why: 'subtotal-missing' | 'quantity-missing', needed: number, there: number) =>
  there >= needed ? undefined : { why, missing: needed - there, needed }

const among = (
  anyOf: readonly string[],
  of: readonly (string | null)[],
  why: 'not-in-audience' | 'other-channel' | 'other-shop',
): No | undefined => (of.some((one) => one !== null && anyOf.includes(one)) ? undefined : { why })

function firstOf<Item, Found>(
  items: readonly Item[],
  look: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = look(item)
    if (found) return found
  }
  return undefined
}
