import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { openStore, type Store } from '../../../test/store.ts'
import type { TillPart } from './contract.ts'
import { openTill, taxesIn, verifyTills, writeReceipt } from './index.ts'
import { hashAfter, sealedReceipt } from './sealed.ts'
import { sumOf, totalsOf } from './totals.ts'

let line: Line
let store: Store
let opened = 0

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-12-30T10:00:00Z') })
  store = await openStore(line, { goods: [], places: [{ code: 'lille' }] })
})
afterAll(() => line.stop())

const newTill = async () => {
  const code = `sums-${++opened}`
  const id = await line.inWork((work) => openTill(work, { locationId: store.at('lille'), code }))
  return { id, code }
}
const ring = (tillId: string, payments: readonly TillPart[]) => {
  const total = payments.reduce((sum, { amount }) => sum + amount, 0)
  return line.inWork((work) =>
    writeReceipt(work, {
      ...{ tillId, kind: total < 0 ? 'refund' : 'sale', currency: 'EUR', lines: [], payments },
      taxes: taxesIn(total, [{ rate: 2000, net: 1000, vat: 200 }]),
      by: 'key:00000000-0000-7000-8000-000000000001',
    }),
  )
}
const at = (moment: string) => {
  line.now = new Date(moment)
}
const close = () => line.settle(({ name }) => name === 'till/closings')
const closingsOf = async (tillId: string) => {
  const rows = await line.db
    .selectFrom('till.closing')
    .selectAll()
    .where('till_id', '=', tillId)
    .orderBy('position')
    .execute()
  return new Map(rows.map((row) => [row.period, row]))
}

describe('a closing', () => {
  test('says what came and went by each means, of each receipt once; month and year add up their days', async () => {
    at('2026-12-30T10:00:00Z')
    const { id, code } = await newTill()
    await ring(id, [
      { means: 'cash', amount: 500 },
      { means: 'gift-card', amount: 700 },
    ])
    await ring(id, [{ means: 'cash', amount: 250 }])
    await ring(id, [{ means: 'cash', amount: -100 }])
    at('2026-12-31T10:00:00Z')
    await ring(id, [{ means: 'terminal', amount: 1000 }])
    await ring(id, [{ means: 'cash', amount: 40 }])
    at('2027-01-01T10:00:00Z')
    await ring(id, [{ means: 'cash', amount: 9000 }])
    at('2027-01-02T10:00:00Z')
    await close()
    const closings = await closingsOf(id)
    expect(closings.get('2026-12-30')).toMatchObject({
      ...{ receipts: 3, sales: 1450, refunds: -100, total: 1350, perpetual: 1550 },
      ...{ first_number: 1, last_number: 3 },
      payments: [
        { means: 'cash', amount: 650 },
        { means: 'gift-card', amount: 700 },
      ],
    })
    const both = {
      ...{ receipts: 5, sales: 2490, refunds: -100, total: 2390, perpetual: 2590 },
      ...{ first_number: 1, last_number: 5, keep_until: '2032-12-31' },
      payments: [
        { means: 'cash', amount: 690 },
        { means: 'gift-card', amount: 700 },
        { means: 'terminal', amount: 1000 },
      ],
    }
    expect(closings.get('2026-12')).toMatchObject({ kind: 'month', ...both })
    expect(closings.get('2026')).toMatchObject({ kind: 'year', ...both })
    expect(closings.get('2027-01-01')).toMatchObject({
      ...{ receipts: 1, first_number: 6, last_number: 6, perpetual: 11_590 },
    })
    expect([...closings.keys()]).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2026-12',
      '2026',
      '2027-01-01',
    ])
    expect((await verifyTills(line.db, code))[0]?.closings).toMatchObject({ intact: 5, after: 0 })
    at('2027-02-01T10:00:00Z')
    await close()
    expect((await closingsOf(id)).get('2027-01')).toMatchObject({
      ...{ kind: 'month', receipts: 1, total: 9000, first_number: 6, last_number: 6 },
    })
  })

  test('of a day without sales stands where the day before did, though the next has sold already', async () => {
    at('2027-02-01T10:00:00Z')
    const { id } = await newTill()
    await ring(id, [{ means: 'cash', amount: 300 }])
    at('2027-02-03T10:00:00Z')
    await ring(id, [{ means: 'cash', amount: 800 }])
    await close()
    const closings = await closingsOf(id)
    const [sold, quiet] = [closings.get('2027-02-01'), closings.get('2027-02-02')]
    expect(quiet).toMatchObject({ receipts: 0, total: 0, first_number: null, perpetual: 300 })
    expect(quiet?.receipts_hash).toBe(sold?.receipts_hash)
    expect(quiet?.receipts_hash).not.toBe('')
  })
})

describe('receipts', () => {
  test('never go back in time, also where a clock does', async () => {
    at('2027-03-01T10:00:00Z')
    const { id } = await newTill()
    await ring(id, [{ means: 'cash', amount: 100 }])
    at('2027-03-01T09:00:00Z')
    await ring(id, [{ means: 'cash', amount: 100 }])
    const rows = await line.db
      .selectFrom('till.receipt')
      .select('at')
      .where('till_id', '=', id)
      .orderBy('number')
      .execute()
    expect(rows.map(({ at }) => at.toISOString())).toEqual([
      ...['2027-03-01T10:00:00.000Z', '2027-03-01T10:00:00.000Z'],
    ])
  })

  test('of which one is taken out and the rest numbered anew break the chain', async () => {
    at('2027-03-05T10:00:00Z')
    const { id, code } = await newTill()
    for (const amount of [100, 200, 300]) await ring(id, [{ means: 'cash', amount }])
    await line.db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`delete from till.receipt where till_id = ${id} and number = 2`.execute(tx)
      await sql`update till.receipt set number = 2 where till_id = ${id} and number = 3`.execute(tx)
      await sql`update till.till set number = 2 where id = ${id}`.execute(tx)
    })
    const [verdict] = await verifyTills(line.db, code)
    expect(verdict?.receipts).toMatchObject({ intact: 1, firstAltered: { number: 2 } })
  })

  /** Writes the last two receipts of three anew, as somebody would who knows how a hash is made. */
  async function forged(number: 2 | 3, change: { total?: number; perpetual?: number }) {
    at('2027-03-10T10:00:00Z')
    const { id, code } = await newTill()
    for (const amount of [100, 200, 300]) await ring(id, [{ means: 'cash', amount }])
    const receipt = await line.db
      .selectFrom('till.receipt')
      .selectAll()
      .where('till_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    const { total, perpetual } = { ...receipt, ...change }
    const hash = hashAfter(receipt.previous, sealedReceipt({ ...receipt, total, perpetual }))
    await line.db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update till.receipt set total = ${total}, perpetual = ${perpetual}, hash = ${hash}
        where till_id = ${id} and number = ${number}`.execute(tx)
      if (number === 3)
        await sql`update till.till set hash = ${hash}, perpetual = ${perpetual} where id = ${id}`.execute(
          tx,
        )
    })
    return (await verifyTills(line.db, code))[0]?.receipts
  }

  test('of which one is sealed anew in the middle no longer go on from it', async () => {
    expect(await forged(2, { total: -200 })).toMatchObject({
      ...{ intact: 2, firstAltered: { number: 3, why: 'chain' } },
    })
  })

  test('whose perpetual total was made to fall are named, though every hash is right', async () => {
    expect(await forged(3, { perpetual: 1 })).toMatchObject({
      ...{ intact: 2, firstAltered: { number: 3, why: 'sums' } },
    })
  })
})

test('sums add each means and each rate up, whatever comes first', () => {
  const tax = (rate: number, net: number) => ({ rate, net, vat: 0 })
  const of = (payments: TillPart[], net: number, rate: number) =>
    totalsOf({ total: net, taxes: [tax(rate, net)], payments })
  const all = [
    of([{ means: 'terminal', amount: 5 }], 5, 2000),
    of([{ means: 'cash', amount: 7 }], 7, 550),
    of([{ means: 'cash', amount: -3 }], -3, 2000),
  ]
  expect(sumOf(all)).toEqual({
    ...{ receipts: 3, sales: 12, refunds: -3, total: 9 },
    taxes: [tax(550, 7), tax(2000, 2)],
    payments: [
      { means: 'cash', amount: 4 },
      { means: 'terminal', amount: 5 },
    ],
  })
})
