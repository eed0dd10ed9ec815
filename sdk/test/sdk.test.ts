import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build, type Rollup } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../src/client.ts'
import { startSite } from './site.ts'

let script: string
let browser: Browser
let context: BrowserContext
let page: Page
let site: Awaited<ReturnType<typeof startSite>>

beforeAll(async () => {
  const config = fileURLToPath(new URL('../vite.config.ts', import.meta.url))
  const built = await build({ configFile: config, logLevel: 'silent', build: { write: false } })
  const [{ output }] = built as [Rollup.RollupOutput]
  script = output[0].code
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
})
afterAll(() => browser.close())

beforeEach(async () => {
  site = await startSite(script)
  context = await browser.newContext({ locale: 'fr-FR' })
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  await site.stop()
})

declare const filrouge: Client
const stored = () => page.evaluate(() => Object.keys(localStorage).sort())
const settled = (events: number) => expect.poll(() => site.events.length).toBe(events)

test('weighs at most 5 kB on the wire', () => {
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(5 * 1024)
})

test('sends what a page says in few requests, with where it was said and by whom', async () => {
  await page.goto(`${site.url}/rayon?utm_source=instagram&utm_campaign=rosee`)
  await page.evaluate(() => {
    filrouge.track('Product Viewed', { sku: 'MC-1' })
    filrouge.identify('MC-000001', { email: 'sophie@exemple.test' })
    filrouge.track('Product Added', { sku: 'MC-1' })
  })
  await settled(4)
  expect(site.received).toHaveLength(1)
  expect(site.received[0]).toMatchObject({ path: '/v1/batch', writeKey: 'KEY' })
  const [viewed, product, identified, added] = site.events
  expect(viewed).toMatchObject({
    type: 'page',
    properties: { path: '/rayon', title: 'Une page' },
    context: { locale: 'fr-FR', campaign: { source: 'instagram', name: 'rosee' } },
  })
  expect(product).toMatchObject({
    type: 'track',
    event: 'Product Viewed',
    properties: { sku: 'MC-1' },
  })
  expect(product?.userId).toBeUndefined()
  expect(identified).toMatchObject({
    type: 'identify',
    userId: 'MC-000001',
    traits: { email: 'sophie@exemple.test' },
  })
  expect(added?.userId).toBe('MC-000001')
  expect(new Set(site.events.map(({ anonymousId }) => anonymousId)).size).toBe(1)
  expect(new Set(site.events.map(({ messageId }) => messageId)).size).toBe(4)
})

test('recognises a browser on its next visit, and takes it for a stranger after reset', async () => {
  await page.goto(site.url)
  await settled(1)
  await page.reload()
  await settled(2)
  await page.evaluate(() => {
    filrouge.reset()
    filrouge.track('Read')
  })
  await settled(3)
  const [first, second, third] = site.events.map(({ anonymousId }) => anonymousId)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('takes the calls of Segment’s library in their several forms', async () => {
  site.attributes = 'data-page="manual"'
  await page.goto(site.url)
  await page.evaluate(() => {
    filrouge.page('Rayons', 'Visage', { products: 3 })
    filrouge.identify({ language: 'fr' })
    filrouge.group('club', { level: 2 })
    filrouge.alias('MC-2', 'MC-1')
  })
  await settled(4)
  expect(site.events).toMatchObject([
    { type: 'page', name: 'Visage', properties: { category: 'Rayons', products: 3 } },
    { type: 'identify', traits: { language: 'fr' } },
    { type: 'group', groupId: 'club', traits: { level: 2 } },
    { type: 'alias', userId: 'MC-2', previousId: 'MC-1' },
  ])
})

test('does what was asked of it before it was there', async () => {
  site.before = `<script>window.filrouge = []; filrouge.push(['track', 'Early', { n: 1 }])</script>`
  await page.goto(site.url)
  await settled(2)
  expect(site.events[1]).toMatchObject({ event: 'Early', properties: { n: 1 } })
})

test('stores and sends nothing before a yes, then begins with the page being read', async () => {
  site.attributes = 'data-consent="required"'
  await page.goto(`${site.url}/rayon`)
  await page.evaluate(() => filrouge.track('Product Viewed'))
  await page.waitForTimeout(700)
  expect(await stored()).toEqual([])
  expect(site.received).toEqual([])

  await page.evaluate(() =>
    filrouge.giveConsent({ purpose: 'analytics', channel: 'web', wording: 'site-1' }),
  )
  await settled(2)
  expect(site.events).toMatchObject([
    { event: 'Consent Given', properties: { purpose: 'analytics', wording: 'site-1' } },
    { type: 'page', properties: { path: '/rayon' } },
  ])
  await page.reload()
  await settled(3)
  expect(site.events[2]?.anonymousId).toBe(site.events[0]?.anonymousId)
})

test('forgets everything but the no itself when somebody takes their yes back', async () => {
  site.attributes = 'data-consent="required"'
  await page.goto(site.url)
  await page.evaluate(() =>
    filrouge.giveConsent({ purpose: 'analytics', channel: 'web', wording: 'site-1' }),
  )
  await settled(2)
  await page.evaluate(() => filrouge.withdrawConsent({ purpose: 'analytics', channel: 'web' }))
  await settled(3)
  expect(site.events[2]).toMatchObject({ event: 'Consent Withdrawn' })
  expect(site.events[2]?.anonymousId).toBe(site.events[0]?.anonymousId)
  expect(await stored()).toEqual(['filrouge.consent'])
  await page.evaluate(() => filrouge.track('Product Viewed'))
  // An order is not measurement: it reaches the brand, of nobody that is remembered.
  await page.evaluate(() =>
    filrouge.track('Order Completed', { order_id: '1' }, { basis: 'contract' }),
  )
  await settled(4)
  expect(site.events[3]).toMatchObject({ event: 'Order Completed' })
  expect(site.events[3]?.anonymousId).not.toBe(site.events[0]?.anonymousId)
  expect(await stored()).toEqual(['filrouge.consent'])
})

test('keeps what a server in trouble did not take, over a reload, and sends it once', async () => {
  site.status = 503
  await page.goto(site.url)
  await page.evaluate(() => filrouge.track('Product Added'))
  await expect.poll(async () => (await stored()).includes('filrouge.queue')).toBe(true)
  site.status = 200
  await page.goto(`${site.url}/suite`)
  await settled(3)
  expect(site.events.map(({ event, type }) => event ?? type)).toEqual([
    'page',
    'Product Added',
    'page',
  ])
  expect(await stored()).not.toContain('filrouge.queue')
})

test('tries again by itself, waiting longer each time', async () => {
  site.status = 503
  await page.goto(site.url)
  await page.waitForTimeout(600)
  site.status = 200
  await expect.poll(() => site.events.length, { timeout: 4000 }).toBe(1)
})

test('keeps the newest when the line is down for long', async () => {
  site.status = 503
  await page.goto(site.url)
  await page.evaluate(() => {
    for (let number = 0; number < 250; number++) filrouge.track('Read', { number })
  })
  const queue = await page.evaluate(() =>
    JSON.parse(localStorage.getItem('filrouge.queue') ?? '[]'),
  )
  expect(queue).toHaveLength(200)
  expect(queue.at(-1).properties.number).toBe(249)
})

test('hands over what waits when the page is left', async () => {
  await page.goto(site.url)
  await settled(1)
  await page.evaluate(() => {
    filrouge.track('Left')
    location.href = 'about:blank'
  })
  await settled(2)
  expect(site.received[1]).toMatchObject({ path: '/beacon/v1/batch', writeKey: 'KEY' })
})

test('tells Google’s tags that nothing may be stored, until somebody says what may', async () => {
  site.attributes = 'data-consent="required" data-consent-mode="google"'
  const told = () =>
    page.evaluate(() =>
      (window.dataLayer ?? []).map((command) => Array.from(command as ArrayLike<unknown>)),
    )
  const values = (last: unknown[] | undefined) => last?.[2] as Record<string, string>
  await page.goto(site.url)
  const [first] = await told()
  expect(first?.slice(0, 2)).toEqual(['consent', 'default'])
  expect(Object.keys(values(first)).sort()).toEqual([
    ...['ad_personalization', 'ad_storage', 'ad_user_data', 'analytics_storage'],
    ...['functionality_storage', 'personalization_storage', 'security_storage'],
  ])
  expect(new Set(Object.values(values(first)))).toEqual(new Set(['denied']))

  await page.evaluate(() => filrouge.giveConsent({ purpose: 'advertising', channel: 'web' }))
  expect(values((await told()).at(-1))).toMatchObject({
    ...{ ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' },
    ...{ analytics_storage: 'denied', personalization_storage: 'denied' },
  })
  await page.reload()
  expect(values((await told()).at(-1))).toMatchObject({ ad_storage: 'granted' })
  await page.evaluate(() => filrouge.withdrawConsent({}))
  expect(new Set(Object.values(values((await told()).at(-1))))).toEqual(new Set(['denied']))
})

test('counts views of nobody before anybody agreed, by an id that no event ever has', async () => {
  site.attributes = 'data-consent="required" data-measure="exempt"'
  const measured = () => site.received.filter((told) => 'visitor' in told)
  await page.goto(`${site.url}/rayon?utm_source=x`)
  await expect.poll(() => measured().length).toBe(1)
  await page.goto(`${site.url}/panier`)
  await expect.poll(() => measured().length).toBe(2)
  const [one, other] = measured() as unknown as Record<string, string>[]
  expect(Object.keys(one ?? {}).sort()).toEqual(['path', 'visitor', 'writeKey'])
  expect([one?.path, other?.path]).toEqual(['/rayon', '/panier'])
  expect(other?.visitor).toBe(one?.visitor)
  await page.evaluate(() => {
    filrouge.giveConsent({ purpose: 'analytics', channel: 'web' })
    filrouge.track('Read')
  })
  const events = () => site.received.flatMap(({ batch }) => batch ?? [])
  await expect.poll(() => events().length).toBeGreaterThan(1)
  expect(JSON.stringify(events())).not.toContain(one?.visitor)

  await page.evaluate(() => filrouge.allowMeasuring(false))
  await page.reload()
  await expect.poll(() => events().length).toBeGreaterThan(3)
  expect(measured()).toHaveLength(2)
  expect(await stored()).not.toContain('filrouge.measure')
})
