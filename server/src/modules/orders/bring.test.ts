import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { lettersThatWait, mailsTo } from '../../../test/order-mails.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { issueCard } from '../promotions/index.ts'
import { adjust, prove } from '../stock/index.ts'
import type { OrderQuote, OrderShown } from './contract.ts'
import type { ShopAvailability } from './shop-availability-contract.ts'
import type { OrderDetail } from './team-contract.ts'

let line: Line
let store: Store
let writeKey: string
let owner: { authorization: string }
const now = new Date('2026-11-30T10:00:00Z')

beforeAll(async () => {
  line = await startLine({ now })
  const stock = { lille: 2, nice: 5, depot: 9 }
  store = await openStore(line, {
    goods: [
      { sku: 'lamp', price: 2000, stock },
      { sku: 'vase', price: 1000, stock: { depot: 50 } },
      { sku: 'mug', price: 333, stock: { lille: 2, depot: 9 } },
      { sku: 'clock', price: 3000, stock: { lyon: 4 } },
    ],
    places: [
      { code: 'depot', kind: 'warehouse', at: { latitude: 48.8, longitude: 2.3 } },
      {
        code: 'lille',
        services: ['collect', 'reserve', 'drive'],
        at: { latitude: 50.6, longitude: 3.1 },
      },
      { code: 'nice', services: ['collect', 'ship-from'], at: { latitude: 43.7, longitude: 7.3 } },
      { code: 'lyon', services: ['collect'], at: { latitude: 45.7, longitude: 4.8 } },
    ],
  })
  writeKey = (await line.source('browser')).writeKey
  owner = await line.as('owner')
  await ask('PUT', '/api/carts/settings', { callsPerMinute: 100_000, sessionsPerMinute: 100_000 })
})
afterAll(() => line.stop())

async function ask<Body = OrderDetail>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<{ status: number; body: Body & { code?: string; details?: object } }> {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const inLille = { option: 'collect', shop: 'lille' }
let people = 0

async function shopper(sku: string, quantity: number) {
  const one = await TestShopper.enter(line, writeKey)
  const { status } = await one.add(sku, quantity)
  expect(status).toBe(200)
  return one
}

/** Pays by gift card for what is collected in Lille. */
async function order(sku: string, quantity: number, more: object = {}) {
  const one = await shopper(sku, quantity)
  const { code } = await line.inWork((work) =>
    issueCard(work, { amount: 100_000, currency: 'EUR' } as never, 'test'),
  )
  const email = `brought-${++people}@example.com`
  const { status, body } = await one.checkout(
    {
      ...{ contact: { email, firstName: 'Inès' }, payments: [{ means: 'gift-card', code }] },
      ...{ ...inLille, ...more },
    },
    `key-${crypto.randomUUID()}`,
  )
  return { one, email, status, order: body.order, code: body.code, details: body.details }
}

const quoteOf = async (one: TestShopper, how: object = inLille) =>
  (await one.ask<OrderQuote>('POST', '/api/shop/quote', how)).body

const shown = async (one: TestShopper, id: string) =>
  (await one.ask<OrderShown>('GET', `/api/shop/orders/${id}`)).body

const deed = (orderId: string, parcelId: string, verb: string, body: object = {}) =>
  ask('POST', `/api/orders/${orderId}/parcels/${parcelId}/${verb}`, body)

const parcelFrom = (one: OrderShown, code: string) => {
  const parcel = one.fulfilments.find(({ place }) => place?.code === code)
  if (!parcel) throw new Error(`nothing comes from ${code}`)
  return parcel
}

const mails = (email: string) => mailsTo(line, email)

const proof = () => line.inWork(prove)

describe('what a shop lacks', () => {
  test('is offered to be collected there later, brought from where most is', async () => {
    const one = await shopper('lamp', 10)
    const there = await quoteOf(await shopper('lamp', 2))
    expect(there).toMatchObject({ parcels: 1, missing: [], readyFrom: '2026-11-30T10:30:00.000Z' })
    const quote = await quoteOf(one)
    expect(quote).toMatchObject({
      ...{ parcels: 2, missing: [], total: 20_000 },
      readyFrom: '2026-12-03T10:30:00.000Z',
    })
    const kept = await quoteOf(one, { option: 'reserve', shop: 'lille' })
    expect(kept.missing).toEqual([{ sku: 'lamp', asked: 10, available: 2 }])
  })

  test('is not where no place that sends has it, nor where the brand does not bring', async () => {
    const clock = await shopper('clock', 1)
    expect((await quoteOf(clock)).missing).toMatchObject([{ sku: 'clock', available: 0 }])
    const lamp = await shopper('lamp', 10)
    await ask('PUT', '/api/orders/settings', { bringToShops: false })
    expect((await quoteOf(lamp)).missing).toEqual([{ sku: 'lamp', asked: 10, available: 2 }])
    const refused = await order('lamp', 10)
    expect([refused.status, refused.code]).toEqual([409, 'orders/insufficient-stock'])
    await ask('PUT', '/api/orders/settings', {})
  })

  test('is told to who asks where an article can be had', async () => {
    const one = await shopper('vase', 1)
    const url = '/api/shop/availability?skus=lamp,vase'
    const { body } = await one.ask<ShopAvailability>('GET', url)
    const lille = body.shops.find(({ code }) => code === 'lille')
    expect(lille).toMatchObject({
      broughtFrom: '2026-12-03T10:30:00.000Z',
      articles: [
        { sku: 'lamp', available: 2, elsewhere: 14 },
        { sku: 'vase', available: 0, elsewhere: 50 },
      ],
    })
    const nice = body.shops.find(({ code }) => code === 'nice')
    expect(nice?.articles[0]).toEqual({ sku: 'lamp', available: 5, elsewhere: 11 - 2 })
  })

  test('cannot be wanted before it can be there', async () => {
    const soon = await order('vase', 1, { at: '2026-12-01T15:00:00Z' })
    expect([soon.status, soon.details]).toMatchObject([422, { why: 'too-soon' }])
    const later = await order('vase', 1, { at: '2026-12-04T15:00:00Z' })
    expect(later.status).toBe(200)
  })
})

describe('an order that is brought to its shop', () => {
  test('is there when all of it is: then, and once, the customer is called', async () => {
    const before = await store.level('lamp', 'depot')
    const { one, order: placed, email } = await order('lamp', 10)
    expect(placed.fulfilments.map(({ place, lines }) => [place?.code, lines[0]?.quantity])).toEqual(
      expect.arrayContaining([
        ['lille', 2],
        ['depot', 8],
      ]),
    )
    expect(placed.fulfilments.map(({ expectedAt }) => expectedAt)).toEqual([
      ...['2026-12-03T10:30:00.000Z', '2026-12-03T10:30:00.000Z'],
    ])
    expect((await mails(email))[0]?.variables.delivery).toContain('Boutique lille, à partir du 3')
    const here = parcelFrom(placed, 'lille')
    const there = parcelFrom(placed, 'depot')
    expect([here.code === null, there.code]).toEqual([false, null])
    // Neither may be asked for before all of it is in the shop.
    for (const parcel of [here, there]) {
      const early = await deed(placed.id, parcel.id, 'ready')
      expect([early.status, early.body.details]).toMatchObject([409, { state: 'elsewhere' }])
    }
    const away = await deed(placed.id, there.id, 'hand-over')
    expect([away.status, away.body.details]).toMatchObject([409, { state: 'elsewhere' }])
    expect((await deed(placed.id, here.id, 'bring')).body.details).toMatchObject({
      state: 'in-shop',
    })

    const sent = await deed(placed.id, there.id, 'bring')
    expect(sent.body.fulfilments.find(({ id }) => id === there.id)).toMatchObject({
      ...{ state: 'on-its-way', place: { code: 'lille' } },
    })
    expect(await store.level('lamp', 'depot')).toMatchObject({
      ...{ on_hand: before.on_hand - 8, reserved: before.reserved },
    })
    const still = await deed(placed.id, here.id, 'ready')
    expect(still.body.details).toMatchObject({ state: 'elsewhere' })
    const handed = await deed(placed.id, there.id, 'hand-over')
    expect(handed.status).toBe(409)

    const received = await deed(placed.id, there.id, 'receive')
    expect(received.status, JSON.stringify(received.body)).toBe(200)
    // Once: its transfer is done with, and comes in by no other door.
    expect((await deed(placed.id, there.id, 'receive')).status).toBe(409)
    const { body } = await ask<{ papers: { ref: string; state: string }[] }>(
      ...(['GET', '/api/stock/papers?kind=transfer'] as const),
    )
    expect(body.papers.filter(({ ref }) => ref === placed.number)).toMatchObject([
      { state: 'done' },
    ])
    // Nobody else can have had it: it came in promised.
    expect(await store.level('lamp', 'lille')).toMatchObject({ on_hand: 10, reserved: 10 })
    expect(
      (await quoteOf(await shopper('lamp', 1), { option: 'reserve', shop: 'lille' })).missing,
    ).toHaveLength(1)
    await deed(placed.id, there.id, 'ready')
    const ready = await shown(one, placed.id)
    expect(ready.fulfilments.map(({ state }) => state)).toEqual(['ready', 'ready'])
    const written = await mails(email)
    expect(written.map(({ name }) => name)).toEqual(['order-confirmed', 'order-ready'])
    const code = written[1]?.variables.code
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed', mayCancel: false })
    expect(await store.level('lamp', 'lille')).toMatchObject({ on_hand: 0, reserved: 0 })
    expect((await proof()).disagreements).toBe(0)
  })

  test('that did not set out after all is promised where it was', async () => {
    const before = await store.level('vase')
    const { order: placed } = await order('vase', 3)
    const [parcel] = placed.fulfilments
    await deed(placed.id, parcel?.id ?? '', 'bring')
    const back = await deed(placed.id, parcel?.id ?? '', 'take-back')
    expect(back.body.fulfilments).toMatchObject([{ state: 'preparing', place: { code: 'depot' } }])
    expect(await store.level('vase')).toEqual({ ...before, reserved: before.reserved + 3 })
    expect((await proof()).disagreements).toBe(0)
  })

  test('is received on the order, not as any transfer; called off, its goods arrive as any do', async () => {
    const { one, order: placed } = await order('vase', 4)
    const [parcel] = placed.fulfilments
    await deed(placed.id, parcel?.id ?? '', 'bring')
    const papers = await ask<{ papers: { id: string; ref: string }[] }>(
      ...(['GET', '/api/stock/papers?state=open&kind=transfer'] as const),
    )
    const paper = papers.body.papers.find(({ ref }) => ref === placed.number)
    const arrive = (lines: object[]) =>
      ask<{ state: string }>('POST', `/api/stock/papers/${paper?.id}/arrive`, { lines })
    const lines = [{ sku: 'vase', quantity: 4 }]
    expect((await arrive(lines)).body).toMatchObject({ code: 'stock/paper-held' })
    const callOff = await ask('POST', `/api/stock/papers/${paper?.id}/call-off`, {})
    expect([callOff.status, callOff.body.code]).toEqual([409, 'stock/paper-held'])

    const cancelled = await one.ask<OrderShown>(
      ...(['POST', `/api/shop/orders/${placed.id}/cancel`, {}] as const),
    )
    expect(cancelled.body).toMatchObject({ state: 'cancelled', refunded: 4000 })
    expect((await arrive(lines)).body).toMatchObject({ state: 'done' })
    expect(await store.level('vase', 'lille')).toMatchObject({ on_hand: 4, reserved: 0 })
    expect((await proof()).disagreements).toBe(0)
  })

  test('and comes short or broken is put right from elsewhere, with the reason in the journal', async () => {
    const { one, order: placed, email } = await order('lamp', 3)
    const [parcel] = placed.fulfilments
    const [ordered] = placed.lines
    if (!parcel || !ordered) throw new Error('nothing was ordered')
    await deed(placed.id, parcel.id, 'bring')
    const before = {
      lille: await store.level('lamp', 'lille'),
      nice: await store.level('lamp', 'nice'),
      depot: await store.level('lamp', 'depot'),
    }
    const missing = (quantity: number, why: string) => ({ lineId: ordered.id, quantity, why })
    const tooMany = await deed(placed.id, parcel.id, 'receive', {
      notArrived: [missing(4, 'lost')],
    })
    expect([tooMany.status, tooMany.body.code]).toEqual([409, 'orders/not-in-state'])

    const received = await deed(placed.id, parcel.id, 'receive', {
      notArrived: [missing(1, 'lost'), missing(1, 'broken')],
    })
    expect(received.status, JSON.stringify(received.body)).toBe(200)
    const parcels = received.body.fulfilments
    expect(parcels.find(({ id }) => id === parcel.id)).toMatchObject({
      ...{ state: 'preparing', place: { code: 'lille' }, lines: [{ quantity: 1 }] },
    })
    const instead = parcels.find(({ id }) => id !== parcel.id)
    expect(instead).toMatchObject({
      ...{ state: 'waiting', coming: true, lines: [{ lineId: ordered.id, quantity: 2 }] },
      ...{ place: { code: 'nice' }, expectedAt: '2026-12-03T10:30:00.000Z' },
    })
    // One promised and one broken are in the shop; the lost one is nowhere, and is said to be.
    const lille = await store.level('lamp', 'lille')
    expect(lille).toMatchObject({
      on_hand: before.lille.on_hand + 2,
      reserved: before.lille.reserved + 1,
    })
    expect(await store.level('lamp', 'nice')).toEqual({
      ...before.nice,
      reserved: before.nice.reserved + 2,
    })
    const { body: journal } = await ask<{ moves: { kind: string; reason: string | null }[] }>(
      'GET',
      `/api/stock/items/lamp/moves?location=${store.at('lille')}`,
    )
    expect(journal.moves.map(({ kind, reason }) => [kind, reason])).toEqual(
      expect.arrayContaining([
        ['adjusted', 'lost'],
        ['arrived', 'broken'],
      ]),
    )
    expect(received.body.history.at(-1)?.what).toBe('in-shop-in-part')
    expect((await proof()).disagreements).toBe(0)

    // The rest follows, and all of it is handed over by the one code.
    await deed(placed.id, instead?.id ?? '', 'bring')
    await deed(placed.id, instead?.id ?? '', 'receive')
    await deed(placed.id, parcel.id, 'ready')
    expect((await shown(one, placed.id)).fulfilments.map(({ state }) => state)).toEqual([
      ...['ready', 'ready'],
    ])
    const code = (await mails(email)).at(-1)?.variables.code
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed' })
    expect((await proof()).disagreements).toBe(0)
  })

  const change = async (sku: string, code: string, by: number) =>
    line.inWork((work) =>
      adjust(work, {
        ...{ reason: by < 0 ? 'lost' : 'found' },
        lines: [{ sku, locationId: store.at(code), by }],
      }),
    )
  /** Leaves so many of an article free in a place. */
  const leaveFree = async (sku: string, code: string, free: number) => {
    const { on_hand, reserved } = await store.level(sku, code)
    await change(sku, code, free - (on_hand - reserved))
  }
  const notArrived = (placed: OrderShown, quantity: number, why = 'lost') => ({
    notArrived: [{ lineId: placed.lines[0]?.id, quantity, why }],
  })

  test('of which nothing arrives begins anew, with the code that its customer has', async () => {
    await leaveFree('vase', 'lille', 0)
    const { order: placed, email } = await order('vase', 2)
    const parcel = placed.fulfilments[0]?.id ?? ''
    await deed(placed.id, parcel, 'bring')
    const anew = await deed(placed.id, parcel, 'receive', notArrived(placed, 2))
    expect(anew.body.fulfilments).toMatchObject([
      { id: parcel, state: 'waiting', place: { code: 'depot' } },
    ])
    for (const verb of ['bring', 'receive', 'ready']) await deed(placed.id, parcel, verb)
    const code = (await mails(email)).at(-1)?.variables.code
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed' })
    expect((await proof()).disagreements).toBe(0)
  })

  test('of which some is missing that is to be had nowhere: the rest is collected, that is refunded and told', async () => {
    const { order: placed, email } = await order('vase', 5)
    const parcel = placed.fulfilments[0]?.id ?? ''
    await deed(placed.id, parcel, 'bring')
    await leaveFree('vase', 'depot', 1)
    const received = await deed(placed.id, parcel, 'receive', notArrived(placed, 3))
    expect(received.status, JSON.stringify(received.body)).toBe(200)
    // One comes from where it was; two are nowhere.
    expect(received.body).toMatchObject({
      ...{ state: 'confirmed', total: 3000, refunded: 0 },
      lines: [{ quantity: 3, gross: 3000 }],
      payments: [{ amount: 5000, refunded: 2000 }],
    })
    expect(received.body.history.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['in-shop-in-part', 'short', 'refunded']),
    )
    const [, told, ...others] = await mails(email)
    expect(others).toEqual([])
    expect(told).toMatchObject({
      name: 'order-short',
      variables: { missing: '2 × Article vase', amount: expect.stringMatching(/20[.,]00/) },
    })
    const instead = received.body.fulfilments.find(({ id }) => id !== parcel)
    expect(instead).toMatchObject({ lines: [{ quantity: 1 }], place: { code: 'depot' } })
    for (const verb of ['bring', 'receive']) await deed(placed.id, instead?.id ?? '', verb)
    await deed(placed.id, parcel, 'ready')
    const code = (await mails(email)).at(-1)?.variables.code
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed', lines: [{ delivered: 3 }] })
    const back = await ask('POST', `/api/orders/${placed.id}/returns`, {
      ...{ lines: [{ lineId: placed.lines[0]?.id, quantity: 3 }], locationId: store.at('lille') },
    })
    expect(back.body).toMatchObject({ total: 3000, refunded: 3000 })
    expect((await proof()).disagreements).toBe(0)
  })

  test('of which all is missing and nowhere to be had is called off, and its customer told why', async () => {
    for (const place of ['depot', 'lille', 'nice']) await leaveFree('vase', place, 0)
    await change('vase', 'depot', 2)
    const { one, order: placed, email } = await order('vase', 2)
    const parcel = placed.fulfilments[0]?.id ?? ''
    await deed(placed.id, parcel, 'bring')
    const received = await deed(placed.id, parcel, 'receive', notArrived(placed, 2, 'broken'))
    expect(received.body).toMatchObject({ state: 'cancelled', reason: 'nowhere', refunded: 2000 })
    expect((await mails(email)).at(-1)).toMatchObject({
      name: 'order-cancelled',
      variables: { because: expect.stringContaining('n’est pas arrivé') },
    })
    expect((await shown(one, placed.id)).fulfilments[0]?.state).toBe('cancelled')
    expect(await store.level('vase', 'lille')).toMatchObject({ damaged: 2 })
    expect((await proof()).disagreements).toBe(0)
    await change('vase', 'depot', 40)
  })

  test('and is collected from the car: nobody says that they are there before all of it is', async () => {
    const { order: placed } = await order('vase', 1, { option: 'drive' })
    const parcel = placed.fulfilments[0]?.id ?? ''
    expect(placed.fulfilments).toMatchObject([
      { kind: 'drive', coming: true, expectedAt: '2026-12-03T10:30:00.000Z' },
    ])
    const { pathname, search } = new URL(placed.page)
    const page = async () => (await line.app.http.inject(pathname + search)).body
    const arrive = () =>
      line.app.http.inject({
        ...{ method: 'POST', url: pathname },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `action=arrived&fulfilment=${parcel}&place=B4`,
      })
    expect(await page()).not.toContain('value="arrived"')
    expect((await arrive()).statusCode).toBe(409)
    for (const verb of ['bring', 'receive', 'ready']) await deed(placed.id, parcel, verb)
    expect(await page()).toContain('value="arrived"')
    expect((await arrive()).statusCode).toBe(303)
    const there = await ask('GET', `/api/orders/${placed.id}`)
    expect(there.body.fulfilments).toMatchObject([{ state: 'ready', placeNote: 'B4' }])
    const given = await deed(placed.id, parcel, 'hand-over')
    expect(given.body).toMatchObject({ state: 'completed' })
  })

  test('has a page that tells the day and no code, until it is there', async () => {
    const { order: placed } = await order('vase', 20)
    const far = placed.fulfilments.find(({ place }) => place?.code === 'depot')
    const { pathname, search } = new URL(placed.page)
    const page = async () => (await line.app.http.inject(pathname + search)).body
    expect(await page()).toContain('À retirer à partir du 3 décembre 2026')
    await deed(placed.id, far?.id ?? '', 'bring')
    expect(await page()).toContain('En route vers la boutique')
    await deed(placed.id, far?.id ?? '', 'receive')
    await deed(placed.id, far?.id ?? '', 'ready')
    expect(await page()).toContain('Prête à retirer')
    expect(await page()).toContain('class="code"')
  })
})

describe('what nobody comes for', () => {
  test('gives back its own money alone, when the rest was collected before', async () => {
    const { one, order: placed, email } = await order('mug', 5)
    const here = parcelFrom(placed, 'lille')
    const far = parcelFrom(placed, 'depot')
    const given = await deed(placed.id, here.id, 'hand-over')
    expect(given.body.state).toBe('confirmed')
    await deed(placed.id, far.id, 'bring')
    await deed(placed.id, far.id, 'receive')
    const ready = await deed(placed.id, far.id, 'ready')
    const until = ready.body.fulfilments.find(({ id }) => id === far.id)?.expiresAt ?? ''
    line.now = new Date(Date.parse(until) + 1000)
    await line.settle()
    // Five at 3.33 were 16.65: two were taken along, three are given back.
    const after = await shown(one, placed.id)
    expect(after).toMatchObject({
      ...{ state: 'completed', refunded: 999, payments: [{ refunded: 999 }] },
      lines: [{ quantity: 5, delivered: 2 }],
    })
    expect(after.fulfilments.map(({ state }) => state).sort()).toEqual(['expired', 'handed-over'])
    expect(await store.level('mug', 'lille')).toMatchObject({ on_hand: 3, reserved: 0 })
    expect((await mails(email)).at(-1)).toMatchObject({ name: 'order-refunded' })
    // What was taken along may still come back, for what it cost and no more.
    const back = await ask('POST', `/api/orders/${placed.id}/returns`, {
      ...{ lines: [{ lineId: placed.lines[0]?.id, quantity: 2 }], locationId: store.at('lille') },
    })
    expect(back.body).toMatchObject({ refunded: 1665, total: 1665 })
    line.now = now
    expect((await proof()).disagreements).toBe(0)
  })
})

test('no letter of all these was held back for a word that it lacks', async () => {
  expect(await lettersThatWait(line)).toEqual([])
})
