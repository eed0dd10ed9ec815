import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Api, openApi } from './parts/api.ts'
import { complaintsOf, openBrowser, personal } from './parts/browser.ts'
import { becomeOwner } from './parts/console.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { newVisitor, signIn, type Visitor, visitor } from './parts/shopper.ts'

/** One cart on every device, one stock for every channel: what is done in one place is true in all. */
let house: House
let product: Running
let api: Api
let browser: Browser
let associate: Page
/** Articles that Lille has some of. */
let skus: string[]

const lille = { code: 'lille', latitude: 50.6371, longitude: 3.063 }
/** A second is promised; a machine that does other things besides may take longer to show it. */
const allowed = 3000

beforeAll(async () => {
  house = await moveIn({ DEMO: '1' })
  await house.filrouge('demo', '--people', '50')
  product = await house.start()
  ;[api, browser] = await Promise.all([openApi(house, product), openBrowser()])
  associate = await (await personal(browser)).newPage()
  await becomeOwner(associate, product)
  const someone = await newVisitor(product.url)
  skus = await vi.waitUntil(() => inLille(someone), { timeout: 60_000, interval: 500 })
})
afterAll(async () => {
  await browser?.close()
  await house?.leave()
})

interface Availability {
  readonly shops: readonly {
    readonly code: string
    readonly articles: readonly { readonly sku: string; readonly available: number }[]
  }[]
}

/** The demo's goods are laid on its shelves little by little. */
async function inLille(someone: Visitor): Promise<string[] | undefined> {
  const { items } = await api.get<{ items: { sku: string }[] }>('/api/stock/items?limit=20')
  if (items.length < 20) return undefined
  const asked = items.map(({ sku }) => sku).join(',')
  const { body } = await someone('GET', `availability?skus=${asked}&limit=50`)
  const shop = (body as Availability).shops.find(({ code }) => code === lille.code)
  const some = (shop?.articles ?? []).filter(({ available }) => available > 2)
  return some.length < 5 ? undefined : some.map(({ sku }) => sku)
}

const shop = (path: string) => `${product.url}/shop/${path}`
/** Figures of a run, for whoever reads its log. */
const say = (text: string) => process.stdout.write(`${text}\n`)
const names = async (email: string) => (await api.thread('email', email)).map(({ name }) => name)

/** How long after the answer to a click another page shows what was done. */
async function shownAfter(
  click: { readonly on: Page; readonly selector: string; readonly asks: RegExp },
  shown: { readonly on: Page; readonly selector: string; readonly count: number },
): Promise<number> {
  const seen = shown.on
    .waitForFunction(
      ([selector, count]) => document.querySelectorAll(selector).length === count,
      [shown.selector, shown.count] as const,
      { polling: 20 },
    )
    .then(() => performance.now())
  const answered = click.on.waitForResponse(
    (answer) => click.asks.test(answer.url()) && answer.request().method() !== 'GET',
  )
  await click.on.click(click.selector)
  const answer = await answered
  expect(answer.status()).toBe(200)
  const at = performance.now()
  return Math.max(0, Math.round((await seen) - at))
}

/** A second device on its cart's page, which follows the cart from now on. */
async function openCart(page: Page): Promise<void> {
  const followed = page.waitForResponse(/\/api\/shop\/live/)
  await page.goto(shop('panier'))
  await followed
  await page.locator('.cart .empty').waitFor()
}

const tokenOf = async (page: Page) =>
  visitor(product.url, (await page.evaluate(() => localStorage.getItem('colombe.session'))) ?? '')

test('what is put in and taken out on one device is on the other’s open cart within a second, and so are what is saved, wished for and looked at', async () => {
  const email = 'ines@exemple.test'
  const devices = [await personal(browser), await personal(browser)] as const
  const complaints = devices.map(complaintsOf)
  const [telephone, computer] = [await devices[0].newPage(), await devices[1].newPage()]
  await signIn(telephone, api, product.url, email)
  await signIn(computer, api, product.url, email)
  await openCart(computer)

  const [sku = ''] = skus
  await telephone.goto(shop(`produit/${sku}`))
  const line = (list: string) => `${list} a[href$="/produit/${sku}"]`
  const inCart = line('.lines:has([data-do=less])')
  const saved = line('.lines:has([data-do=back])')
  const lines = /\/cart\/lines/
  const put = await shownAfter(
    { on: telephone, selector: '.buy button', asks: lines },
    { on: computer, selector: inCart, count: 1 },
  )
  await telephone.goto(shop('panier'))
  const later = await shownAfter(
    { on: telephone, selector: '[data-do=later]', asks: lines },
    { on: computer, selector: saved, count: 1 },
  )
  const back = await shownAfter(
    { on: computer, selector: '[data-do=back]', asks: lines },
    { on: telephone, selector: inCart, count: 1 },
  )
  const taken = await shownAfter(
    { on: telephone, selector: '[data-do=remove]', asks: lines },
    { on: computer, selector: '.lines li', count: 0 },
  )
  say(`on the other device after ms: ${JSON.stringify({ put, later, back, taken })}`)
  expect(Math.max(put, later, back, taken)).toBeLessThan(allowed)

  const [onTelephone, onComputer] = [await tokenOf(telephone), await tokenOf(computer)]
  expect((await onTelephone('PUT', `wishes/${skus[1]}`)).status).toBe(204)
  expect((await onComputer('GET', 'wishes')).body.items).toMatchObject([{ sku: skus[1] }])
  await expect.poll(async () => (await onComputer('GET', 'viewed')).body.items[0]?.sku).toBe(sku)
  expect(complaints).toEqual([[], []])
})

/** Chooses an article and a way to collect it in Lille; gives the order's number and its code. */
async function orderToCollect(context: BrowserContext, option: string, sku: string, email: string) {
  const page = await context.newPage()
  await page.goto(shop(`produit/${sku}`))
  await page.locator('.banner [data-choice=given]').click()
  await page.click('.near')
  // Nearest first: half a kilometre from where they stand.
  const nearest = page.locator('.places-brief li').first()
  await expect.poll(() => nearest.textContent()).toMatch(/Lille.*à \d{3} m.*retrait dès/s)
  await page.click('.buy button')
  await page.locator('.count', { hasText: '1' }).waitFor()
  await page.goto(shop('commande'))
  await page.fill('#email', email)
  await page.fill('#firstName', 'Awa')
  await page.fill('#lastName', 'Essai')
  await page.check(`[name=how][value=${option}]`)
  await page.selectOption('[name=shop]', lille.code)
  await page.locator('.what .missing', { hasText: 'Prêt à partir' }).waitFor()
  await page.locator('.pay').click()
  const code = (await page.locator('.pickup-code').textContent()) ?? ''
  return { number: (await page.locator('.number').textContent()) ?? '', code }
}

/** What an associate does who is told a code: finds the order, prepares it, hands it over. */
async function handOver(number: string, code: string, last: string): Promise<void> {
  await associate.goto(`${product.url}/orders`)
  await associate.getByText(number).waitFor()
  await associate.getByLabel('Code de retrait').fill(code)
  await associate.getByRole('button', { name: 'Ouvrir', exact: true }).click()
  await associate.getByRole('heading', { level: 1, name: number }).waitFor()
  for (const deed of ['Commencer la préparation', 'Prêt à retirer', last]) {
    await associate.getByRole('button', { name: deed, exact: true }).click()
  }
  await associate.getByText('Terminée', { exact: true }).waitFor()
}

const stories = [
  {
    ...{ option: 'reserve', last: 'Encaissé en espèces et remis' },
    thread: ['Order Reserved', 'Order Ready', 'Order Completed'],
  },
  {
    ...{ option: 'collect', last: 'Remettre au client' },
    thread: ['Order Completed', 'Order Ready', 'Order Collected'],
  },
]
for (const [index, { option, last, thread }] of stories.entries()) {
  test(`${option}: seen near here, ordered, its code told at the counter and handed over`, async () => {
    const email = `awa-${option}@exemple.test`
    const context = await personal(browser)
    const complaints = complaintsOf(context)
    await context.grantPermissions(['geolocation'])
    await context.setGeolocation(lille)
    const { number, code } = await orderToCollect(context, option, skus[2 + index] ?? '', email)
    await handOver(number, code, last)
    const told = async () => (await names(email)).filter((name) => thread.includes(name))
    await expect.poll(told).toEqual(thread)
    // A code works once.
    const again = await api.call('POST', '/api/orders/by-code', { code })
    expect(again).toMatchObject({ status: 404, body: { code: 'orders/code-unknown' } })
    expect(complaints).toEqual([])
  })
}

test('of a hundred who reserve the last one at the same moment exactly one gets it', async () => {
  const sku = skus[4] ?? ''
  // All of them stand behind one address here.
  const { body: settings } = await api.call('GET', '/api/carts/settings')
  const open = { ...settings, sessionsPerMinute: 60_000 }
  expect((await api.call('PUT', '/api/carts/settings', open)).status).toBe(200)
  const hundred: Visitor[] = []
  for (let one = 0; one < 100; one++) hundred.push(await newVisitor(product.url))
  for (const each of hundred) {
    expect((await each('POST', 'cart/lines', { sku, quantity: 1 })).status).toBe(200)
  }
  const { levels } = await levelsOf(sku)
  for (const { locationId, location } of levels) {
    const to = location.includes('Lille') ? 1 : 0
    const counted = { sku, locationId, to, reason: 'counted' }
    expect((await api.call('POST', '/api/stock/adjust', counted)).status).toBe(204)
  }

  const from = performance.now()
  const answers = await Promise.all(
    hundred.map((each, index) =>
      each('POST', 'checkout', reserved(index), { 'idempotency-key': `the-last-one-${index}` }),
    ),
  )
  say(`a hundred answers in ${Math.round(performance.now() - from)} ms`)
  const [got, ...others] = [...answers].sort((a, b) => a.status - b.status)
  expect(got).toMatchObject({ status: 200, body: { order: { state: 'confirmed' } } })
  const said = others.map(({ status, body }) => `${status} ${body.code}`)
  expect(said).toHaveLength(99)
  // Seen before the order was written, or by the stock itself when it was to be taken.
  const clean = /^409 (orders\/insufficient-stock|stock\/insufficient)$/
  expect(said.filter((one) => !clean.test(one))).toEqual([])

  const after = await levelsOf(sku)
  const sum = (what: 'onHand' | 'reserved' | 'available') =>
    after.levels.reduce((all, level) => all + level[what], 0)
  expect([sum('onHand'), sum('reserved'), sum('available')]).toEqual([1, 1, 0])
})

interface Levels {
  readonly levels: readonly {
    readonly locationId: string
    readonly location: string
    readonly onHand: number
    readonly reserved: number
    readonly available: number
  }[]
}
const levelsOf = (sku: string) => api.get<Levels>(`/api/stock/items/${encodeURIComponent(sku)}`)

const reserved = (index: number) => ({
  ...{ option: 'reserve', shop: lille.code },
  contact: { email: `rush-${index}@exemple.test`, firstName: 'Une', lastName: `Personne ${index}` },
})
