import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { findBy, threadIds } from '../customers/index.ts'
import type { Cart, ShopperSession } from './contract.ts'

let line: Line
let other: Line
let store: Store
let writeKey: string
let owner: { authorization: string }

beforeAll(async () => {
  line = await startLine()
  other = await startLine({ url: line.url })
  store = await openStore(line, {
    goods: [
      { sku: 'serum', price: 2490, stock: { depot: 50 } },
      { sku: 'cream', price: 1590, stock: { depot: 50 } },
      { sku: 'last', price: 1000, stock: { depot: 1 } },
      { sku: 'dear', price: 3000, stock: { depot: 20 } },
      {
        sku: 'box',
        price: 3500,
        parts: [
          { sku: 'serum', quantity: 1 },
          { sku: 'pair', quantity: 2 },
        ],
      },
      { sku: 'pair', price: 500, stock: { depot: 5 } },
    ],
  })
  writeKey = (await line.source('browser')).writeKey
  owner = await line.as('owner')
  await setMerge('guest-wins')
})
afterAll(async () => {
  await other.stop()
  await line.stop()
})

const enter = (more: { anonymousId?: string } = {}) => TestShopper.enter(line, writeKey, more)
const shown = ({ lines }: Pick<Cart, 'lines'>) => lines.map(({ sku, quantity }) => [sku, quantity])

async function codeFor(email: string): Promise<string> {
  const { variables } = await line.db
    .selectFrom('messages.message')
    .select('variables')
    .where('to_address', '=', email)
    .orderBy('planned_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return (variables as { code: string }).code
}

async function signIn(shopper: TestShopper, email: string): Promise<TestShopper> {
  expect((await shopper.ask('POST', '/api/shop/sign-in/code', { email })).status).toBe(202)
  const payload = { email, code: await codeFor(email) }
  const { status, body } = await shopper.ask<ShopperSession>('POST', '/api/shop/sign-in', payload)
  expect(status).toBe(200)
  return shopper.by(line, body)
}

async function setMerge(merge: string) {
  const answer = await line.app.http.inject({
    ...{ method: 'PUT', url: '/api/carts/settings', headers: owner },
    payload: { merge, callsPerMinute: 100_000, sessionsPerMinute: 100_000 },
  })
  expect(answer.statusCode, answer.body).toBe(200)
}

describe('a cart', () => {
  test('is of a customer from the first moment, and tells their thread', async () => {
    const ana = await enter({ anonymousId: 'browser-of-ana' })
    const { status, body } = await ana.add('serum', 2)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ total: 4980, subtotal: 4980, currency: 'EUR' })
    await line.settle()
    const id = (await findBy(line.db, 'anonymous_id', 'browser-of-ana')) ?? ''
    const { properties } = await line.db
      .selectFrom('thread.event')
      .select('properties')
      .where('customer_id', 'in', await threadIds(line.db, id))
      .where('name', '=', 'Product Added')
      .executeTakeFirstOrThrow()
    expect(properties).toMatchObject({
      ...{ sku: 'serum', quantity: 2, price: 24.9, currency: 'EUR' },
      cart: { total: 49.8, products: [{ sku: 'serum', quantity: 2 }] },
    })
  })

  test('keeps the same article with other options apart, and both share the stock', async () => {
    const ana = await enter()
    expect((await ana.add('last', 1, { engraving: 'foo' })).status).toBe(200)
    const second = await ana.add('last', 1, { engraving: 'bar' })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({
      ...{ code: 'carts/insufficient-stock', details: { sku: 'last', asked: 2, available: 1 } },
    })
    expect(shown(await ana.cart())).toEqual([['last', 1]])
    await ana.add('serum', 1, { wrap: 'gold', card: 'A.' })
    const { body } = await ana.add('serum', 1, { card: 'A.', wrap: 'gold' })
    expect(shown(body)).toEqual([
      ['last', 1],
      ['serum', 2],
    ])
  })

  test('counts the parts of a bundle with what else wants them', async () => {
    const ana = await enter()
    expect((await ana.add('pair', 2)).status).toBe(200)
    expect((await ana.add('box', 1)).status).toBe(200)
    const { status, body } = await ana.add('box', 1)
    expect([status, body.details]).toEqual([409, { sku: 'pair', asked: 6, available: 5 }])
  })

  test('tells what has changed since it was seen, until that was seen', async () => {
    const ana = await enter()
    await ana.add('dear', 1)
    await ana.add('cream', 3)
    const [dear, cream] = (await ana.cart()).lines
    await store.price('dear', 2500)
    await line.db
      .updateTable('stock.level')
      .set({ on_hand: 2 })
      .where('sku', '=', 'cream')
      .execute()
    const now = await ana.cart()
    expect(now.changes).toEqual([
      { kind: 'price', lineId: dear?.id, from: 3000, to: 2500 },
      { kind: 'fewer', lineId: cream?.id, available: 2 },
    ])
    expect(now.total).toBe(2500 + 3 * 1590)
    await ana.ask('POST', '/api/shop/cart/seen')
    expect((await ana.cart()).changes.map(({ kind }) => kind)).toEqual(['fewer'])
    await line.db
      .updateTable('stock.level')
      .set({ on_hand: 50 })
      .where('sku', '=', 'cream')
      .execute()
    await store.withdraw('dear')
    expect(await ana.cart()).toMatchObject({
      ...{ total: 3 * 1590, changes: [{ kind: 'withdrawn', lineId: dear?.id }] },
    })
  })

  test('lets a line wait for later and come back', async () => {
    const ana = await enter()
    const { body } = await ana.add('serum', 2)
    const url = `/api/shop/cart/lines/${body.lines[0]?.id}`
    const later = (await ana.ask<Cart>('PATCH', url, { saved: true })).body
    expect([shown(later), later.saved.length, later.total]).toEqual([[], 1, 0])
    const { body: again } = await ana.add('serum', 1)
    expect(shown(again)).toEqual([['serum', 1]])
    const back = (await ana.ask<Cart>('PATCH', url, { saved: false })).body
    expect([shown(back), back.saved]).toEqual([[['serum', 3]], []])
  })

  test('takes everything that several tabs put in at once', async () => {
    const ana = await enter()
    const there = ana.by(other)
    await Promise.all(
      Array.from({ length: 12 }, (_, tab) => (tab % 2 ? ana : there).add('serum', 1)),
    )
    expect(shown(await ana.cart())).toEqual([['serum', 12]])
  })

  test('is of nobody without a session, or with one that has ended', async () => {
    const ana = await enter()
    expect((await ana.ask('DELETE', '/api/shop/session')).status).toBe(204)
    expect((await ana.add('serum')).status).toBe(401)
    expect((await line.app.http.inject('/api/shop/cart')).statusCode).toBe(401)
  })
})

describe('who signs in', () => {
  test('finds what they had on another device, and what they just put in', async () => {
    await setMerge('guest-wins')
    const phone = await signIn(await enter(), 'sophie@example.com')
    await phone.add('serum', 1)
    await line.advance(1000)
    await phone.add('cream', 1)
    const laptop = await enter()
    await laptop.add('serum', 3)
    const there = await signIn(laptop, 'sophie@example.com')
    expect(shown(await there.cart())).toEqual([
      ['serum', 3],
      ['cream', 1],
    ])
    expect(shown(await phone.cart())).toEqual(shown(await there.cart()))
    // The token of the guest is worth nothing any more.
    expect((await laptop.add('serum')).status).toBe(401)
    await line.settle()
    expect(shown(await phone.by(other).cart())).toEqual([
      ['serum', 3],
      ['cream', 1],
    ])
  })

  test('has the sum of both where the brand wants it so', async () => {
    await setMerge('sum')
    const phone = await signIn(await enter(), 'sum@example.com')
    await phone.add('serum', 1)
    const guest = await enter()
    await guest.add('serum', 3)
    expect(shown(await (await signIn(guest, 'sum@example.com')).cart())).toEqual([['serum', 4]])
    await setMerge('guest-wins')
  })

  test('learns nothing of who else has an account, and guesses no code', async () => {
    const ana = await enter()
    for (const email of ['sophie@example.com', 'never-seen@example.com', 'noreply@example.com']) {
      const answer = await ana.ask('POST', '/api/shop/sign-in/code', { email })
      expect([email, answer.status]).toEqual([email, 202])
    }
    const tries = []
    for (let code = 0; code < 8; code++) {
      const payload = { email: 'guessed@example.com', code: `00000${code}` }
      tries.push((await ana.ask('POST', '/api/shop/sign-in', payload)).status)
    }
    expect(tries.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
    expect(tries).toContain(429)
  })

  test('uses a code once, and not after ten minutes', async () => {
    const ana = await enter()
    await ana.ask('POST', '/api/shop/sign-in/code', { email: 'once@example.com' })
    const payload = { email: 'once@example.com', code: await codeFor('once@example.com') }
    const both = await Promise.all([
      ana.ask('POST', '/api/shop/sign-in', payload),
      ana.by(other).ask('POST', '/api/shop/sign-in', payload),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    const late = await enter()
    await late.ask('POST', '/api/shop/sign-in/code', { email: 'late@example.com' })
    const code = await codeFor('late@example.com')
    await line.advance(11 * 60_000)
    const answer = await late.ask('POST', '/api/shop/sign-in', { email: 'late@example.com', code })
    expect(answer.status).toBe(401)
  })
})

describe('customers who prove to be one', () => {
  const become = async (anonymousId: string, email: string) => {
    const source = await line.source('browser', `site ${anonymousId}`)
    await line.send(source, [{ type: 'identify', anonymousId, traits: { email } }])
    await line.settle()
  }

  test('have one cart, and a browser that only says so sees no more than it put in', async () => {
    const victim = await signIn(await enter(), 'victim@example.com')
    await victim.add('serum', 1)
    const stranger = await enter({ anonymousId: 'browser-of-a-stranger' })
    await stranger.add('cream', 2)
    await become('browser-of-a-stranger', 'victim@example.com')
    expect(shown(await victim.cart())).toEqual([
      ['serum', 1],
      ['cream', 2],
    ])
    expect(shown(await stranger.cart())).toEqual([['cream', 2]])
    const again = await enter({ anonymousId: 'browser-of-a-stranger' })
    expect(shown(await again.cart())).toEqual([['cream', 2]])
    // What they put in goes to the person's one cart, but shows them nothing of it.
    await again.add('serum', 1)
    expect(shown(await again.cart())).toEqual([
      ['cream', 2],
      ['serum', 1],
    ])
  })

  test('are parted again with what came by each', async () => {
    const one = await enter({ anonymousId: 'parted-one' })
    const two = await enter({ anonymousId: 'parted-two' })
    await one.add('serum', 1)
    await two.add('cream', 1)
    await become('parted-one', 'parted@example.com')
    await become('parted-two', 'parted@example.com')
    const person = (await findBy(line.db, 'email', 'parted@example.com')) ?? ''
    const cart = async () =>
      (await line.app.http.inject({ url: `/api/carts/${person}`, headers: owner })).json()
    expect(shown(await cart())).toEqual([
      ['serum', 1],
      ['cream', 1],
    ])
    const { id } = await line.db
      .selectFrom('customers.merge')
      .select('id')
      .where('customer_id', '=', person)
      .executeTakeFirstOrThrow()
    const undone = await line.app.http.inject({
      ...{ method: 'POST', url: `/api/identity/merges/${id}/undo`, headers: owner },
      payload: { reason: 'test', keepApart: true },
    })
    expect(undone.statusCode, undone.body).toBeLessThan(300)
    await line.settle()
    const left = (await findBy(line.db, 'anonymous_id', 'parted-two')) ?? ''
    const ofTwo = await line.app.http.inject({ url: `/api/carts/${left}`, headers: owner })
    expect(left).not.toBe(person)
    expect(shown(ofTwo.json())).toEqual([['cream', 1]])
    expect(shown(await cart())).toEqual([['serum', 1]])
    expect(shown(await two.cart())).toEqual([['cream', 1]])
  })
})

describe('wishes, what was looked at, and sharing', () => {
  test('are kept with the customer, the latest first', async () => {
    const ana = await enter()
    await ana.ask('PUT', '/api/shop/wishes/serum')
    await ana.ask('PUT', '/api/shop/viewed/cream')
    await line.advance(1000)
    await ana.ask('PUT', '/api/shop/viewed/serum')
    const skus = async (url: string) =>
      (await ana.ask<{ items: { sku: string }[] }>('GET', url)).body.items.map(({ sku }) => sku)
    expect(await skus('/api/shop/wishes')).toEqual(['serum'])
    expect(await skus('/api/shop/viewed')).toEqual(['serum', 'cream'])
    await ana.ask('DELETE', '/api/shop/wishes/serum')
    expect(await skus('/api/shop/wishes')).toEqual([])
  })

  test('come along when the guest signs in, once each', async () => {
    const listed = async (one: TestShopper, what: 'wishes' | 'viewed') => {
      const { body } = await one.ask<{ items: { sku: string }[] }>('GET', `/api/shop/${what}`)
      return body.items.map(({ sku }) => sku).sort()
    }
    const before = await signIn(await enter(), 'wisher@example.com')
    await before.ask('PUT', '/api/shop/wishes/serum')
    const guest = await enter()
    for (const sku of ['serum', 'cream']) await guest.ask('PUT', `/api/shop/wishes/${sku}`)
    await guest.ask('PUT', '/api/shop/viewed/cream')
    const known = await signIn(guest, 'wisher@example.com')
    expect(await listed(known, 'wishes')).toEqual(['cream', 'serum'])
    expect(await listed(before, 'viewed')).toEqual(['cream'])
  })

  test('a till opens the cart that is shown to it, and what it changes is on the phone', async () => {
    const ana = await enter()
    await ana.add('serum', 1)
    const { body } = await ana.ask<{ code: string }>('POST', '/api/shop/cart/share', {
      kind: 'till',
    })
    const open = await line.app.http.inject({
      ...{ method: 'POST', url: '/api/carts/open', headers: owner, payload: { code: body.code } },
    })
    const { customerId, cart } = open.json()
    expect(shown(cart)).toEqual([['serum', 1]])
    await line.app.http.inject({
      ...{ method: 'POST', url: `/api/carts/${customerId}/lines`, headers: owner },
      payload: { sku: 'cream', quantity: 2 },
    })
    expect(shown(await ana.cart())).toEqual([
      ['serum', 1],
      ['cream', 2],
    ])
    const back = await line.app.http.inject({
      ...{ method: 'POST', url: `/api/carts/${customerId}/share`, headers: owner },
    })
    const ben = await enter()
    const taken = await ben.ask<Cart>('POST', '/api/shop/cart/from-share', {
      code: back.json().code,
    })
    expect(shown(taken.body)).toEqual([
      ['serum', 1],
      ['cream', 2],
    ])
    const wrong = await ben.ask('POST', '/api/shop/cart/from-share', { code: body.code })
    expect(wrong.status).toBe(404)
  })
})
