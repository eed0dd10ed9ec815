import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import type { Db } from '../../../kernel/database.ts'
import { type InWork, startWork } from '../../../kernel/work.ts'
import type { NewCard } from '../gift-card-contract.ts'
import { captureHold, holdCard, releaseHold } from './holds.ts'
import { creditCard, expireCards, issueCard } from './ledger.ts'
import { blockCard, cardBalance, cardDetail } from './read.ts'
import { vatAtRedemption } from './vat.ts'

let db: Db
let inWork: InWork
const time = { now: new Date('2026-11-30T10:00:00Z') }
beforeAll(async () => {
  ;({ db } = await testDatabase())
  inWork = startWork(db, { clock: () => time.now })
})
afterAll(() => db.destroy())

/** Whatever was done, the balance of every card is the sum of its entries, and what is held that of its holds. */
afterEach(async () => {
  const { rows } = await sql`
    select card_id from promotions.gift_card card
    where balance <> (select coalesce(sum(amount), 0) from promotions.gift_card_entry e where e.card_id = card.card_id)
      or held <> (select coalesce(sum(amount), 0) from promotions.gift_card_hold h where h.card_id = card.card_id)`.execute(
    db,
  )
  expect(rows).toEqual([])
})

const issue = (amount: number, more: Partial<NewCard> = {}) =>
  inWork((work) => issueCard(work, { amount, currency: 'EUR', ...more }, 'test'))
const hold = (code: string, amount: number, ref: string = crypto.randomUUID()) =>
  inWork((work) => holdCard(work, { code, amount, currency: 'EUR', ref }))
const available = async (code: string) => (await cardBalance(db, code, time.now)).available

test('a card is used in parts; its code is known however it is typed, and kept nowhere', async () => {
  const { code, id, tail } = await issue(5000)
  const { cardId } = await hold(code.toLowerCase().replaceAll('-', ' '), 1999, 'order-1')
  expect(await available(code)).toBe(3001)
  expect(await inWork((work) => captureHold(work, { cardId, ref: 'order-1' }))).toBe(true)
  expect(await inWork((work) => captureHold(work, { cardId, ref: 'order-1' }))).toBe(false)
  const detail = await cardDetail(db, id)
  expect(detail).toMatchObject({ balance: 3001, held: 0, tail })
  expect(detail.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['redeemed', -1999],
    ['issued', 5000],
  ])
  const { rows } = await sql<{ all: string }>`
    select string_agg(t::text, ' ') as all from promotions.gift_card_code t`.execute(db)
  expect(rows[0]?.all).not.toContain(code.replaceAll('-', ''))
})

test('twenty want the last of it at once: as many have it as it is good for', async () => {
  const { code } = await issue(1000)
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => hold(code, 300)))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const refused = all.filter((one) => one.status === 'rejected')
  for (const { reason } of refused) expect(reason.code).toBe('promotions/card-too-low')
  expect(await available(code)).toBe(100)
})

test('put aside twice for the same thing it is put aside once, and let go once', async () => {
  const { code } = await issue(1000)
  const { cardId } = await hold(code, 600, 'same')
  await hold(code, 600, 'same')
  expect(await available(code)).toBe(400)
  const release = () => inWork((work) => releaseHold(work, { cardId, ref: 'same' }))
  expect((await Promise.all([release(), release()])).toSorted()).toEqual([false, true])
  expect(await available(code)).toBe(1000)
})

test('its day over, a card pays nothing more, but for what was put aside; a refund opens it again', async () => {
  const { code, id } = await issue(1000, { expiresAt: '2026-12-01T00:00:00.000Z' })
  const { cardId } = await hold(code, 400, 'before')
  time.now = new Date('2026-12-02T00:00:00Z')
  await expect(hold(code, 100)).rejects.toMatchObject({ details: { why: 'expired' } })
  await inWork((work) => expireCards(work))
  await inWork((work) => expireCards(work))
  expect(await cardDetail(db, id)).toMatchObject({ balance: 400, held: 400 })
  await inWork((work) => captureHold(work, { cardId, ref: 'before' }))
  for (const _ of [1, 2])
    await inWork((work) => creditCard(work, { cardId, amount: 400, ref: 'r' }))
  expect(await available(code)).toBe(400)
  expect((await cardDetail(db, id)).expiresAt).toBe('2027-12-02T00:00:00.000Z')
})

test('a blocked card, another currency, a code that is none: refused by name', async () => {
  const { code, id } = await issue(1000)
  const francs = inWork((work) => holdCard(work, { code, amount: 1, currency: 'CHF', ref: 'f' }))
  await expect(francs).rejects.toMatchObject({ code: 'promotions/card-other-currency' })
  await inWork((work) => blockCard(work, id, true))
  await expect(hold(code, 100)).rejects.toMatchObject({ details: { why: 'blocked' } })
  expect(await available(code)).toBe(0)
  await expect(hold('AAAA-BBBB-CCCC-DDDD', 1)).rejects.toMatchObject({
    code: 'promotions/card-unknown',
  })
})

test('VAT is due when it is known: at the sale of a single-purpose card, else when it is redeemed', async () => {
  expect((await issue(5000)).vatAtSale).toBe(0)
  const single = await issue(5000, { purpose: 'single', vat: 2000 })
  expect(single.vatAtSale).toBe(833)
  const taxes = [{ rate: 2000, net: 5000, vat: 1000 }]
  const by = (purpose: 'multi' | 'single', vat: number | null) =>
    vatAtRedemption(taxes, [{ amount: 5000, purpose, vat }])[0]?.vat
  expect([by('multi', null), by('single', 2000), by('single', 550)]).toEqual([1000, 167, 1000])
})
