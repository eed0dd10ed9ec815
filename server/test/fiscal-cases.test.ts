import { expect, test } from 'vitest'
import { suite } from '../../cases/commerce/suite.ts'
import { listenForSignals } from '../src/kernel/signals.ts'
import { testDatabase } from './database.ts'

type Given = readonly [given: object, when: string, then: object]

const broken = (first: number, of: number) => ({
  valid: Array.from({ length: first - 1 }, (_, at) => at + 1),
  first_broken: first,
  broken: Array.from({ length: of - first + 1 }, (_, at) => first + at),
})

/** More cases of the shape that the shared files have. */
const cases: readonly Given[] = [
  // The longest first: the tills of all cases go on being closed.
  [{ years: 1 }, 'year end', { closings: { day: 365, month: 12, year: 1 }, intact: true }],
  [{ months: 14 }, 'month end', { closings: { day: 427, month: 14, year: 2 } }],
  [
    { sales: [199, 1, 300], refunds: [100, 300] },
    'year end',
    { receipts: 5, day_total: 100, year_total: 100, perpetual_sales_total_abs: 900 },
  ],
  [{ receipts: 5 }, 'alter the amount of #3; verify', broken(3, 5)],
  [{ receipts: 12 }, 'alter the date of #1; verify', broken(1, 12)],
  [{ receipts: 7 }, 'alter the VAT of #7; verify', broken(7, 7)],
  [{ receipts: 4 }, 'alter the payment of #2; verify', broken(2, 4)],
  [{ receipts: 4 }, 'alter the lines of #2; verify', broken(2, 4)],
  [{ receipts: 4 }, 'alter the signature of #2; verify', broken(2, 4)],
  [{ receipts: 4 }, 'alter the operator of #4; verify', broken(4, 4)],
  [{ receipts: 6 }, 'delete #4; verify', broken(4, 6)],
  [{ receipts: 6 }, 'delete #6; verify', broken(6, 6)],
  [{ receipts: 3 }, 'verify', { valid: [1, 2, 3], first_broken: null, intact: true }],
  [{ receipts: 3, tills: 2 }, 'alter the amount of till B #2; verify', broken(2, 3)],
  [{ receipts: 3 }, 'day close; alter the amount of #2; verify', broken(2, 3)],
  [
    { sales: [10000, 5000], refund: 5000 },
    'day close',
    { receipts: 3, day_total: 10000, perpetual_sales_total_abs: 20000 },
  ],
  [{ days: 31 }, 'month end', { closings: { day: 31, month: 1 }, retention_years: 6, receipts: 0 }],
  [{ days: 31, tills: 3 }, 'month end', { closings: { day: 93, month: 3 } }],
  [{ days: 40 }, 'month end', { closings: { day: 40, month: 2, year: 1 } }],
]

test('receipts and closings, in other numbers, with other fields altered, over tills, months and years', async () => {
  const { db, url } = await testDatabase()
  const signals = await listenForSignals(url)
  const file = {
    cases: cases.map(([given, when, then], at) => ({
      ...{ id: `T${at + 1}`, area: 'fiscal', title: when, given, when, then },
    })),
  }
  const outcomes = await suite(file, { db, databaseUrl: url, signals }, () => {})
  await signals.close()
  await db.destroy()
  expect(outcomes.filter(({ faults }) => faults.length > 0)).toEqual([])
  expect(outcomes).toHaveLength(cases.length)
}, 240_000)
