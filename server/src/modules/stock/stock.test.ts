import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../kernel/database.ts'
import { newId } from '../../kernel/id.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import {
  adjust,
  availability,
  confirm,
  expiryLoop,
  extend,
  handOver,
  type Line,
  putBack,
  receive,
  release,
  reserve,
  restock,
  setAside,
  setOnHand,
  ship,
  unship,
} from './index.ts'

let db: Db
let inWork: InWork
const time = { now: new Date('2026-11-30T10:00:00Z') }
const minutes = (count: number) => new Date(time.now.getTime() + count * 60_000)

beforeAll(async () => {
  ;({ db } = await testDatabase())
  inWork = startWork(db, { clock: () => time.now })
})
afterAll(() => db.destroy())

const lille = newId()
const lyon = newId()
let made = 0
/** An item of its own for each test, with so much of it in places. */
async function item(stock: Record<string, number>): Promise<string> {
  const sku = `ITEM-${++made}`
  const lines = Object.entries(stock).map(([locationId, quantity]) => ({
    ...{ sku, locationId, quantity },
  }))
  await inWork((work) => setOnHand(work, { lines, reason: 'begun' }))
  return sku
}

const hold = (lines: readonly Line[], more: object = {}) => {
  const id = newId()
  const asked = {
    id,
    kind: 'cart' as const,
    lines,
    channel: 'web',
    expiresAt: minutes(15),
    ...more,
  }
  return inWork((work) => reserve(work, asked)).then(() => asked.id)
}

async function levelOf(sku: string, locationId = lille) {
  const row = await db
    .selectFrom('stock.level')
    .select(['on_hand', 'reserved', 'damaged', 'quality'])
    .where('sku', '=', sku)
    .where('location_id', '=', locationId)
    .executeTakeFirstOrThrow()
  return [row.on_hand, row.reserved, row.damaged, row.quality]
}

const available = async (sku: string, channel = 'web') =>
  (await availability(db, [sku], { channel })).map((one) => one.available)

async function movesOf(sku: string) {
  const rows = await db
    .selectFrom('stock.move')
    .select(['kind', 'on_hand', 'reserved'])
    .where('sku', '=', sku)
    .orderBy('id')
    .execute()
  return rows.map((row) => `${row.kind} ${row.on_hand} ${row.reserved}`)
}

const newsOf = async (sku: string) =>
  (await db.selectFrom('kernel.news_incoming').selectAll().orderBy('position').execute())
    .filter(({ properties }) => properties.sku === sku)
    .map(({ name, properties }) => ({ name, ...properties }))

test('what is reserved is not there for others, and leaves when it is shipped', async () => {
  const sku = await item({ [lille]: 5 })
  const id = await hold([{ sku, locationId: lille, quantity: 2 }])
  expect(await available(sku)).toEqual([3])
  await inWork((work) => confirm(work, id))
  await inWork((work) => ship(work, id, [{ sku, locationId: lille, quantity: 2 }]))
  expect(await levelOf(sku)).toEqual([3, 0, 0, 0])
  expect(await movesOf(sku)).toEqual(['adjusted 5 0', 'reserved 0 2', 'shipped -2 -2'])
})

test('more than there is is refused whole, and leaves no trace', async () => {
  const sku = await item({ [lille]: 5, [lyon]: 1 })
  const asked = hold([
    { sku, locationId: lille, quantity: 5 },
    { sku, locationId: lyon, quantity: 2 },
  ])
  await expect(asked).rejects.toMatchObject({
    code: 'stock/insufficient',
    details: { sku, locationId: lyon, asked: 2, available: 1 },
  })
  expect(await levelOf(sku)).toEqual([5, 0, 0, 0])
  // The same item twice is asked for together.
  const twice = hold([1, 2].map(() => ({ sku, locationId: lille, quantity: 3 })))
  await expect(twice).rejects.toMatchObject({ details: { asked: 6, available: 5 } })
  await expect(hold([{ sku: 'NEVER', locationId: lille, quantity: 1 }])).rejects.toMatchObject({
    details: { available: 0 },
  })
  expect(
    await db.selectFrom('stock.reservation').select('id').where('sku', '=', sku).execute(),
  ).toEqual([])
})

test('the same reservation asked for again is the same; another under its id is refused', async () => {
  const sku = await item({ [lille]: 5 })
  const lines = [{ sku, locationId: lille, quantity: 2 }]
  const id = await hold(lines)
  await hold(lines, { id })
  expect(await levelOf(sku)).toEqual([5, 2, 0, 0])
  await expect(hold([{ sku, locationId: lille, quantity: 1 }], { id })).rejects.toMatchObject({
    code: 'stock/reservation-differs',
  })
  const other = await item({ [lille]: 5 })
  const more = hold([...lines, { sku: other, locationId: lille, quantity: 1 }], { id })
  await expect(more).rejects.toMatchObject({ code: 'stock/reservation-differs' })
  expect(await levelOf(other)).toEqual([5, 0, 0, 0])
})

test('a refusal that the caller catches leaves everything as it was', async () => {
  const sku = await item({ [lille]: 2 })
  await inWork(async (work) => {
    const lines = [{ sku, locationId: lille, quantity: 3 }]
    const asked = { kind: 'cart' as const, lines, channel: 'web', expiresAt: null }
    await expect(reserve(work, { ...asked, id: work.newId() })).rejects.toThrow()
    const id = work.newId()
    await reserve(work, { ...asked, id, lines: [{ sku, locationId: lille, quantity: 1 }] })
    await expect(ship(work, id, [{ sku, locationId: lille, quantity: 2 }])).rejects.toMatchObject({
      code: 'stock/not-reserved',
      details: { asked: 2, available: 1 },
    })
  })
  expect(await levelOf(sku)).toEqual([2, 1, 0, 0])
})

test('a reservation expires by itself, or at once for who asks for its goods', async () => {
  const sku = await item({ [lille]: 2 })
  const lines = [{ sku, locationId: lille, quantity: 2 }]
  const late = await hold(lines)
  time.now = minutes(16)
  // Nobody wanted it meanwhile: it is still good.
  await inWork((work) => extend(work, late, minutes(15)))
  time.now = minutes(16)
  await hold([{ sku, locationId: lille, quantity: 1 }])
  await expect(inWork((work) => confirm(work, late))).rejects.toMatchObject({
    code: 'stock/reservation-gone',
  })
  expect(await levelOf(sku)).toEqual([2, 1, 0, 0])
  time.now = minutes(16)
  await expiryLoop({ db, inWork, now: () => time.now }).run()
  expect(await levelOf(sku)).toEqual([2, 0, 0, 0])
  expect(await movesOf(sku)).toContain('expired 0 -2')
})

test('a reservation of which a part has expired is no longer whole, and its rest is let go', async () => {
  const one = await item({ [lille]: 1 })
  const other = await item({ [lille]: 1 })
  const basket = await hold([one, other].map((sku) => ({ sku, locationId: lille, quantity: 1 })))
  time.now = minutes(16)
  await hold([{ sku: one, locationId: lille, quantity: 1 }])
  await inWork(async (work) => {
    await expect(confirm(work, basket)).rejects.toMatchObject({ code: 'stock/reservation-gone' })
  })
  expect(await levelOf(other)).toEqual([1, 1, 0, 0])
  await expiryLoop({ db, inWork, now: () => time.now }).run()
  expect(await levelOf(other)).toEqual([1, 0, 0, 0])
})

test('what was paid for never expires, and being confirmed twice is being confirmed', async () => {
  const sku = await item({ [lille]: 2 })
  const id = await hold([{ sku, locationId: lille, quantity: 2 }])
  await inWork((work) => confirm(work, id))
  time.now = minutes(1000)
  await inWork((work) => confirm(work, id))
  await expect(hold([{ sku, locationId: lille, quantity: 1 }])).rejects.toMatchObject({
    details: { available: 0 },
  })
  await inWork((work) => release(work, id, [{ sku, locationId: lille, quantity: 1 }]))
  expect(await levelOf(sku)).toEqual([2, 1, 0, 0])
  await inWork((work) => release(work, id))
  await inWork((work) => release(work, id))
  expect(await levelOf(sku)).toEqual([2, 0, 0, 0])
})

test('a basket that gives up one line before it pays is whole without it', async () => {
  const one = await item({ [lille]: 1 })
  const other = await item({ [lille]: 1 })
  const basket = await hold([one, other].map((sku) => ({ sku, locationId: lille, quantity: 1 })))
  await inWork((work) => release(work, basket, [{ sku: one, locationId: lille, quantity: 1 }]))
  await inWork((work) => confirm(work, basket))
  expect(await levelOf(other)).toEqual([1, 1, 0, 0])
})

test('a parcel that did not leave is promised again; a return is sold again or set aside', async () => {
  const sku = await item({ [lille]: 10 })
  const lines = [{ sku, locationId: lille, quantity: 2 }]
  const id = await hold(lines, { expiresAt: null })
  await inWork((work) => ship(work, id, lines))
  await inWork((work) => unship(work, id, lines, { channel: 'web' }))
  expect(await levelOf(sku)).toEqual([10, 2, 0, 0])
  await inWork((work) => ship(work, id, lines))
  const back = { lines, once: `return-${id}` }
  expect(await inWork((work) => restock(work, back))).toBe(true)
  expect(await inWork((work) => restock(work, back))).toBe(false)
  await inWork((work) => restock(work, { lines, aside: 'damaged' }))
  expect(await levelOf(sku)).toEqual([12, 0, 2, 0])
  expect(await available(sku)).toEqual([10])
})

test('what is damaged or looked at is there and not for sale; thrown away, it is gone', async () => {
  const sku = await item({ [lille]: 12 })
  const line = { sku, locationId: lille, quantity: 1 }
  await inWork((work) => setAside(work, { as: 'damaged', line }))
  await inWork((work) => setAside(work, { as: 'quality', line: { ...line, quantity: 3 } }))
  expect(await levelOf(sku)).toEqual([12, 0, 1, 3])
  expect(await available(sku)).toEqual([8])
  await inWork((work) => putBack(work, { as: 'quality', line: { ...line, quantity: 2 } }))
  await inWork((work) => putBack(work, { as: 'damaged', line, away: true }))
  expect(await levelOf(sku)).toEqual([11, 0, 0, 1])
  for (const refused of [
    () => inWork((work) => putBack(work, { as: 'damaged', line })),
    () => inWork((work) => setAside(work, { as: 'damaged', line: { ...line, quantity: 11 } })),
    () => inWork((work) => putBack(work, { as: 'quality', line: { ...line, quantity: 2 } })),
    () => inWork((work) => setAside(work, { as: 'damaged', line: { ...line, sku: 'NEVER' } })),
  ]) {
    await expect(refused()).rejects.toMatchObject({ code: 'stock/below-zero' })
  }
  expect(await levelOf(sku)).toEqual([11, 0, 0, 1])
})

test('a correction has a reason, and never leaves less than nothing; the same count is no change', async () => {
  const sku = await item({ [lille]: 5 })
  const set = (quantity: number) =>
    inWork((work) =>
      setOnHand(work, { lines: [{ sku, locationId: lille, quantity }], reason: 'counted' }),
    )
  for (const quantity of [5, 8, 4]) await set(quantity)
  expect(await movesOf(sku)).toEqual(['adjusted 5 0', 'adjusted 3 0', 'adjusted -4 0'])
  const by = (count: number) =>
    inWork((work) =>
      adjust(work, {
        lines: [{ sku, locationId: lille, by: count }],
        reason: 'lost',
        by: 'person:1',
      }),
    )
  await by(-4)
  await expect(by(-1)).rejects.toMatchObject({ code: 'stock/below-zero' })
  await by(2)
  expect(await levelOf(sku)).toEqual([2, 0, 0, 0])
})

test('tills that were cut off may leave less than nothing: both sales stand, somebody is told', async () => {
  const sku = await item({ [lille]: 1, [lyon]: 3 })
  const lines = [{ sku, locationId: lille, quantity: 1 }]
  for (const sale of ['a', 'b', 'a']) {
    await inWork((work) => handOver(work, { lines, once: `sale-${sku}-${sale}`, ref: sale }))
  }
  expect(await levelOf(sku)).toEqual([-1, 0, 0, 0])
  // A place below nothing lowers no other.
  expect(await available(sku)).toEqual([0, 3].sort())
  expect((await newsOf(sku)).filter(({ name }) => name === 'Stock Negative')).toMatchObject([
    { locationId: lille, onHand: -1, available: 0, cause: 'handed-over' },
  ])
})

test('what is kept back from a channel is there for another', async () => {
  const sku = await item({ [lille]: 3 })
  const place = db.updateTable('stock.level').where('sku', '=', sku)
  await sql`insert into stock.safety values (${lille}, '*', 1) on conflict do nothing`.execute(db)
  expect([await available(sku), await available(sku, 'shop')]).toEqual([[2], [2]])
  await place.set({ safety_by_channel: JSON.stringify({ web: 2 }) }).execute()
  expect([await available(sku), await available(sku, 'shop')]).toEqual([[1], [2]])
  await expect(hold([{ sku, locationId: lille, quantity: 2 }])).rejects.toMatchObject({
    details: { available: 1 },
  })
  await hold([{ sku, locationId: lille, quantity: 2 }], { channel: 'shop' })
  // Below zero, so much may be sold before it is there.
  await place.set({ safety_by_channel: '{}', safety: -5 }).execute()
  await hold([{ sku, locationId: lille, quantity: 6 }])
  expect(await levelOf(sku)).toEqual([3, 8, 0, 0])
  await sql`delete from stock.safety`.execute(db)
})

test('what is made on demand is never short', async () => {
  const sku = await item({ [lille]: 1 })
  await db.updateTable('stock.level').set({ uncounted: true }).where('sku', '=', sku).execute()
  await hold([{ sku, locationId: lille, quantity: 500 }])
  expect(await available(sku)).toEqual([999_999])
})

test('coming back, running low: told when the line is crossed, and once', async () => {
  const sku = await item({ [lille]: 4 })
  await db.updateTable('stock.level').set({ low_at: 2 }).where('sku', '=', sku).execute()
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push(await hold([{ sku, locationId: lille, quantity: 1 }]))
  expect((await newsOf(sku)).map(({ name }) => name)).toEqual(['Back In Stock', 'Stock Low'])
  for (const id of ids) await inWork((work) => release(work, id))
  await inWork((work) => receive(work, { lines: [{ sku, locationId: lille, quantity: 9 }] }))
  expect((await newsOf(sku)).slice(2)).toMatchObject([
    { name: 'Back In Stock', available: 1, everywhere: true, cause: 'released' },
  ])
  await inWork((work) => receive(work, { lines: [{ sku, locationId: lyon, quantity: 9 }] }))
  expect((await newsOf(sku)).slice(3)).toMatchObject([
    { name: 'Back In Stock', locationId: lyon, everywhere: false },
  ])
})

test('the journal is only ever added to', async () => {
  const sku = await item({ [lille]: 4 })
  for (const statement of [
    sql`update stock.move set on_hand = 5 where sku = ${sku}`,
    sql`delete from stock.move where sku = ${sku}`,
  ]) {
    await expect(statement.execute(db)).rejects.toThrow(
      'the journal of stock is only ever added to',
    )
  }
  expect(await movesOf(sku)).toEqual(['adjusted 4 0'])
})
