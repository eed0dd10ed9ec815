import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './parts/api.ts'
import { complaintsOf, openBrowser, personal } from './parts/browser.ts'
import { becomeOwner } from './parts/console.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { quietOf } from './parts/quiet.ts'

/** Every main page, in both languages, on a phone and on a desk: usable by all, and without an error. */
let house: House
let product: Running
let api: Api
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
let addresses: string[]

beforeAll(async () => {
  house = await moveIn({ DEMO: '1' })
  await house.filrouge('demo', '--people', '150')
  ;[product, browser] = await Promise.all([house.start(), openBrowser()])
  api = await openApi(house, product)
  context = await personal(browser)
  complaints = complaintsOf(context)
  page = await context.newPage()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await becomeOwner(page, product)
  addresses = await mainPages()
})
afterAll(async () => {
  await browser?.close()
  await house?.leave()
})
afterEach(() => {
  expect(complaints.splice(0)).toEqual([])
})

async function mainPages(): Promise<string[]> {
  const { customers } = await api.get<{ customers: { id: string }[] }>('/api/customers')
  const { journeys } = await api.get<{ journeys: { id: string }[] }>('/api/journeys')
  const templates = await api.get<{ id: string }[]>('/api/messages/templates')
  return [
    ...['/', '/live', '/customers', `/customers/${customers[0]?.id}`, '/audiences'],
    ...['/identity', '/identity/warnings', '/identity/rules', '/identity/apart'],
    ...['/audiences/new', '/journeys', `/journeys/${journeys[0]?.id}`, '/messages'],
    ...['/journeys/new', `/journeys/${journeys[0]?.id}?edit=draft&step=email`],
    `/journeys/${journeys[0]?.id}?tab=versions`,
    ...['/messages/sent', `/messages/${templates[0]?.id}`, '/mail', '/sources', '/quarantine'],
    ...['/sources/plan', '/sources/plan/event?name=Order%20Completed', '/sources/readers'],
    ...['/audiences/rfm', '/audiences/personas', '/audiences/syncs', '/campaigns', '/orders'],
    ...['/products', '/products/new', '/products/prices', '/products/categories'],
    ...['/products/attributes', '/products/taxes', '/products/file', '/shops', '/shops/new'],
    ...['/stock', '/stock/papers', '/stock/reservations', '/promotions', '/promotions/new'],
    ...['/gift-cards', '/payments', '/till', '/till/closings', '/till/proof', '/settings/selling'],
    ...['/quarantine/parked', '/settings/imports', '/settings/imports/file'],
    ...[
      '/consent',
      '/account',
      '/team',
      '/team/keys',
      '/team/roles',
      '/team/audit',
      '/settings',
      '/shop/',
      '/shop/panier',
      '/shop/souhaits',
    ],
  ]
}

const phone = { width: 375, height: 812 }
const desk = { width: 1440, height: 900 }

interface Flaw {
  readonly page: string
  readonly rule: string
  readonly where: readonly string[]
}

/** What is serious or critical by the rules of WCAG, and what does not fit into the width. */
async function flawsOf(address: string): Promise<Flaw[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').setLegacyMode().analyze()
  const flaws = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({
      page: address,
      rule: id,
      where: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)),
    }))
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return wider > 0 ? [...flaws, { page: address, rule: 'wider than the screen', where: [] }] : flaws
}

for (const language of ['fr', 'en'] as const) {
  test(`every main page in ${language} can be used by everybody, and fits, on a phone and on a desk`, async () => {
    const said = await page.request.patch(`${product.url}/api/session`, {
      data: { language },
      headers: { 'x-filrouge': 'console' },
    })
    expect(said.status()).toBe(200)
    const { open, still } = quietOf(page)
    const flaws: Flaw[] = []
    for (const address of addresses) {
      await page.setViewportSize(phone)
      await open(`${product.url}${address}`)
      flaws.push(...(await flawsOf(`${address} on a phone`)))
      await page.setViewportSize(desk)
      await still()
      flaws.push(...(await flawsOf(`${address} on a desk`)))
      if (!address.startsWith('/shop'))
        expect(await page.getAttribute('html', 'lang')).toBe(language)
    }
    expect(flaws).toEqual([])
  }, 400_000)
}

test('the sign-in page too', async () => {
  const strangers = await personal(browser)
  page = await strangers.newPage()
  await quietOf(page).open(product.url)
  expect(await flawsOf('sign-in')).toEqual([])
})
