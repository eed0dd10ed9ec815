import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../test/line.ts'
import { openStore } from '../../../test/store.ts'
import type { Cart } from './contract.ts'

/** For whom, where and when a promotion is given, as a shopper's own cart says it. */
let line: Line
let owner: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  owner = await line.as('owner')
  await openStore(line, { goods: [{ sku: 'serum', price: 1000, stock: { depot: 100 } }] })
})
afterAll(() => line.stop())

async function post<Body>(url: string, payload: object): Promise<Body> {
  const answer = await line.app.http.inject({ method: 'POST', url, headers: owner, payload })
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`)
  return answer.json()
}
async function begin(name: string, more: object): Promise<string> {
  const { id } = await post<{ id: string }>('/api/promotions', {
    ...{ name, currency: 'EUR', effect: { kind: 'percent', of: 'order', percent: 1000 } },
    ...more,
  })
  await post(`/api/promotions/${id}/activate`, {})
  return id
}
/** Somebody's cart with one serum in it. */
async function cartOf(value: string, channel: 'web' | 'app' = 'web'): Promise<Cart> {
  const session = await post<{ token: string }>('/api/carts/sessions', {
    ...{ kind: 'user_id', value, channel },
  })
  const answer = await line.app.http.inject({
    ...{ method: 'POST', url: '/api/shop/cart/lines', payload: { sku: 'serum', quantity: 1 } },
    headers: { authorization: `Bearer ${session.token}` },
  })
  return answer.json()
}
const whyNot = ({ notApplied }: Cart, id: string) =>
  notApplied.find(({ promotionId }) => promotionId === id)?.why
const isGiven = ({ promotions }: Cart, id: string) =>
  promotions.some(({ promotionId }) => promotionId === id)

test('to an audience, as long as one is in it; to others it says why not', async () => {
  const till = await line.source('server')
  const live = async (userId: string, city: string) => {
    await line.send(till, [{ type: 'identify', userId, traits: { city } }])
    await line.settle()
  }
  await live('ana', 'Lille')
  await live('ben', 'Lyon')
  const condition = { kind: 'trait', path: 'city', op: 'eq', value: 'Lille' }
  const audience = await post<{ id: string }>('/api/audiences', { name: 'Lille', condition })
  await buildAudiences(line.app.loops)
  await line.settle()
  const id = await begin('Lille', { conditions: [{ kind: 'audience', anyOf: [audience.id] }] })
  expect(isGiven(await cartOf('ana'), id)).toBe(true)
  expect(whyNot(await cartOf('ben'), id)).toBe('not-in-audience')
  await live('ana', 'Lyon')
  expect(whyNot(await cartOf('ana'), id)).toBe('not-in-audience')
})

test('on a channel, in a period, to a first order: each no has its reason', async () => {
  const app = await begin('App', { conditions: [{ kind: 'channel', anyOf: ['app'] }] })
  const later = await begin('Later', { startsAt: '2026-12-01T00:00:00Z' })
  const first = await begin('First', { conditions: [{ kind: 'first-order' }] })
  const over = await begin('Over', { endsAt: '2026-11-30T10:00:00Z' })
  const web = await cartOf('cleo')
  expect([app, later].map((id) => whyNot(web, id))).toEqual(['other-channel', 'not-started'])
  expect(whyNot(web, over)).toBe('ended')
  expect([isGiven(web, first), isGiven(web, app)]).toEqual([true, false])
  expect(isGiven(await cartOf('dan', 'app'), app)).toBe(true)
})
