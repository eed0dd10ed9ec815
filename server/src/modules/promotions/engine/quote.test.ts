import { expect, test } from 'vitest'
import { Condition, Effect } from '../effect-contract.ts'
import { Basket, type BasketLine } from '../quote-contract.ts'
import { quote } from './quote.ts'
import type { QuoteContext, Rule } from './rule.ts'

const context: QuoteContext = {
  at: new Date('2026-11-30T10:00:00Z'),
  channel: 'web',
  shopId: null,
  audienceIds: [],
  firstOrder: false,
  codes: [],
}

type Line = Partial<BasketLine> & { unit: number }

const basket = (lines: Line[], more: Partial<Basket> = {}): Basket =>
  Basket.parse({
    ...{ currency: 'EUR', pricesIncludeTax: true },
    lines: lines.map((line, at) => ({
      id: `l${at}`,
      sku: `sku-${at}`,
      quantity: 1,
      vat: 2000,
      ...line,
    })),
    ...more,
  })

let count = 0
function rule(
  effect: object,
  more: Omit<Partial<Rule>, 'conditions'> & { conditions?: object[] } = {},
): Rule {
  return {
    ...{ id: `p${count++}`, priority: 100, currency: 'EUR', startsAt: null, endsAt: null },
    ...{ needsCode: false, codes: [], group: null, combines: true },
    limits: { total: null, perCustomer: null, budget: null },
    used: { uses: 0, byCustomer: 0, spent: 0 },
    ...more,
    effect: Effect.parse(effect),
    conditions: (more.conditions ?? []).map((one) => Condition.parse(one)),
  }
}

const discounts = (of: ReturnType<typeof quote>) => of.lines.map(({ discount }) => discount)

test('three for two: the cheapest of all is free, across lines', () => {
  const promotion = rule({ kind: 'buy-get', buy: { quantity: 2 }, get: { quantity: 1 } })
  const three = quote(
    basket([{ unit: 3000 }, { unit: 1000 }, { unit: 2000 }]),
    [promotion],
    context,
  )
  expect(discounts(three)).toEqual([0, 1000, 0])
  const two = quote(basket([{ unit: 3000 }, { unit: 1000 }]), [promotion], context)
  expect(two.notApplied).toEqual([
    { promotionId: promotion.id, code: null, why: 'quantity-missing', needed: 3, missing: 1 },
  ])
})

test('buy one thing, get another: what is bought is not got', () => {
  const effect = {
    kind: 'buy-get',
    buy: { quantity: 1, target: { categories: ['shoes'] } },
    get: { quantity: 1, target: { skus: ['socks'] } },
    percent: 5000,
  }
  const lines = [
    { unit: 8000, categories: ['shoes'], quantity: 2 },
    { unit: 900, sku: 'socks', quantity: 3 },
  ]
  expect(discounts(quote(basket(lines), [rule(effect)], context))).toEqual([0, 900])
})

test('the same: each article counts by itself', () => {
  const effect = { kind: 'buy-get', buy: { quantity: 1 }, get: { quantity: 1 }, which: 'same' }
  const lines = [{ unit: 500, quantity: 3 }, { unit: 400 }]
  expect(discounts(quote(basket(lines), [rule(effect)], context))).toEqual([500, 0])
})

test('the more, the more off, and how far it is to the next step', () => {
  const effect = {
    kind: 'tiers',
    by: 'spend',
    steps: [
      { from: 10_000, percent: 1500 },
      { from: 5000, amount: 500 },
    ],
  }
  const promotion = rule(effect)
  const reached = quote(basket([{ unit: 6000 }]), [promotion], context)
  expect(reached.applied).toEqual([
    { promotionId: promotion.id, code: null, amount: 500, next: { missing: 4000, from: 10_000 } },
  ])
  expect(quote(basket([{ unit: 3760 }]), [promotion], context).notApplied).toMatchObject([
    { why: 'subtotal-missing', missing: 1240, needed: 5000 },
  ])
})

test('free delivery takes the fees and nothing else, and an order’s discount takes no fee', () => {
  const delivery = [{ id: 'd', price: 490, vat: 2000 }]
  const free = rule({ kind: 'delivery', how: 'price', value: 0 })
  const much = rule({ kind: 'fixed', how: 'order', amount: 9999 })
  const one = quote(basket([{ unit: 1000 }], { delivery }), [free], context)
  expect([one.gross, one.delivery[0]?.gross]).toEqual([1000, 0])
  const other = quote(basket([{ unit: 1000 }], { delivery }), [much], context)
  expect([other.gross, other.discount]).toEqual([490, 1000])
})

test('a bundle costs its price as often as it is there, and never more than its parts', () => {
  const parts = [
    { quantity: 1, target: { skus: ['a'] } },
    { quantity: 2, target: { skus: ['b'] } },
  ]
  const lines = [
    { unit: 2000, sku: 'a', quantity: 2 },
    { unit: 1000, sku: 'b', quantity: 5 },
  ]
  const cheap = quote(basket(lines), [rule({ kind: 'bundle', parts, price: 3000 })], context)
  expect([cheap.discount, cheap.gross]).toEqual([2000, 7000])
  const dear = quote(basket(lines), [rule({ kind: 'bundle', parts, price: 5000 })], context)
  expect(dear.notApplied).toMatchObject([{ why: 'nothing-left' }])
})

test('a gift is asked for when it is missing, and free when it is there', () => {
  const promotion = rule(
    { kind: 'gift', sku: 'pouch' },
    { conditions: [{ kind: 'subtotal', atLeast: 5000 }] },
  )
  const without = quote(basket([{ unit: 6000 }]), [promotion], context)
  expect(without.notApplied).toMatchObject([{ why: 'gift-missing', sku: 'pouch' }])
  const within = quote(basket([{ unit: 6000 }, { unit: 900, sku: 'pouch' }]), [promotion], context)
  expect(discounts(within)).toEqual([0, 900])
})

test('of a group the one that gives most is given; one that stands alone must give more than all', () => {
  const percent = (percent: number) => ({ kind: 'percent', of: 'order', percent })
  const [ten, twenty] = [rule(percent(1000), { group: 'g' }), rule(percent(2000), { group: 'g' })]
  const group = quote(basket([{ unit: 1000 }]), [ten, twenty], context)
  expect(group.applied).toMatchObject([{ promotionId: twenty.id, amount: 200 }])
  expect(group.notApplied).toMatchObject([
    { promotionId: ten.id, why: 'excluded-by', by: twenty.id },
  ])
  const alone = rule(percent(1500), { combines: false })
  expect(quote(basket([{ unit: 1000 }]), [ten, alone], context).applied).toMatchObject([
    { promotionId: alone.id },
  ])
  expect(quote(basket([{ unit: 1000 }]), [twenty, alone], context).notApplied).toMatchObject([
    { promotionId: alone.id, why: 'excluded-by', by: twenty.id },
  ])
})

test('why not: each reason has its name and its figures', () => {
  const off = { kind: 'percent', of: 'order', percent: 1000 }
  const one = (more: Parameters<typeof rule>[1]) => {
    const promotion = rule(off, more)
    const codes = promotion.codes.map(({ code }) => code)
    const [no] = quote(basket([{ unit: 1000 }]), [promotion], { ...context, codes }).notApplied
    return no && { ...no, promotionId: undefined, code: undefined }
  }
  const limits = { total: null, perCustomer: null, budget: null }
  const used = { uses: 5, byCustomer: 1, spent: 4950 }
  expect(one({ endsAt: new Date('2026-11-30T10:00:00Z') })).toMatchObject({ why: 'ended' })
  expect(one({ startsAt: new Date('2026-12-01T00:00:00Z') })).toMatchObject({ why: 'not-started' })
  expect(one({ currency: 'CHF' })).toMatchObject({ why: 'other-currency' })
  expect(one({ needsCode: true })).toMatchObject({ why: 'code-missing' })
  const usedUp = [{ code: 'ONCE', usedUp: true }]
  expect(one({ needsCode: true, codes: usedUp })).toMatchObject({ why: 'code-used' })
  expect(one({ limits: { ...limits, total: 5 }, used })).toMatchObject({
    why: 'used-up',
    needed: 5,
  })
  expect(one({ limits: { ...limits, perCustomer: 1 }, used })).toMatchObject({
    why: 'customer-limit',
  })
  expect(one({ limits: { ...limits, budget: 5000 }, used })).toMatchObject({
    ...{ why: 'budget-spent', missing: 50, needed: 100 },
  })
  expect(one({ conditions: [{ kind: 'channel', anyOf: ['shop'] }] })).toMatchObject({
    why: 'other-channel',
  })
  expect(one({ conditions: [{ kind: 'first-order' }] })).toMatchObject({ why: 'not-first-order' })
})

test('a code that opens nothing is told, and so is case', () => {
  const off = { kind: 'percent', of: 'order', percent: 1000 }
  const valid = rule(off, { needsCode: true, codes: [{ code: 'VALID', usedUp: false }] })
  const asked = quote(basket([{ unit: 1000 }]), [valid], { ...context, codes: ['VALID', 'valid'] })
  expect(asked.applied).toMatchObject([{ code: 'VALID', amount: 100 }])
  expect(asked.notApplied).toEqual([{ promotionId: null, code: 'valid', why: 'code-unknown' }])
})
