import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { browserSnippet } from '../console/src/sources/snippets.ts'
import { type Api, openApi, type Source } from './parts/api.ts'
import { badLine } from './parts/bad-line.ts'
import { openBrowser, personal } from './parts/browser.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { segmentsHost, segmentsOwn } from './parts/segments-snippet.ts'
import { bundlePage, strangersSite, visit, visitorOf } from './parts/stranger.ts'

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
  ;[product, browser, script] = await Promise.all([house.start(), openBrowser(), bundlePage()])
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

/** A page with the snippet of the console's Sources page, pasted as it is there. */
async function pasted(writeKey = source.writeKey): Promise<Page> {
  site = await strangersSite(browserSnippet(writeKey, product.url))
  return visit(context, `${site.url}/rayon?utm_source=instagram&utm_campaign=rosee`)
}

/** A page of a site that brings the library in its own bundle, and says how it is to send. */
async function bundled(sending: object): Promise<Page> {
  const { writeKey } = source
  const load = [
    { writeKey, cdnURL: product.url },
    { integrations: { 'Segment.io': { protocol: 'http', ...sending } } },
  ]
  const head = `<script>window.load = ${JSON.stringify(load)}</script>
    <script type="module" src="/page.js"></script>`
  site = await strangersSite(head, script)
  return visit(context, site.url)
}

const hostOf = ({ url }: { readonly url: string }) => `${new URL(url).host}/v1`

const namesOf = async (kind: string, value: string) =>
  (await api.thread(kind, value)).map(({ name }) => name).sort()

test('a page of another origin with the snippet of the console is seen, and its visitor known once named', async () => {
  const answers: string[] = []
  context.on('response', (response) => {
    if (response.url().startsWith(product.url))
      answers.push(
        `${response.request().method()} ${new URL(response.url()).pathname} ${response.status()}`,
      )
  })
  const page = await pasted()
  const visitor = await visitorOf(page)
  await page.evaluate(async () => {
    await window.analytics.track('Product Added', { product_id: 'p1', price: 24.5 })
    await window.analytics.alias('ines')
    await window.analytics.identify('ines', { email: 'ines@example.fr', firstName: 'Inès' })
    await window.analytics.group('club-lyon', { city: 'Lyon' })
  })
  await expect.poll(() => namesOf('anonymous_id', visitor)).toHaveLength(5)

  const thread = await api.thread('email', 'ines@example.fr')
  expect(thread.map(({ type }) => type).sort()).toEqual([
    'alias',
    'group',
    'identify',
    'page',
    'track',
  ])
  expect(thread.every(({ channel }) => channel === 'web')).toBe(true)
  expect(thread.find(({ type }) => type === 'page')).toMatchObject({
    name: 'Page Viewed',
    properties: { title: 'Chez Sophie', path: '/rayon' },
  })
  expect(answers.filter((answer) => !/ (200|204)$/.test(answer))).toEqual([])
  expect(answers).toContain(`GET /v1/projects/${source.writeKey}/settings 200`)
  expect((await api.customer('user_id', 'ines'))?.name).toBe('Inès')
})

test('who signs out is a stranger again', async () => {
  const page = await pasted()
  await page.evaluate(() => window.analytics.identify('hugo', { email: 'hugo@example.fr' }))
  const hugo = await visitorOf(page)
  await page.evaluate(async () => {
    await window.analytics.reset()
    await window.analytics.track('Product Viewed', { product_id: 'p2' })
  })
  const stranger = await visitorOf(page)
  expect(stranger).not.toBe(hugo)
  await expect.poll(() => namesOf('anonymous_id', stranger)).toEqual(['Product Viewed'])
  await expect.poll(() => namesOf('user_id', 'hugo')).toHaveLength(2)
  const [known, unknown] = await Promise.all([
    api.customer('anonymous_id', hugo),
    api.customer('anonymous_id', stranger),
  ])
  expect(known?.identifiers).toContainEqual(
    expect.objectContaining({ kind: 'email', value: 'hugo@example.fr' }),
  )
  expect(unknown?.id).not.toBe(known?.id)
  expect(unknown?.identifiers.map(({ kind }) => kind)).toEqual(['anonymous_id'])
})

test('in batching mode nothing is missing, what a page still holds when it is left included', async () => {
  const page = await bundled({
    apiHost: hostOf(product),
    deliveryStrategy: { strategy: 'batching', config: { size: 10, timeout: 600_000 } },
  })
  const visitor = await visitorOf(page)
  const look = (numbers: readonly number[]) =>
    page.evaluate(
      (all) =>
        Promise.all(all.map((number) => window.analytics.track('Product Viewed', { number }))),
      numbers,
    )
  await look([1, 2, 3, 4, 5, 6, 7, 8, 9])
  await expect.poll(() => namesOf('anonymous_id', visitor)).toHaveLength(10)
  await look([10, 11, 12, 13, 14])
  await page.goto('about:blank')
  await expect.poll(() => namesOf('anonymous_id', visitor)).toHaveLength(15)
  const numbers = (await api.thread('anonymous_id', visitor)).map((one) => one.properties.number)
  expect(new Set(numbers).size).toBe(15)
})

test('through a bad line each event arrives once', async () => {
  const page = await bundled({ apiHost: hostOf(line) })
  const visitor = await visitorOf(page)
  line.fates.push('reset after', { status: 503 }, { status: 429, retryAfter: 1 }, 'reset before')
  await page.evaluate(async () => {
    for (let number = 0; number < 12; number++) window.analytics.track('Product Viewed', { number })
  })
  await expect.poll(() => namesOf('anonymous_id', visitor)).toHaveLength(13)
  expect(line.fates).toEqual([])
  const numbers = (await api.thread('anonymous_id', visitor)).map((one) => one.properties.number)
  expect(new Set(numbers).size).toBe(13)
})

test('a server that is killed and started again in the middle loses and doubles nothing', async () => {
  const page = await bundled({ apiHost: hostOf(product) })
  const visitor = await visitorOf(page)
  const look = (from: number) =>
    page.evaluate((first) => {
      for (let number = first; number < first + 10; number++)
        window.analytics.track('Product Viewed', { number })
    }, from)
  await look(0)
  await expect.poll(async () => (await namesOf('anonymous_id', visitor)).length).toBeGreaterThan(1)
  await product.kill()
  await look(10)
  product = await house.start({ port: product.port })
  await look(20)
  await expect.poll(() => namesOf('anonymous_id', visitor)).toHaveLength(31)
  const numbers = (await api.thread('anonymous_id', visitor)).map((one) => one.properties.number)
  expect(new Set(numbers).size).toBe(31) // one is the page's, which has none
})

test('a page with Segment’s own snippet changes the address that it loads from, and nothing else', async () => {
  site = await strangersSite(segmentsOwn(source.writeKey).replace(segmentsHost, product.url))
  const page = await visit(context, `${site.url}/rayon`)
  const visitor = await visitorOf(page)
  await page.evaluate(async () => {
    await window.analytics.screen('Panier')
    await window.analytics.track('Product Added', { product_id: 'p1' })
  })
  await expect
    .poll(() => namesOf('anonymous_id', visitor))
    .toEqual(['Page Viewed', 'Product Added', 'Screen Viewed'])
})

test('with an unknown key nothing is stored, and the page is none the worse', async () => {
  const refused: string[] = []
  context.on('response', (response) => {
    if (response.status() === 401) refused.push(new URL(response.url()).pathname)
  })
  site = await strangersSite(browserSnippet('no-such-key', product.url))
  const page = await context.newPage()
  await page.goto(site.url)
  await expect.poll(() => refused).toContain('/v1/projects/no-such-key/settings')
  expect(await page.textContent('h1')).toBe('Chez Sophie')
})
