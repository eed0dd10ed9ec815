import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { afterFire } from '../../../../bench/after-fire.ts'
import { type Bought, Buyer, outcomes } from '../../../../bench/buyers.ts'
import { type Line, startLine } from '../../../test/line.ts'
import { openStore } from '../../../test/store.ts'
import { CardBank } from '../../demo/cards/bank.ts'
import { type CardServer, cardServer } from '../../demo/cards/server.ts'
import { setAccount } from '../payments/index.ts'

/** The first is always of the full size; the others only with FIRE_BUYERS=300, as in `npm run bench -- fire`: all six took 155 s on two busy cores. */
const everybody = 300
const buyers = Number(process.env.FIRE_BUYERS ?? 60)
const shop = fileURLToPath(new URL('../../../test/shop-process.ts', import.meta.url))
const secretKey = 'sk_test_of_the_bank'

let line: Line
let bank: CardBank
let provider: CardServer
let running: ChildProcess[]
let servers: string[]
let writeKey: string

beforeEach(async () => {
  line = await startLine({ now: new Date() })
  bank = new CardBank()
  provider = await cardServer({ bank, secretKey, lateMs: 1500 })
  await openStore(line, {
    goods: [
      ...['a', 'b', 'c'].map((sku) => ({ sku, price: 1000, stock: { depot: 10 } })),
      { sku: 'enough', price: 1000, stock: { depot: 1000 } },
    ],
  })
  writeKey = (await line.source('browser')).writeKey
  await line.inWork((work) =>
    setAccount(work, line.app.seal, {
      ...{ baseUrl: provider.url, publishableKey: 'pk_test', secretKey },
    }),
  )
  const payload = { callsPerMinute: 1_000_000, sessionsPerMinute: 1_000_000 }
  await line.app.http.inject({
    ...{ method: 'PUT', url: '/api/carts/settings', headers: await line.as(), payload },
  })
  running = []
  servers = []
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  await provider.close()
  await line.stop()
})

/** Two servers of the product, and how long each waits for the bank. */
async function serve(patience = 20_000): Promise<void> {
  servers = await Promise.all([startServer(patience), startServer(patience)])
}

async function startServer(patience: number): Promise<string> {
  const child = spawn(process.execPath, [shop, line.url, String(patience)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  const [port] = await once(child.stdout, 'data')
  return `http://127.0.0.1:${String(port).trim()}`
}

type Wanted = Omit<Parameters<Buyer['buy']>[0], 'writeKey' | 'before'>

/** All fill their carts, and then all pay at the same moment. */
async function rush(wish: (one: number) => Wanted, many = buyers): Promise<Bought[]> {
  let waiting = many
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const arrive = () => {
    if (--waiting === 0) open()
    return gate
  }
  return Promise.all(
    Array.from({ length: many }, async (_, one) => {
      let came = false
      const before = () => {
        came = true
        return arrive()
      }
      const buyer = new Buyer(servers, one)
      const bought = await buyer.buy({ ...wish(one), writeKey, before })
      // Who was refused before the end is not waited for.
      if (!came) arrive()
      return bought
    }),
  )
}

/** What loops do in the product, until nothing is left to do, an hour later as well. */
async function aftermath() {
  const loops = ['payments/cashier', 'orders/sweep', 'stock/expire', 'orders/letters']
  const settle = () => line.settle(({ name }) => loops.includes(name))
  for (const minutes of [0, 1, 5, 30, 60, 120]) {
    line.now = new Date(Date.now() + minutes * 60_000)
    await settle()
  }
  return afterFire(line.db, bank)
}

const refused = (all: readonly Bought[]) => all.filter(({ status }) => status === 409).length
const broken = (all: readonly Bought[]) => all.filter(({ status }) => status >= 500)
const sound = (sold: number) => ({
  ...{ sold, reserved: sold, reservations: sold, journal: sold },
  ...{ unsound: 0, aside: 0, doubles: 0 },
})

test('of all who want one of ten, ten get it, and the others are told so', async () => {
  await serve()
  const all = await rush(() => ({ lines: [['a', 1]], card: 'pm_card_visa' }), everybody)
  expect(broken(all)).toEqual([])
  expect(outcomes(all)).toMatchObject({ '200 confirmed': 10 })
  expect(refused(all)).toBe(everybody - 10)
  expect(await aftermath()).toMatchObject({ orders: { confirmed: 10 }, ...sound(10) })
}, 120_000)

test('also when the bank charges and does not say so, or says so too late', async () => {
  await serve(400)
  const cards = ['pm_card_chargedInSilence', 'pm_card_chargedLate', 'pm_card_visa']
  const all = await rush((one) => ({ lines: [['a', 1]], card: cards[one % 3] ?? '' }))
  expect(broken(all)).toEqual([])
  const after = await aftermath()
  expect(after).toMatchObject({ orders: { confirmed: 10 }, ...sound(10) })
  expect(after.orders.pending).toBeUndefined()
}, 120_000)

test('also when a server is killed while they pay: who turns to the other gets their one order', async () => {
  await serve()
  const slow = rush(() => ({ lines: [['a', 1]], card: 'pm_card_visa' }))
  for (;;) {
    const { rows } = await line.db
      .selectFrom('orders.order')
      .select(({ fn }) => fn.countAll<number>().as('orders'))
      .execute()
      .then((found) => ({ rows: found }))
    if ((rows[0]?.orders ?? 0) > 0) break
  }
  running[0]?.kill('SIGKILL')
  const all = await slow
  expect(broken(all)).toEqual([])
  expect(all.some(({ turned }) => turned > 0)).toBe(true)
  const after = await aftermath()
  expect(after).toMatchObject(sound(after.orders.confirmed ?? 0))
  // What the dead one held is free again: whoever still wants it may have it, and no more than ten.
  expect(after.orders.confirmed).toBeLessThanOrEqual(10)
  expect(after.orders.pending).toBeUndefined()
  const told = all.filter(({ state }) => state === 'confirmed').map(({ orderId }) => orderId)
  expect(new Set(told).size).toBe(told.length)
}, 120_000)

test('a promotion of which five uses are left is given five times', async () => {
  await serve()
  const headers = await line.as()
  const made = await line.app.http.inject({
    ...{ method: 'POST', url: '/api/promotions', headers },
    payload: {
      ...{ name: 'Cinq', currency: 'EUR', needsCode: true, limits: { total: 5 } },
      effect: { kind: 'percent', of: 'order', percent: 5000 },
    },
  })
  const { id } = made.json()
  const url = `/api/promotions/${id}`
  const codes = { method: 'POST', url: `${url}/codes`, headers, payload: { code: 'CINQ' } } as const
  expect((await line.app.http.inject(codes)).statusCode).toBeLessThan(300)
  const begun = await line.app.http.inject({ method: 'POST', url: `${url}/activate`, headers })
  expect(begun.statusCode, begun.body).toBe(200)
  const all = await rush(() => ({
    ...{ lines: [['enough', 1]] as const, card: 'pm_card_visa', codes: ['CINQ'], insists: true },
  }))
  expect(broken(all)).toEqual([])
  await aftermath()
  const orders = await line.db
    .selectFrom('orders.order')
    .select(['state', 'charged'])
    .where('state', '=', 'confirmed')
    .execute()
  expect(orders.filter(({ charged }) => charged.applied.length > 0)).toHaveLength(5)
  const counter = await line.db
    .selectFrom('promotions.counter')
    .select('uses')
    .where('promotion_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(counter.uses).toBe(5)
  expect(refused(all) + orders.length).toBe(buyers)
}, 120_000)

test('baskets of three in opposite order wait for each other and never for ever', async () => {
  await serve()
  const baskets = [
    ['a', 'b', 'c'],
    ['c', 'b', 'a'],
    ['b', 'c', 'a'],
  ]
  const all = await rush((one) => ({
    lines: (baskets[one % 3] ?? []).map((sku) => [sku, 1] as const),
    card: 'pm_card_visa',
  }))
  expect(broken(all)).toEqual([])
  expect(outcomes(all)).toMatchObject({ '200 confirmed': 10 })
  expect(refused(all)).toBe(buyers - 10)
  expect(await aftermath()).toMatchObject({ orders: { confirmed: 10 }, ...sound(30) })
}, 120_000)

test('one customer who pays on two devices at once has one order', async () => {
  await serve()
  const customers = 5
  const headers = await line.as()
  const session = async (value: string) =>
    (
      await line.app.http.inject({
        ...{ method: 'POST', url: '/api/carts/sessions', headers },
        payload: { kind: 'email', value },
      })
    ).json().token as string
  const all = await Promise.all(
    Array.from({ length: customers }, async (_, one) => {
      const [phone, laptop] = [
        new Buyer(servers, 0, await session(`two-${one}@example.com`)),
        new Buyer(servers, 1, await session(`two-${one}@example.com`)),
      ]
      await phone.ask('POST', '/api/shop/cart/lines', { sku: 'a', quantity: 1 })
      await laptop.ask('POST', '/api/shop/cart/lines', { sku: 'b', quantity: 1 })
      return Promise.all([phone.checkout('pm_card_visa'), laptop.checkout('pm_card_mastercard')])
    }),
  )
  expect(broken(all.flat())).toEqual([])
  const after = await aftermath()
  expect(after).toMatchObject({ ...sound(2 * customers) })
  expect(after.orders.confirmed).toBe(customers)
}, 120_000)
