import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { issueCard } from '../promotions/index.ts'
import { prove } from '../stock/index.ts'
import type { OrderDetail } from './team-contract.ts'

const stock = 100_000
const places = ['depot', 'lille'] as const
const goods = { serum: 2490, book: 1001, pen: 333 } as const
type Sku = keyof typeof goods
const skus = Object.keys(goods) as Sku[]

let line: Line
let store: Store
let writeKey: string
let owner: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  const shelves = { depot: stock, lille: stock }
  store = await openStore(line, {
    goods: skus.map((sku) => ({ sku, price: goods[sku], stock: shelves })),
    places: [
      { code: 'depot', kind: 'warehouse' },
      { code: 'lille', services: ['collect', 'ship-from'] },
    ],
  })
  writeKey = (await line.source('browser')).writeKey
  owner = await line.as('owner')
  const settings = { callsPerMinute: 1_000_000, sessionsPerMinute: 1_000_000 }
  await ask('PUT', '/api/carts/settings', settings)
  const made = await ask<{ id: string }>('POST', '/api/promotions', {
    ...{ name: 'A seventh off', currency: 'EUR' },
    effect: { kind: 'percent', of: 'items', percent: 1429, target: { skus: ['serum', 'pen'] } },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const begun = await ask('POST', `/api/promotions/${made.body.id}/activate`)
  expect(begun.status, JSON.stringify(begun.body)).toBe(200)
})
afterAll(() => line.stop())

async function ask<Body = OrderDetail>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<{ status: number; body: Body }> {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const sku = fc.constantFrom(...skus)
const units = fc.integer({ min: 1, max: 4 })
const items = fc.array(fc.record({ sku, quantity: units }), { minLength: 1, maxLength: 3 })
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), items, line: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ship' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('return' as const), line: fc.nat(3), quantity: units },
      damaged: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      amount: fc.integer({ min: 1, max: 3000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('exchange' as const), line: fc.nat(3), quantity: units },
      items,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
)
const life = fc.record({
  ...{ items, option: fc.constantFrom('standard', 'express', 'collect') },
  /** A card that pays a part, before another pays the rest. */
  part: fc.option(fc.integer({ min: 1, max: 4000 })),
  steps: fc.array(step, { minLength: 2, maxLength: 9 }),
})
type Life = typeof life extends fc.Arbitrary<infer One> ? One : never
type Step = Life['steps'][number]

/** The gift cards of one customer: what lies on them is what they were issued for, without what is spent. */
class Cards {
  readonly ids: string[] = []
  issued = 0

  async issue(amount: number): Promise<string> {
    const card = await line.inWork((work) =>
      issueCard(work, { amount, currency: 'EUR' } as never, 'test'),
    )
    this.ids.push(card.id)
    this.issued += amount
    return card.code
  }

  async spent(): Promise<number> {
    let left = 0
    for (const id of this.ids) {
      left += (await ask<{ balance: number }>('GET', `/api/gift-cards/${id}`)).body.balance
    }
    return this.issued - left
  }
}

async function buy({ items, option, part }: Life, cards: Cards): Promise<OrderDetail> {
  const shopper = await TestShopper.enter(line, writeKey)
  for (const { sku, quantity } of items) await shopper.add(sku, quantity)
  const codes = part === null ? [] : [await cards.issue(part)]
  codes.push(await cards.issue(100_000))
  const contact = { email: `${crypto.randomUUID()}@example.com`, firstName: 'Léa', lastName: 'Roy' }
  const address = {
    ...{ name: 'Léa Roy', street: '1 rue du Port', postalCode: '59000', city: 'Lille' },
    country: 'FR',
  }
  const { status, body } = await shopper.checkout(
    {
      ...{ contact, option, payments: codes.map((code) => ({ means: 'gift-card', code })) },
      ...(option === 'collect' ? { shop: 'lille' } : { address }),
    },
    crypto.randomUUID(),
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return read(body.order.id)
}

const read = async (id: string) => (await ask('GET', `/api/orders/${id}`)).body

/** Does one thing with an order, or is refused; gives the order of an exchange. */
async function act(order: OrderDetail, one: Step, cards: Cards): Promise<string | undefined> {
  const url = `/api/orders/${order.id}`
  const chosen = 'line' in one ? order.lines[one.line % order.lines.length] : undefined
  const lineId = chosen?.id
  const left = chosen ? chosen.delivered - chosen.returned : 0
  const some = (quantity: number) => (left > 0 ? 1 + (quantity % left) : quantity)
  const locationId = store.at('lille')
  const answer = await {
    async edit(step: Step & { do: 'edit' }) {
      const payWith = { means: 'gift-card', code: await cards.issue(100_000) }
      return ask('POST', `${url}/edit`, {
        ...{ lines: [{ lineId, quantity: step.line }], add: step.items.slice(1), payWith },
      })
    },
    async ship() {
      for (const { id, kind } of order.fulfilments) {
        if (kind === 'collect') await ask('POST', `${url}/parcels/${id}/ready`, {})
        await ask('POST', `${url}/parcels/${id}/${kind === 'collect' ? 'hand-over' : 'ship'}`, {})
      }
      return { status: 200, body: undefined }
    },
    return: ({ quantity, damaged }: Step & { do: 'return' }) =>
      ask('POST', `${url}/returns`, {
        lines: [{ lineId, quantity: some(quantity), damaged }],
        locationId,
      }),
    refund: ({ amount }: Step & { do: 'refund' }) =>
      ask('POST', `${url}/refund`, { amount, reason: 'sorry' }),
    exchange: ({ quantity, items }: Step & { do: 'exchange' }) =>
      ask<{ exchanged: OrderDetail }>('POST', `${url}/exchange`, {
        ...{ lines: [{ lineId, quantity: some(quantity) }], locationId, items },
      }),
    cancel: () => ask('POST', `${url}/cancel`, { reason: 'changed-mind' }),
  }[one.do](one as never)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
  // Goods that are there are always taken back, whatever was given for them before.
  if (one.do === 'return' && left > 0) expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  const exchanged = answer.body && 'exchanged' in answer.body ? answer.body.exchanged : undefined
  return exchanged?.id
}

/** What went back as a gesture is less than the delivery: its receipt once told more tax than there was. */
const gestureOfTheDelivery = {
  ...{ items: [{ sku: 'pen' as const, quantity: 4 }], option: 'standard' as const, part: 3809 },
  steps: [
    { do: 'edit' as const, items: [{ sku: 'pen' as const, quantity: 4 }], line: 3 },
    { do: 'ship' as const },
    { do: 'refund' as const, amount: 2499 },
    { do: 'refund' as const, amount: 342 },
    {
      ...{ do: 'exchange' as const, line: 2, quantity: 2 },
      items: [
        { sku: 'book' as const, quantity: 2 },
        { sku: 'serum' as const, quantity: 4 },
        { sku: 'serum' as const, quantity: 4 },
      ],
    },
  ],
}

test('whatever is done with an order, its money and its goods add up', async () => {
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      const cards = new Cards()
      const before = await shelves()
      const ids = [(await buy(one, cards)).id]
      for (const [index, step] of one.steps.entries()) {
        const of = ids[index % ids.length] ?? ''
        const exchanged = await act(await read(of), step, cards)
        if (exchanged) ids.push(exchanged)
        const orders = await Promise.all(ids.map(read))
        await moneyAddsUp(orders, cards)
        goodsAddUp(orders, before, await shelves())
      }
    }),
    { numRuns: 20, endOnFailure: true, examples: [[gestureOfTheDelivery]] },
  )
  expect(await line.inWork(prove)).toMatchObject({ disagreements: 0 })
}, 120_000)

/**
 * What the customer has spent is what their orders are worth less what was refunded of them; none gave back more
 * than it is worth, and no payment more than was taken by it.
 */
async function moneyAddsUp(orders: readonly OrderDetail[], cards: Cards) {
  const kept = orders.reduce((sum, { total, refunded }) => sum + total - refunded, 0)
  // What is still owed at a counter for an exchange has not been spent from a card.
  const payments = orders.flatMap((order) => order.payments)
  const inShop = payments
    .filter(({ means, state }) => means === 'in-shop' && state === 'captured')

    .reduce((sum, { amount, refunded }) => sum + amount - refunded, 0)
  expect((await cards.spent()) + inShop).toBe(kept)
  for (const { total, refunded } of orders) {
    expect(refunded).toBeGreaterThanOrEqual(0)
    expect(refunded).toBeLessThanOrEqual(total)
  }
  for (const { amount, refunded } of payments) expect(refunded).toBeLessThanOrEqual(amount)
}

type Shelves = Record<Sku, { there: number; reserved: number }>
async function shelves(): Promise<Shelves> {
  const all = skus.map(async (sku) => {
    const levels = await Promise.all(places.map((place) => store.level(sku, place)))
    const sum = (name: 'on_hand' | 'reserved') =>
      levels.reduce((total, level) => total + level[name], 0)
    return [sku, { there: sum('on_hand'), reserved: sum('reserved') }] as const
  })
  return Object.fromEntries(await Promise.all(all)) as Shelves
}

/** What has left the places is with the customer; what waits for a parcel is reserved, and nothing else. */
function goodsAddUp(orders: readonly OrderDetail[], before: Shelves, after: Shelves) {
  for (const sku of skus) {
    const lines = orders.flatMap(({ lines, ...order }) =>
      lines.filter((line) => line.sku === sku).map((line) => ({ order, ...line })),
    )
    const gone = lines.reduce((sum, { delivered, returned }) => sum + delivered - returned, 0)
    expect(before[sku].there - after[sku].there, sku).toBe(gone)
    const waiting = lines
      .filter(({ order }) => order.state === 'confirmed' || order.state === 'completed')
      .reduce((sum, { quantity, delivered }) => sum + quantity - delivered, 0)
    expect(after[sku].reserved - before[sku].reserved, sku).toBe(waiting)
  }
}

test('three that come back one by one give back what the three cost', async () => {
  const cards = new Cards()
  const pens = [{ sku: 'pen' as const, quantity: 3 }]
  const order = await buy({ items: pens, option: 'standard', part: null, steps: [] }, cards)
  // 9.99 without its seventh is 8.56, which no three equal parts make.
  expect(order.lines).toMatchObject([{ gross: 856 }])
  await act(order, { do: 'ship' }, cards)
  const lineId = order.lines[0]?.id
  for (let unit = 0; unit < 3; unit++) {
    await ask('POST', `/api/orders/${order.id}/returns`, {
      ...{ lines: [{ lineId, quantity: 1 }], locationId: store.at('lille') },
    })
  }
  const { returns, refunded, total } = await read(order.id)
  const goods = returns.reduce((sum, { refund }) => sum + (refund ?? 0), 0) - order.deliveryPrice
  expect(goods).toBe(856)
  expect(refunded).toBe(total)
})
