import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Api, openApi, type Source } from './parts/api.ts'
import { badLine } from './parts/bad-line.ts'
import { openBrowser, personal } from './parts/browser.ts'
import type {} from './parts/bundled-rudder-page.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { bundlePage, strangersSite } from './parts/stranger.ts'

let house: House
let product: Running
let api: Api
let source: Source
let browser: Browser
let script: string
let context: BrowserContext
let site: Awaited<ReturnType<typeof strangersSite>>
let line: Awaited<ReturnType<typeof badLine>>

beforeAll(async () => {
  house = await moveIn()
  ;[product, browser, script] = await Promise.all([
    house.start(),
    openBrowser(),
    bundlePage('bundled-rudder-page.ts'),
  ])
  api = await openApi(house, product)
  source = await api.source('Site')
  line = await badLine(product)
})
afterAll(async () => {
  line?.close()
  await browser?.close()
  await house?.leave()
})
beforeEach(async () => {
  context = await personal(browser)
})
afterEach(async () => {
  await context.close()
  site.close()
})

/** A page of another origin whose RudderStack library was given another address, and these options. */
async function visited(address: string, options: object = {}): Promise<Page> {
  const load = [source.writeKey, address, { configUrl: address, ...options }]
  const head = `<script>window.loadRudder = ${JSON.stringify(load)}</script>
    <script type="module" src="/page.js"></script>`
  site = await strangersSite(head, script)
  const page = await context.newPage()
  await page.goto(`${site.url}/rayon`)
  await page.evaluate(() => new Promise<void>((ready) => window.rudder.ready(() => ready())))
  return page
}

const visitorOf = (page: Page) => page.evaluate(() => window.rudder.getAnonymousId() ?? '')

const look = (page: Page, from: number, to: number) =>
  page.evaluate(
    ([first, end]) => {
      for (let number = first; number < end; number++)
        window.rudder.track('Product Viewed', { number })
    },
    [from, to] as const,
  )

/** The numbers of what the visitor looked at, each as often as it is on their thread. */
const numbersOf = async (visitor: string) =>
  (await api.thread('anonymous_id', visitor))
    .filter(({ name }) => name === 'Product Viewed')
    .map(({ properties }) => Number(properties.number))
    .sort((a, b) => a - b)

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number)

test('all its calls arrive as what they are, from a page that changed one address', async () => {
  const answers: string[] = []
  context.on('response', (response) => {
    if (!response.url().startsWith(product.url)) return
    const { pathname } = new URL(response.url())
    answers.push(`${response.request().method()} ${pathname} ${response.status()}`)
  })
  const page = await visited(product.url)
  const visitor = await visitorOf(page)
  await page.evaluate(() => {
    window.rudder.track('Product Added', { product_id: 'p1', price: 24.5 })
    window.rudder.identify('ines', { email: 'ines@example.fr', firstName: 'Inès' })
    window.rudder.group('club-lyon', { city: 'Lyon' })
    window.rudder.alias('ines', 'ines-before')
  })
  await expect
    .poll(async () => (await api.thread('anonymous_id', visitor)).map(({ type }) => type).sort())
    .toEqual(['alias', 'group', 'identify', 'page', 'track'])

  const thread = await api.thread('email', 'ines@example.fr')
  expect(thread.find(({ type }) => type === 'page')?.properties).toMatchObject({ path: '/rayon' })
  expect(thread.every(({ channel }) => channel === 'web')).toBe(true)
  expect((await api.customer('user_id', 'ines'))?.name).toBe('Inès')
  expect(answers.filter((answer) => !/ (200|204)$/.test(answer))).toEqual([])
  expect(answers).toContain('GET /sourceConfig/ 200')
})

test('what it gathers in batches is there, and what a page still holds when it is left', async () => {
  const page = await visited(product.url, {
    queueOptions: { batch: { enabled: true, maxItems: 5, flushInterval: 600_000 } },
  })
  const visitor = await visitorOf(page)
  await look(page, 0, 9)
  await expect.poll(async () => (await numbersOf(visitor)).length).toBeGreaterThanOrEqual(4)
  await look(page, 9, 12)
  await page.goto('about:blank')
  await expect.poll(() => numbersOf(visitor)).toEqual(upTo(12))
})

test('by beacon, which can say its key only in the address, nothing is missing', async () => {
  const sent: string[] = []
  context.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname)
  })
  const page = await visited(product.url, {
    ...{ useBeacon: true, beaconQueueOptions: { maxItems: 4, flushQueueInterval: 600_000 } },
  })
  const visitor = await visitorOf(page)
  await look(page, 0, 9)
  await page.goto('about:blank')
  await expect.poll(() => numbersOf(visitor)).toEqual(upTo(9))
  expect(new Set(sent)).toEqual(new Set(['/beacon/v1/batch']))
})

test('through a bad line each event arrives once', async () => {
  const page = await visited(line.url)
  const visitor = await visitorOf(page)
  line.fates.push('reset after', { status: 503 }, { status: 429, retryAfter: 1 }, 'reset before')
  await look(page, 0, 12)
  await expect.poll(() => numbersOf(visitor)).toEqual(upTo(12))
  expect(line.fates).toEqual([])
})

test('a server that is killed and started again in the middle loses and doubles nothing', async () => {
  const page = await visited(product.url)
  const visitor = await visitorOf(page)
  await look(page, 0, 10)
  await expect.poll(async () => (await numbersOf(visitor)).length).toBeGreaterThan(0)
  await product.kill()
  await look(page, 10, 20)
  product = await house.start({ port: product.port })
  await look(page, 20, 30)
  await expect.poll(() => numbersOf(visitor)).toEqual(upTo(30))
})
