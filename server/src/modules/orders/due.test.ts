import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueOf } from './due.ts'

const orders = fc.record({
  lines: fc.array(
    fc.record({
      gross: fc.integer({ min: 0, max: 100_000 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  fees: fc.integer({ min: 0, max: 2000 }),
  /** Into which parcel each unit goes. */
  parcels: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 54, maxLength: 54 }),
})

test('what is taken with each parcel is never less than nothing, and all of it is what the order costs', () => {
  fc.assert(
    fc.property(orders, ({ lines, fees, parcels }) => {
      const charged = {
        lines: lines.map(({ gross }, at) => ({ id: String(at), gross })) as never,
        gross: lines.reduce((sum, { gross }) => sum + gross, fees),
      }
      const units = lines.flatMap(({ quantity }, at) => Array<number>(quantity).fill(at))
      const used = [...new Set(units.map((_, unit) => parcels[unit] ?? 0))]
      let before = 0
      const left = lines.map(() => 0)
      const taken = used.map((parcel, index) => {
        units.forEach((line, unit) => {
          if ((parcels[unit] ?? 0) === parcel) left[line] = (left[line] ?? 0) + 1
        })
        const gone = new Map(
          lines.map(({ quantity }, at) => [String(at), { quantity, left: left[at] ?? 0 }]),
        )
        const due = dueOf(charged, gone, index === used.length - 1)
        const part = due - before
        before = due
        return part
      })
      for (const part of taken) expect(part).toBeGreaterThanOrEqual(0)
      expect(taken.reduce((sum, part) => sum + part, 0)).toBe(charged.gross)
    }),
  )
})
