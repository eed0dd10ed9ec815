import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../kernel/database.ts'
import { newId } from '../../kernel/id.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { expireAt } from './expire.ts'
import {
  confirm,
  InsufficientStock,
  isNotAtOnce,
  type Line,
  prove,
  Rush,
  receive,
  release,
  reserve,
  reserveAtLast,
  setLevelRules,
} from './index.ts'

vi.setConfig({ testTimeout: 60_000 })
let db: Db
let url: string
let inWork: InWork
const time = { now: new Date('2026-11-30T10:00:00Z') }
const place = newId()
const buyer = fileURLToPath(new URL('../../../test/stock-buyer.ts', import.meta.url))

beforeAll(async () => {
  ;({ db, url } = await testDatabase())
  inWork = startWork(db, { clock: () => time.now })
})
afterAll(() => db.destroy())

let made = 0
async function item(quantity: number): Promise<string> {
  const sku = `ITEM-${++made}`
  await inWork((work) => receive(work, { lines: [{ sku, locationId: place, quantity }] }))
  return sku
}
const asking = (lines: readonly Line[], expiresAt: Date | null = null) => ({
  ...{ id: newId(), kind: 'cart' as const, lines, channel: 'web', expiresAt },
})
const one = (sku: string, quantity = 1): Line => ({ sku, locationId: place, quantity })

/** How many were granted; whatever is neither a yes nor a clean no fails the test. */
async function granted(asked: readonly Promise<unknown>[]): Promise<number> {
  const answers = await Promise.allSettled(asked)
  const odd = answers.filter(
    (answer) => answer.status === 'rejected' && !(answer.reason instanceof InsufficientStock),
  )
  expect(odd).toEqual([])
  return answers.filter(({ status }) => status === 'fulfilled').length
}

async function standing(sku: string) {
  const level = await db
    .selectFrom('stock.level')
    .select(['on_hand', 'reserved'])
    .where('sku', '=', sku)
    .executeTakeFirstOrThrow()
  const held = await db
    .selectFrom('stock.reservation')
    .select(({ fn }) => fn.sum<string>('quantity').as('sum'))
    .where('sku', '=', sku)
    .executeTakeFirstOrThrow()
  return { ...level, held: Number(held.sum) }
}

const agrees = async () =>
  expect(await inWork(prove)).toMatchObject({ disagreements: 0, first: null })

test('three hundred at once for ten: ten get one, the others a clean no', async () => {
  const sku = await item(10)
  const asked = Array.from({ length: 300 }, () =>
    inWork((work) => reserve(work, asking([one(sku)]))),
  )
  expect(await granted(asked)).toBe(10)
  expect(await standing(sku)).toEqual({ on_hand: 10, reserved: 10, held: 10 })
  await agrees()
})

test('the same as the last statement of their works: a no leaves nothing of the work', async () => {
  const sku = await item(10)
  const asked = Array.from({ length: 300 }, (_, n) =>
    inWork(async (work) => {
      const { sku: beside } = one(`BESIDE-${n}-${sku}`)
      await receive(work, { lines: [{ sku: beside, locationId: place, quantity: 1 }] })
      reserveAtLast(work, asking([one(sku)]))
    }).then(
      () => true,
      (error) => !isNotAtOnce(error) && Promise.reject(error),
    ),
  )
  const answers = await Promise.all(asked)
  expect(answers.filter(Boolean)).toHaveLength(10)
  expect(await standing(sku)).toEqual({ on_hand: 10, reserved: 10, held: 10 })
  const beside = await db
    .selectFrom('stock.level')
    .select('sku')
    .where('sku', 'like', `BESIDE-%-${sku}`)
    .execute()
  expect(beside).toHaveLength(10)
  await agrees()
})

test('what is known already, or brings a product down to its mark, is not decided at last', async () => {
  const sku = await item(10)
  await inWork((work) =>
    setLevelRules(work, {
      ...{ sku, locationId: place, safety: null, safetyByChannel: {}, lowAt: 5, uncounted: false },
    }),
  )
  const atLast = (lines: Line[], id = newId()) =>
    inWork(async (work) => reserveAtLast(work, { ...asking(lines), id })).then(
      () => 'granted',
      (error) => (isNotAtOnce(error) ? 'not at once' : Promise.reject(error)),
    )
  const id = newId()
  expect(await atLast([one(sku, 4)], id)).toBe('granted')
  expect(await atLast([one(sku, 4)], id)).toBe('not at once')
  expect(await atLast([one(sku)])).toBe('not at once')
  await inWork((work) => reserve(work, asking([one(sku)])))
  expect(await atLast([one(sku)])).toBe('granted')
  expect(await standing(sku)).toEqual({ on_hand: 10, reserved: 6, held: 6 })
  await agrees()
})

test('the same in batches', async () => {
  const sku = await item(10)
  const rush = new Rush(inWork)
  const asked = Array.from({ length: 300 }, () => rush.reserveSoon(asking([one(sku)])))
  expect(await granted(asked)).toBe(10)
  expect(await standing(sku)).toEqual({ on_hand: 10, reserved: 10, held: 10 })
  await agrees()
})

test.for(['one by one', 'batched'])('the same from two processes, %s', async (way) => {
  const sku = await item(10)
  const children = [1, 2].map(() =>
    spawn(process.execPath, [buyer, url, sku, place, '150', way], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const lines = children.map((child) =>
    createInterface({ input: child.stdout })[Symbol.asyncIterator](),
  )
  for (const line of lines) await line.next()
  for (const child of children) child.stdin.end('go\n')
  const told = await Promise.all(
    lines.map(async (line) => JSON.parse((await line.next()).value ?? '')),
  )
  await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')))
  const sum = (what: string) => told.reduce((total, each) => total + each[what], 0)
  expect([sum('granted'), sum('refused'), sum('other')]).toEqual([10, 290, 0])
  expect(await standing(sku)).toEqual({ on_hand: 10, reserved: 10, held: 10 })
  await agrees()
})

test('batches and singles together never promise the same piece twice', async () => {
  const sku = await item(40)
  const rush = new Rush(inWork)
  const asked = Array.from({ length: 200 }, (_, n) =>
    n % 2
      ? rush.reserveSoon(asking([one(sku)]))
      : inWork((work) => reserve(work, asking([one(sku)]))),
  )
  expect(await granted(asked)).toBe(40)
  expect(await standing(sku)).toEqual({ on_hand: 40, reserved: 40, held: 40 })
  await agrees()
})

test('in a batch a request that is too large does not stop the smaller ones behind it', async () => {
  const sku = await item(5)
  const rush = new Rush(inWork)
  const wishes = [3, 4, 1, 9, 1, 1]
  const answers = await Promise.allSettled(
    wishes.map((quantity) => rush.reserveSoon(asking([one(sku, quantity)]))),
  )
  expect(answers.map(({ status }) => status === 'fulfilled')).toEqual([
    ...[true, false, true, false, true, false],
  ])
  expect(answers[3]).toMatchObject({ reason: { details: { asked: 9, available: 2 } } })
  expect(await standing(sku)).toEqual({ on_hand: 5, reserved: 5, held: 5 })
})

test('a batch knows its reservations again, and finds what has expired', async () => {
  const sku = await item(2)
  const rush = new Rush(inWork)
  const minutes = (count: number) => new Date(time.now.getTime() + count * 60_000)
  const asked = asking([one(sku, 2)], minutes(15))
  await rush.reserveSoon(asked)
  await rush.reserveSoon(asked)
  await expect(rush.reserveSoon({ ...asked, lines: [one(sku)] })).rejects.toMatchObject({
    code: 'stock/reservation-differs',
  })
  await expect(rush.reserveSoon(asking([one(sku)]))).rejects.toMatchObject({
    details: { available: 0 },
  })
  time.now = minutes(16)
  const late = [1, 2, 3].map(() => rush.reserveSoon(asking([one(sku)])))
  expect(await granted(late)).toBe(2)
  expect(await standing(sku)).toEqual({ on_hand: 2, reserved: 2, held: 2 })
})

test('many products in one batch: each has what it has, and nobody pays for another’s want', async () => {
  const skus = [await item(3), await item(0), await item(50)]
  const rush = new Rush(inWork)
  const asked = Array.from({ length: 120 }, (_, n) =>
    rush.reserveSoon(asking([one(skus[n % 3] as string)])),
  )
  const never = expect(rush.reserveSoon(asking([one('NEVER')]))).rejects.toMatchObject({
    details: { available: 0 },
  })
  // A bad request does not spoil the batch that it is in.
  const bad = expect(rush.reserveSoon(asking([one(skus[2] as string, 0)]))).rejects.toThrow()
  expect(await granted(asked)).toBe(3 + 40)
  await Promise.all([never, bad])
  for (const [index, reserved] of [3, 0, 40].entries()) {
    expect(await standing(skus[index] as string)).toMatchObject({ reserved, held: reserved })
  }
  await agrees()
})

test('two who gather for the last pieces of the same products', async () => {
  const skus = await Promise.all(Array.from({ length: 12 }, () => item(7)))
  const rushes = [new Rush(inWork), new Rush(inWork)]
  const asked = Array.from({ length: 600 }, (_, n) =>
    (rushes[n % 2] as Rush).reserveSoon(asking([one(skus[(n * 7) % 12] as string)])),
  )
  expect(await granted(asked)).toBe(12 * 7)
  for (const sku of skus) expect(await standing(sku)).toMatchObject({ reserved: 7, held: 7 })
  await agrees()
})

test('baskets of three lines in opposite orders wait for each other, and none is told of a deadlock', async () => {
  const skus = [await item(1000), await item(1000), await item(1000)]
  // Without the second try of a unit of work: a deadlock would reach the caller.
  const once = <Result>(task: Parameters<InWork>[0]) =>
    db
      .transaction()
      .execute((tx) => task({ tx, now: time.now, newId, atLast: () => {} })) as Promise<Result>
  const asked = Array.from({ length: 200 }, (_, n) => {
    const order = n % 2 ? skus : [...skus].reverse()
    return once((work) => reserve(work, asking(order.map((sku) => one(sku)))))
  })
  expect(await granted(asked)).toBe(200)
  for (const sku of skus) expect(await standing(sku)).toMatchObject({ reserved: 200, held: 200 })
  await agrees()
})

test('where expiry and confirmation meet, one of them decides', async () => {
  for (let round = 0; round < 20; round++) {
    const sku = await item(2)
    const asked = asking([one(sku, 2)], new Date(time.now.getTime() - 1))
    await inWork((work) => reserve(work, asked))
    const [confirmed, expired] = await Promise.allSettled([
      inWork((work) => confirm(work, asked.id)),
      inWork((work) => expireAt(work, [one(sku)])),
    ])
    if (expired.status === 'rejected') throw expired.reason
    const kept = confirmed.status === 'fulfilled'
    expect(expired.value).toBe(!kept)
    if (!kept) expect(confirmed.reason).toMatchObject({ code: 'stock/reservation-gone' })
    expect(await standing(sku)).toEqual({ on_hand: 2, reserved: kept ? 2 : 0, held: kept ? 2 : 0 })
  }
  await agrees()
})

test('a crowd that takes and gives back the last pieces gets no other answers either', async () => {
  const sku = await item(3)
  const buy = async () => {
    for (let turn = 0; turn < 6; turn++) {
      const asked = asking([one(sku)])
      await inWork((work) => reserve(work, asked)).then(
        () => inWork((work) => release(work, asked.id)),
        (error) => {
          if (!(error instanceof InsufficientStock)) throw error
        },
      )
    }
  }
  await Promise.all(Array.from({ length: 30 }, buy))
  expect(await standing(sku)).toEqual({ on_hand: 3, reserved: 0, held: 0 })
  await agrees()
})
