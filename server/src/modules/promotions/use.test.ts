import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../kernel/database.ts'
import { newId } from '../../kernel/id.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { promotionsFor } from './candidates.ts'
import { addCodes, codeLines, codePage } from './codes.ts'
import { NewPromotion } from './contract.ts'
import { activatePromotion, createPromotion, endPromotion, promotionOf } from './promotions.ts'
import { giveBack, redeem } from './redeem.ts'
import { PromotionUsedUp } from './refusals.ts'
import { promotionResults } from './results.ts'

let db: Db
let inWork: InWork
beforeAll(async () => {
  ;({ db } = await testDatabase())
  inWork = startWork(db, { clock: () => new Date('2026-11-30T10:00:00Z') })
})
afterAll(() => db.destroy())

const off = { kind: 'percent', of: 'order', percent: 1000 }
async function promotion(more: object = {}): Promise<string> {
  const input = NewPromotion.parse({ name: 'Ten off', currency: 'EUR', effect: off, ...more })
  return inWork(async (work) => {
    const id = await createPromotion(work, input)
    await activatePromotion(work, id)
    return id
  })
}

const use = (
  promotionId: string,
  more: { customerId?: string; code?: string; amount?: number } = {},
) => {
  const order = { orderId: newId(), customerId: more.customerId ?? newId() }
  const { code, amount = 100 } = more
  return inWork((work) =>
    redeem(work, { ...order, currency: 'EUR', uses: [{ promotionId, code, amount }] }),
  ).then(() => order)
}
const outcomes = async (tries: Promise<unknown>[]) => {
  const all = await Promise.allSettled(tries)
  const refused = all.filter((one) => one.status === 'rejected')
  for (const { reason } of refused) expect(reason).toBeInstanceOf(PromotionUsedUp)
  return { used: all.length - refused.length, refused: refused.length }
}

test('five uses are left and a hundred want one: five have it', async () => {
  const id = await promotion({ limits: { total: 5 } })
  const hundred = Array.from({ length: 100 }, () => use(id))
  expect(await outcomes(hundred)).toEqual({ used: 5, refused: 95 })
  expect(await promotionOf(db, id)).toMatchObject({ uses: 5, spent: 500 })
})

test('a budget is never exceeded, however many spend it at once', async () => {
  const id = await promotion({ limits: { budget: 1000 } })
  const tries = Array.from({ length: 20 }, (_, at) => use(id, { amount: 130 + at }))
  await outcomes(tries)
  const { spent, uses } = await promotionOf(db, id)
  expect(spent).toBeLessThanOrEqual(1000)
  expect(uses).toBeGreaterThanOrEqual(6)
})

test('one customer with many pages uses it as often as they may', async () => {
  const id = await promotion({ limits: { perCustomer: 2 } })
  const customerId = newId()
  const tries = Array.from({ length: 8 }, () => use(id, { customerId }))
  expect(await outcomes(tries)).toEqual({ used: 2, refused: 6 })
})

test('a code of a batch is used once; a shared one as often as it says', async () => {
  const id = await promotion({ needsCode: true })
  await addCodes(inWork, id, { count: 3, prefix: 'NOEL-' })
  await addCodes(inWork, id, { code: 'SHARED', maxUses: 4 })
  const { codes, total } = await codePage(db, id, { limit: 50 })
  expect(total).toBe(4)
  const unique = codes.find(({ code }) => code.startsWith('NOEL-'))?.code ?? ''
  expect(await outcomes([1, 2, 3].map(() => use(id, { code: unique })))).toMatchObject({ used: 1 })
  const shared = Array.from({ length: 9 }, () => use(id, { code: 'SHARED' }))
  expect(await outcomes(shared)).toMatchObject({ used: 4 })
  await expect(addCodes(inWork, id, { code: 'SHARED', maxUses: null })).rejects.toMatchObject({
    code: 'promotions/code-taken',
  })
  let lines = ''
  for await (const line of codeLines(db, id)) lines += line
  expect(lines).toContain('SHARED;4;4\n')
})

test('the same order uses it once; given back, others may have it', async () => {
  const id = await promotion({ limits: { total: 1, perCustomer: 1 } })
  const order = await use(id)
  const again = { ...order, currency: 'EUR', uses: [{ promotionId: id, amount: 100 }] }
  await inWork((work) => redeem(work, again))
  expect((await promotionOf(db, id)).uses).toBe(1)
  await Promise.all([1, 2, 3].map(() => inWork((work) => giveBack(work, order))))
  expect(await promotionOf(db, id)).toMatchObject({ uses: 0, spent: 0 })
  await inWork((work) => redeem(work, again))
  expect(await promotionOf(db, id)).toMatchObject({ uses: 1, spent: 100 })
  expect(await promotionResults(db, id, 'Europe/Paris')).toMatchObject({
    ...{ orders: 1, customers: 1, given: 100 },
    days: [{ day: '2026-11-30', orders: 1, given: 100 }],
  })
})

test('a code that was given back with its order opens once more', async () => {
  const id = await promotion({ needsCode: true })
  await addCodes(inWork, id, { code: 'ONCE-MORE', maxUses: 1 })
  const order = await use(id, { code: 'ONCE-MORE' })
  await expect(use(id, { code: 'ONCE-MORE' })).rejects.toMatchObject({
    details: { why: 'codeUsed' },
  })
  await inWork((work) => giveBack(work, order))
  await use(id, { code: 'ONCE-MORE' })
  await expect(use(id, { code: 'ONCE-MORE' })).rejects.toMatchObject({
    details: { why: 'codeUsed' },
  })
})

test('two promotions taken in opposite order block nobody', async () => {
  const [one, other] = [await promotion(), await promotion()]
  const both = (ids: string[]) =>
    inWork((work) =>
      redeem(work, {
        ...{ orderId: newId(), customerId: newId(), currency: 'EUR' },
        uses: ids.map((promotionId) => ({ promotionId, amount: 1 })),
      }),
    )
  const orders = Array.from({ length: 30 }, (_, at) => both(at % 2 ? [one, other] : [other, one]))
  await Promise.all(orders)
  expect((await promotionOf(db, one)).uses).toBe(30)
})

test('what has ended is given no more, and says so to who types its code', async () => {
  const id = await promotion({ needsCode: true })
  await addCodes(inWork, id, { code: 'LATE', maxUses: null })
  await inWork((work) => endPromotion(work, id))
  await expect(use(id, { code: 'LATE' })).rejects.toMatchObject({ details: { why: 'ended' } })
  const asked = { at: new Date('2026-11-30T10:00:00Z'), channel: 'web', shopId: null }
  const more = { customerId: newId(), audienceIds: [], firstOrder: false, codes: ['LATE'] }
  const { rules } = await promotionsFor(db, { ...asked, ...more })
  expect(rules.find((rule) => rule.id === id)?.endsAt).toEqual(asked.at)
})

test('counters are the sum of what was used', async () => {
  const { rows } = await sql`
    /* cross-shard */ select c.promotion_id from promotions.counter c
    left join (select promotion_id, count(*) as uses, sum(amount) as spent from promotions.use
      where given_back_at is null group by 1) u using (promotion_id)
    where c.uses <> coalesce(u.uses, 0) or c.spent <> coalesce(u.spent, 0)`.execute(db)
  expect(rows).toEqual([])
})
