import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Basket, quote, type Rule } from '../promotions/index.ts'
import { chargedOf } from './charged.ts'
import { lessOf } from './less.ts'

const context = {
  ...{ at: new Date('2026-11-30T10:00:00Z'), channel: 'web', shopId: null },
  ...{ audienceIds: [], firstOrder: false, codes: [] },
}
const line = fc.record({
  ...{ unit: fc.nat({ max: 50_000 }), quantity: fc.integer({ min: 1, max: 7 }) },
  vat: fc.constantFrom(0, 550, 2000),
})
const charged = fc
  .record({
    ...{ lines: fc.array(line, { minLength: 1, maxLength: 5 }), withTax: fc.boolean() },
    ...{ percent: fc.integer({ min: 1, max: 10_000 }), off: fc.integer({ min: 1, max: 9000 }) },
  })
  .map(({ lines, withTax, percent, off }) => {
    const of = { productId: '', categories: [], brand: null }
    const basket: Basket = {
      ...{ currency: 'EUR', pricesIncludeTax: withTax },
      lines: lines.map((one, at) => ({ ...one, ...of, id: `l${at}`, sku: `s${at}` })),
      delivery: [{ id: 'd', price: 490, vat: 2000 }],
    }
    const rule = (id: string, priority: number, effect: Rule['effect']): Rule => ({
      ...{ id, priority, effect, currency: 'EUR', conditions: [], startsAt: null, endsAt: null },
      ...{ needsCode: false, codes: [], group: null, combines: true },
      limits: { total: null, perCustomer: null, budget: null },
      used: { uses: 0, byCustomer: 0, spent: 0 },
    })
    const target = { skus: [], products: [], categories: [], brands: [] }
    const every = { target, maxQuantity: null }
    const rules = [
      rule('p', 1, { kind: 'percent', of: 'items', percent, ...every }),
      rule('f', 2, { kind: 'fixed', how: 'across', amount: off, ...every }),
    ]
    return chargedOf(quote(basket, rules, context))
  })

test('what stays of an order costs what it cost, and all of it adds up, whatever is taken out', () => {
  fc.assert(
    fc.property(charged, fc.array(fc.nat(7), { minLength: 5, maxLength: 5 }), (whole, taken) => {
      const gone = new Map(
        whole.lines.map(({ id, quantity }, at) => [id, Math.min(quantity, taken[at] ?? 0)]),
      )
      const less = lessOf(whole, gone)
      const sum = (of: (one: (typeof less.lines)[number]) => number) =>
        less.lines.reduce((total, one) => total + of(one), 0)
      const [fee] = less.delivery
      expect(less.gross).toBe(less.net + less.vat)
      expect(less.gross).toBe(sum(({ gross }) => gross) + (fee?.gross ?? 0))
      expect(less.vat).toBe(less.taxes.reduce((total, { vat }) => total + vat, 0))
      expect(less.net).toBe(less.taxes.reduce((total, { net }) => total + net, 0))
      expect(less.discount).toBe(less.applied.reduce((total, { amount }) => total + amount, 0))
      for (const one of less.lines) {
        const before = whole.lines.find(({ id }) => id === one.id)
        if (!before) throw new Error('a line came from nowhere')
        expect(one.quantity).toBe(before.quantity - (gone.get(one.id) ?? 0))
        expect(one.list - one.discount).toBe(less.pricesIncludeTax ? one.gross : one.net)
        expect(one.discount).toBe(one.discounts.reduce((total, { amount }) => total + amount, 0))
        expect(one.discount).toBeGreaterThanOrEqual(0)
        expect(one.perUnit.reduce((total, unit) => total + unit, 0)).toBe(one.gross)
        // No unit that stays costs a cent more or less than the line's share of it.
        const share = (before.gross * one.quantity) / before.quantity
        expect(Math.abs(one.gross - share)).toBeLessThan(before.quantity + 1)
        if (one.quantity === before.quantity) expect(one).toEqual(before)
      }
    }),
  )
})
