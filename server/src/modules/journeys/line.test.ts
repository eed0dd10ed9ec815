import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { publishWording } from '../consent/index.ts'
import { installTemplates } from '../messages/index.ts'
import { installJourneys } from './index.ts'

const hour = 3_600_000
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let line: Line
let journey: string

beforeAll(async () => {
  line = await startLine({ demo: true })
  const text = 'J’accepte de recevoir les offres par e-mail.'
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' } as const
  await line.inWork((work) => publishWording(work, { ...wording, text }))
  const templateIds = await installTemplates(line.inWork)
  journey = (await line.inWork((work) => installJourneys(work, { templateIds }))).abandonedCart
})
afterAll(() => line.stop())

/** Everything but the demo's own people. */
const settle = () => line.settle(({ name }) => !name.startsWith('demo/'))

test('a cart left in the shop front becomes a French mail, a click, an order and a figure', async () => {
  const source = await line.source()
  const userId = 'sophie'
  const track = (event: string, properties: object) =>
    line.send(source, [
      { type: 'track', event, userId, properties, messageId: `${event} ${Math.random()}` },
    ])
  const traits = { email: 'sophie@example.fr', firstName: 'Sophie', language: 'fr' }
  await line.send(source, [{ type: 'identify', userId, traits, messageId: 'sophie' }])
  const consent = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }
  await track('Consent Given', consent)
  const product = { product_id: 'p1', sku: 'rouge-1', name: 'Rouge Garance', price: 24.5 }
  const bought = { ...product, quantity: 2, url: 'https://shop.example/rouge' }
  await track('Product Added', {
    ...{ cart_id: 'cart-1', ...bought },
    cart: { products: [bought], total: 49, currency: 'EUR' },
  })
  await settle()
  const owner = await line.as('owner')
  const get = async (url: string) =>
    (await line.app.http.inject({ method: 'GET', url, headers: owner })).json()
  expect(await get(`/api/journeys/${journey}`)).toMatchObject({ waiting: 1 })

  await line.advance(hour)
  await settle()
  const { mails } = await get('/api/mails')
  expect(mails).toMatchObject([{ subject: 'Sophie, votre panier vous attend' }])
  const mail = await line.app.http.inject({ url: `/api/mails/${mails[0].id}/html`, headers: owner })
  expect(mail.body).toContain('Rouge Garance')

  const links = [...mail.body.matchAll(/href="([^"]*\/c\/[^"]*)"/g)].map(([, url]) => url ?? '')
  const path = new URL(links[0] ?? '').pathname
  const clicked = await line.app.http.inject({ url: path, headers: { 'user-agent': firefox } })
  expect(clicked.statusCode).toBe(302)
  await line.advance(hour)
  await track('Order Completed', {
    order_id: 'o1',
    cart_id: 'cart-1',
    revenue: 49,
    currency: 'EUR',
  })
  await settle()

  expect((await get(`/api/journeys/${journey}`)).results).toEqual({
    ...{ entered: 1, sent: 1, clicked: 1, converted: 1 },
    revenue: [{ currency: 'EUR', amount: 4900 }],
    control: { entered: 0, converted: 0, revenue: [] },
  })
  const { passages } = await get(`/api/journeys/${journey}`)
  expect(passages.ways).toContainEqual({
    ...{ step: 'still-filled', what: 'yes', detail: null, way: 'yes', runs: 1 },
  })
  expect(passages.ways.filter(({ what }: { what: string }) => what === 'no')).toEqual([])
  const [{ customerId }] = (await get(`/api/journeys/${journey}/runs`)).runs
  const { journeys } = await get(`/api/customers/${customerId}/journeys`)
  expect(journeys[0].path.map((one: { what: string }) => one.what)).toEqual([
    ...['entered', 'waits', 'time-out', 'yes', 'message', 'ended', 'sent', 'clicked', 'converted'],
  ])
})
