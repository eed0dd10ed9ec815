import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { newId } from '../../kernel/id.ts'
import { findBy } from '../customers/index.ts'
import { NewPromotion } from './contract.ts'
import { activatePromotion, createPromotion } from './promotions.ts'
import { giveBack, redeem } from './redeem.ts'
import { PromotionUsedUp } from './refusals.ts'

let line: Line
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())

/** A promotion that each customer may use so many times. */
const promotion = (perCustomer: number) =>
  line.inWork(async (work) => {
    const effect = { kind: 'percent', of: 'order', percent: 1000 }
    const limits = { perCustomer }
    const id = await createPromotion(
      work,
      NewPromotion.parse({ name: 'Welcome', currency: 'EUR', effect, limits }),
    )
    await activatePromotion(work, id)
    return id
  })

const use = async (promotionId: string, customerId: string) => {
  const order = { orderId: newId(), customerId }
  const uses = [{ promotionId, amount: 100 }]
  await line.inWork((work) => redeem(work, { ...order, currency: 'EUR', uses }))
  return order
}

/** Two browsers of whom nobody knows yet that they are one person. */
async function twoBrowsers(name: string) {
  const source = await line.source('browser', name)
  const browsers = [`${name}-phone`, `${name}-desk`] as const
  await line.send(
    source,
    browsers.map((anonymousId) => ({ type: 'page', anonymousId, name: 'Home' })),
  )
  await line.settle()
  const ids = await Promise.all(browsers.map((id) => findBy(line.db, 'anonymous_id', id)))
  const [phone = '', desk = ''] = ids.map((id) => id ?? '')
  const email = `${name}@example.com`
  const become = async () => {
    for (const anonymousId of browsers) {
      await line.send(source, [{ type: 'identify', anonymousId, traits: { email } }])
    }
    await line.settle()
    return (await findBy(line.db, 'email', email)) ?? ''
  }
  return { phone, desk, become }
}

test('two who turn out to be one have used a promotion as often as both did, by whichever id they come', async () => {
  const id = await promotion(2)
  const { phone, desk, become } = await twoBrowsers('sophie')
  await use(id, phone)
  const second = await use(id, desk)
  await become()
  for (const one of [phone, desk]) await expect(use(id, one)).rejects.toThrow(PromotionUsedUp)
  await line.inWork((work) => giveBack(work, second))
  await use(id, desk)
  await expect(use(id, phone)).rejects.toThrow(PromotionUsedUp)
}, 60_000)

test('parted again, each has used what was ordered by their own id', async () => {
  const id = await promotion(1)
  const { phone, desk, become } = await twoBrowsers('anna')
  await use(id, phone)
  const person = await become()
  await expect(use(id, desk)).rejects.toThrow(PromotionUsedUp)
  const headers = await line.as()
  const merge = await line.db
    .selectFrom('customers.merge')
    .select('id')
    .where('customer_id', '=', person)
    .executeTakeFirstOrThrow()
  const undone = await line.app.http.inject({
    ...{ method: 'POST', url: `/api/identity/merges/${merge.id}/undo`, headers },
    payload: { reason: 'test', keepApart: true },
  })
  expect(undone.statusCode, undone.body).toBeLessThan(300)
  await line.settle()
  await expect(use(id, phone)).rejects.toThrow(PromotionUsedUp)
  await use(id, desk)
  await expect(use(id, desk)).rejects.toThrow(PromotionUsedUp)
}, 60_000)
