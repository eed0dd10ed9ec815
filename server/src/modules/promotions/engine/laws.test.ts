import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Condition, Effect } from '../effect-contract.ts'
import { Basket } from '../quote-contract.ts'
import { sum } from './bill.ts'
import { quote } from './quote.ts'
import { refundOf } from './refund.ts'
import type { QuoteContext, Rule } from './rule.ts'

const context: QuoteContext = {
  ...{ at: new Date('2026-11-30T10:00:00Z'), channel: 'web', shopId: null },
  ...{ audienceIds: [], firstOrder: false, codes: [] },
}

const price = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 50_000 }))
const rate = fc.constantFrom(0, 210, 550, 1000, 2000)
const percent = fc.integer({ min: 1, max: 10_000 })
const few = fc.integer({ min: 1, max: 5 })
const amount = fc.integer({ min: 1, max: 20_000 })
const names = ['a', 'b', 'c', 'd'] as const

const line = fc.record({
  sku: fc.constantFrom(...names),
  quantity: fc.integer({ min: 1, max: 9 }),
  unit: price,
  vat: rate,
  categories: fc.subarray(['shoes', 'hats']),
})
const basket = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 7 }),
    delivery: fc.array(fc.record({ price, vat: rate }), { maxLength: 2 }),
    pricesIncludeTax: fc.boolean(),
  })
  .map(({ lines, delivery, pricesIncludeTax }) =>
    Basket.parse({
      ...{ currency: 'EUR', pricesIncludeTax },
      lines: lines.map((one, at) => ({ ...one, id: `l${at}` })),
      delivery: delivery.map((one, at) => ({ ...one, id: `d${at}` })),
    }),
  )

const target = fc.record(
  { skus: fc.subarray([...names]), categories: fc.subarray(['shoes', 'hats']) },
  { requiredKeys: [] },
)
const part = fc.record({ target, quantity: few })
const maxQuantity = fc.option(few)
const effect = fc
  .oneof(
    fc.record({
      kind: fc.constant('percent'),
      of: fc.constantFrom('items', 'order'),
      percent,
      target,
      maxQuantity,
    }),
    fc.record({
      kind: fc.constant('fixed'),
      how: fc.constantFrom('order', 'each', 'across'),
      amount,
      target,
      maxQuantity,
    }),
    fc.record({
      kind: fc.constant('buy-get'),
      ...{ buy: part, get: part, percent, maxQuantity },
      which: fc.constantFrom('cheapest', 'same'),
    }),
    fc.record({
      kind: fc.constant('tiers'),
      by: fc.constantFrom('spend', 'quantity'),
      target,
      steps: fc.array(
        fc.oneof(fc.record({ from: amount, percent }), fc.record({ from: few, amount })),
        {
          ...{ minLength: 1, maxLength: 3 },
        },
      ),
    }),
    fc.record({
      kind: fc.constant('delivery'),
      how: fc.constantFrom('percent', 'amount', 'price'),
      value: fc.nat({ max: 10_000 }),
    }),
    fc.record({
      kind: fc.constant('bundle'),
      parts: fc.array(part, { minLength: 1, maxLength: 3 }),
      price,
      maxTimes: maxQuantity,
    }),
    fc.record({ kind: fc.constant('gift'), sku: fc.constantFrom(...names), quantity: few }),
  )
  .map((one) => Effect.parse(one))
const condition = fc
  .oneof(
    fc.record({ kind: fc.constant('subtotal'), atLeast: amount, target }),
    fc.record({ kind: fc.constant('quantity'), atLeast: few, target }),
    fc.record({ kind: fc.constant('line-quantity'), atLeast: few, target }),
  )
  .map((one) => Condition.parse(one))

const rules = fc
  .array(
    fc.record({
      effect,
      conditions: fc.array(condition, { maxLength: 1 }),
      priority: fc.integer({ min: 1, max: 3 }),
      group: fc.option(fc.constantFrom('g', 'h')),
      combines: fc.boolean(),
      budget: fc.option(amount),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(
      ({ budget, ...one }, at): Rule => ({
        ...{
          id: `p${at}`,
          currency: 'EUR',
          startsAt: null,
          endsAt: null,
          needsCode: false,
          codes: [],
        },
        limits: { total: null, perCustomer: null, budget },
        used: { uses: 0, byCustomer: 0, spent: 0 },
        ...one,
      }),
    ),
  )

const runs = { numRuns: 400 }
const grossOf = (parts: readonly { gross: number }[]) => sum(parts.map(({ gross }) => gross))

test('all parts add up, by line, rate, promotion and unit', () => {
  fc.assert(
    fc.property(basket, rules, (basket, rules) => {
      const { lines, delivery, taxes, applied, ...all } = quote(basket, rules, context)
      const parts = [...lines, ...delivery]
      for (const name of ['net', 'vat', 'gross', 'discount'] as const) {
        expect(sum(parts.map((one) => one[name]))).toBe(all[name])
      }
      expect(all.net + all.vat).toBe(all.gross)
      for (const { rate, net, vat } of taxes) {
        const same = parts.filter(({ vatRate }) => vatRate === rate)
        expect([sum(same.map((one) => one.net)), sum(same.map((one) => one.vat))]).toEqual([
          net,
          vat,
        ])
      }
      for (const { promotionId, amount } of applied) {
        const shares = parts.flatMap(({ discounts }) => discounts)
        expect(
          sum(shares.filter((one) => one.promotionId === promotionId).map((one) => one.amount)),
        ).toBe(amount)
      }
      for (const line of lines) {
        expect(sum(line.perUnit)).toBe(line.gross)
        expect(line.perUnit).toHaveLength(line.quantity)
      }
    }),
    runs,
  )
})

test('no discount is below nothing or above the price, and each promotion is given or says why not', () => {
  fc.assert(
    fc.property(basket, rules, (basket, rules) => {
      const { lines, delivery, applied, notApplied } = quote(basket, rules, context)
      for (const { list, discount, discounts, net, vat, gross } of [...lines, ...delivery]) {
        expect(discount).toBe(sum(discounts.map((one) => one.amount)))
        for (const one of discounts) expect(one.amount).toBeGreaterThan(0)
        expect(discount).toBeLessThanOrEqual(list)
        expect(Math.min(net, vat, gross)).toBeGreaterThanOrEqual(0)
      }
      const told = [...applied, ...notApplied].map(({ promotionId }) => promotionId)
      expect(told.toSorted()).toEqual(rules.map(({ id }) => id).toSorted())
      for (const { amount, promotionId } of applied) {
        const rule = rules.find(({ id }) => id === promotionId)
        expect(amount).toBeLessThanOrEqual(rule?.limits.budget ?? amount)
        if (rule?.combines === false) expect(applied).toHaveLength(1)
        if (rule?.effect.kind !== 'delivery') {
          expect(
            delivery.every(({ discounts }) =>
              discounts.every((one) => one.promotionId !== promotionId),
            ),
          ).toBe(true)
        }
      }
    }),
    runs,
  )
})

test('neither the order of lines nor that of promotions changes anything', () => {
  const shuffled = fc.record({ basket, rules }).chain(({ basket, rules }) =>
    fc.record({
      basket: fc.constant(basket),
      rules: fc.constant(rules),
      lines: fc.shuffledSubarray(basket.lines, { minLength: basket.lines.length }),
      others: fc.shuffledSubarray(rules, { minLength: rules.length }),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ basket, rules, lines, others }) => {
      const one = quote(basket, rules, context)
      const other = quote({ ...basket, lines }, others, context)
      const byId = (parts: typeof one.lines) => parts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      expect({ ...other, lines: byId(other.lines) }).toEqual({ ...one, lines: byId(one.lines) })
    }),
    runs,
  )
})

test('whatever the portions in which an order comes back, they add up to what was paid', () => {
  fc.assert(
    fc.property(basket, rules, fc.infiniteStream(few), (basket, rules, portions) => {
      const paid = quote(basket, rules, context)
      const before = new Map<string, number>()
      const back = paid.lines.flatMap(({ id, quantity }) => {
        const parts = []
        for (let open = quantity; open > 0; ) {
          const count = Math.min(open, portions.next().value ?? 1)
          parts.push(
            refundOf(paid, [{ lineId: id, quantity: count }], {
              before,
              delivery: { kind: 'all' },
            }),
          )
          before.set(id, (before.get(id) ?? 0) + count)
          open -= count
        }
        return parts
      })
      expect(grossOf(back)).toBe(paid.gross)
      expect(sum(back.map(({ vat }) => vat))).toBe(paid.vat)
      for (const { net, vat, gross } of back)
        expect(Math.min(net, vat, gross)).toBeGreaterThanOrEqual(0)
    }),
    runs,
  )
})

test('more than was bought cannot come back', () => {
  const one = quote(
    Basket.parse({
      currency: 'EUR',
      pricesIncludeTax: true,
      lines: [{ id: 'l', sku: 'a', quantity: 2, unit: 100, vat: 0 }],
    }),
    [],
    context,
  )
  const before = new Map([['l', 1]])
  expect(() => refundOf(one, [{ lineId: 'l', quantity: 2 }], { before })).toThrow(RangeError)
})
