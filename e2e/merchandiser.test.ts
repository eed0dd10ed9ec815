import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Api, openApi } from './parts/api.ts'
import { complaintsOf, openBrowser, personal } from './parts/browser.ts'
import { becomeOwner } from './parts/console.ts'
import { type House, moveIn, type Running } from './parts/house.ts'

/** A merchandiser's day, by the pages alone and in English: each step is what the next one builds on. */
let house: House
let product: Running
let api: Api
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  house = await moveIn({ DEMO: '1' })
  await house.filrouge('demo', '--people', '50')
  product = await house.start()
  ;[api, browser] = await Promise.all([openApi(house, product), openBrowser()])
  const context = await personal(browser)
  page = await context.newPage()
  await becomeOwner(page, product)
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'x-filrouge': 'console' }
    const body = JSON.stringify({ language: 'en' })
    await fetch('/api/session', { method: 'PATCH', headers, body })
  })
  complaints = complaintsOf(context)
  await vi.waitUntil(async () => (await shipped()).length >= 4, { timeout: 120_000, interval: 500 })
})
afterAll(async () => {
  await browser?.close()
  await house?.leave()
})

interface Listed {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly parcels: readonly { readonly kind: string; readonly state: string }[]
}

/** Orders of the demo that wait to be sent; a person of the year places them little by little. */
async function shipped(): Promise<Listed[]> {
  const { orders } = await api.get<{ orders: Listed[] }>('/api/orders?limit=100')
  return orders.filter(
    ({ state, parcels }) =>
      state === 'confirmed' &&
      parcels.every((one) => one.kind === 'ship' && one.state === 'waiting'),
  )
}

const go = async (path: string) => {
  await page.goto(`${product.url}${path}`)
  await page.locator('h1').waitFor()
}
const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
async function choose(field: string, option: RegExp, from = dialog()) {
  await from.getByRole('combobox', { name: field, exact: true }).click()
  await page.getByRole('option', { name: option }).first().click()
}
/** Looks an article up, as one types or scans it. */
async function pick(field: string, typed: string, from = dialog()) {
  await from.getByRole('combobox', { name: field, exact: true }).fill(typed)
  await page
    .getByRole('option', { name: new RegExp(typed, 'i') })
    .first()
    .click()
}
async function confirm(name: string) {
  await dialog().getByRole('button', { name, exact: true }).click()
  await dialog().waitFor({ state: 'detached' })
}
const level = async (sku: string) => {
  const { levels } = await api.get<{
    levels: { location: string; onHand: number; inbound: number }[]
  }>(`/api/stock/items/${sku}`)
  const at = (city: string) => levels.find(({ location }) => location.includes(city))
  return { lille: at('Lille')?.onHand ?? 0, lyon: at('Lyon')?.onHand ?? 0 }
}
const sku = 'BOUGIE-FIGUIER-PETITE'

test('a product in two sizes with a picture and a price is on sale', async () => {
  await go('/products/new')
  await page.getByLabel('Name in French').fill('Bougie Figuier')
  await page.getByLabel('Name in English').fill('Fig Candle')
  await page.getByRole('button', { name: /^Add an option/ }).click()
  await page.getByLabel('Option', { exact: true }).fill('Taille / Size')
  for (const value of ['Petite / Small', 'Grande / Large']) {
    await page.getByRole('combobox', { name: 'Values' }).fill(value)
    await page.keyboard.press('Enter')
  }
  await page
    .getByLabel(/^Price, /)
    .nth(0)
    .fill('19.90')
  await page
    .getByLabel(/^Price, /)
    .nth(1)
    .fill('29.90')
  // Any picture will do: one of this very page.
  const buffer = await page.screenshot()
  const file = { name: 'candle.png', mimeType: 'image/png', buffer }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.locator('img[src*="/media/"]').first().waitFor()
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Published' }).click()
  await button('Create the product').click()
  await page.getByRole('heading', { level: 1, name: 'Fig Candle' }).waitFor()
  await page.getByText('€29.90 incl. VAT').waitFor()
})

test('a list of reduced prices with a period decides, and says what was asked before', async () => {
  await go('/products/prices')
  await button('New price list').click()
  await dialog().getByLabel('List', { exact: true }).fill('Semaine des bougies / Candle week')
  await dialog().getByLabel('Begins').fill('2020-01-01T00:00')
  await dialog().getByLabel('Ends').fill('2100-01-01T00:00')
  await dialog().getByLabel('Announced as a reduction').check()
  await confirm('Create the list')
  await page.getByRole('row', { name: /Candle week/ }).click()
  await page.getByRole('combobox', { name: 'Add a price for an article' }).fill('fig candle')
  await page.getByRole('option', { name: new RegExp(sku) }).click()
  await page.getByLabel('Price', { exact: true }).fill('15')
  await button('Add').click()
  await page.getByLabel(`Price, ${sku}`).waitFor()
  const { products } = await api.get<{ products: { id: string }[] }>(
    `/api/catalog/products?q=${sku}`,
  )
  await go(`/products/${products[0]?.id}`)
  await page.getByText('€15.00 incl. VAT: the list “Candle week” decides.').waitFor()
})

test('goods come in, go to another shop with one missing, and are counted with a difference', async () => {
  await go('/stock')
  await button('Receive').click()
  await choose('Place', /Lille/)
  await pick('Add an item', 'fig candle')
  await dialog()
    .getByLabel(/^Quantity/)
    .fill('12')
  await confirm('Receive')
  await button('Transfer').click()
  await choose('From', /Lille/)
  await choose('To', /Lyon/)
  await pick('Add an item', 'fig candle')
  await dialog()
    .getByLabel(/^Quantity/)
    .fill('4')
  await confirm('Send')
  await button('Book an arrival').click()
  await dialog()
    .getByLabel(/^Quantity/)
    .fill('3')
  await confirm('Save')
  await page.getByText('−1', { exact: true }).waitFor()
  await expect.poll(() => level(sku)).toEqual({ lille: 8, lyon: 3 })

  await go('/stock')
  await button('Stocktake').click()
  await choose('Place', /Lille/)
  await confirm('Begin to count')
  await button('Count').click()
  await pick('Add an item', 'fig candle')
  await dialog()
    .getByLabel(/^Quantity/)
    .fill('7')
  await confirm('Save')
  await button('Approve').click()
  await expect.poll(() => level(sku)).toEqual({ lille: 7, lyon: 3 })
  await go('/stock')
  await button('Check now').click()
  await page.getByText('Journal, levels and reservations agree').waitFor()
})

test('a Sunday before Christmas is a special day', async () => {
  const places = await api.get<{ id: string; code: string }[]>('/api/shops')
  const lille = places.find(({ code }) => code === 'lille')
  await go(`/shops/${lille?.id}`)
  await page.getByLabel('Special day', { exact: true }).fill('2030-12-22')
  await button('Add this day').click()
  await page.getByLabel(/^Why, on .*22 Dec 2030/).fill('Advent')
  await button('Save').click()
  await page.getByText('Place saved').waitFor()
  const saved = await api.get<{ specialDays: object[] }>(`/api/shops/${lille?.id}`)
  expect(saved.specialDays).toContainEqual({ day: '2030-12-22', hours: [], note: 'Advent' })
})

test('one order is changed, another cancelled, a third sent, exchanged in part and refunded for a gesture', async () => {
  const [changed, cancelled, sent] = (await shipped()).slice(-3)
  const state = async (order: Listed | undefined) =>
    api.get<{
      state: string
      total: number
      refunded: number
      returns: object[]
      lines: { quantity: number; returned: number }[]
    }>(`/api/orders/${order?.id}`)

  const before = await state(changed)
  await go(`/orders/${changed?.id}`)
  await button('Change the order').click()
  await dialog()
    .getByRole('textbox')
    .first()
    .fill(String((before.lines[0]?.quantity ?? 0) + 1))
  await dialog().getByRole('radio', { name: 'Card', exact: true }).waitFor()
  await confirm('Ask for the payment')
  await page.getByText('A change waits for its payment').waitFor()

  await go(`/orders/${cancelled?.id}`)
  await button('Cancel the order').click()
  await confirm('Cancel the order')
  await expect.poll(async () => (await state(cancelled)).state).toBe('cancelled')

  await go(`/orders/${sent?.id}`)
  await button('Begin to prepare').click()
  await button('Ship').click()
  await confirm('Ship')
  await button('Exchange').click()
  await dialog().getByRole('textbox').first().fill('1')
  await choose('Where it is exchanged', /Lyon/)
  await pick('Add an article', 'fig candle')
  await dialog()
    .getByText(/^(To refund|Left to pay)$/)
    .waitFor()
  await confirm('Exchange')
  await expect
    .poll(async () => (await state(sent)).lines.some(({ returned }) => returned === 1))
    .toBe(true)
  const exchanged = await state(sent)
  await page.reload()
  if (exchanged.refunded < exchanged.total) {
    await button('Refund').click()
    await dialog().getByLabel('Amount to refund').fill('0.50')
    await dialog().getByLabel('Why').fill('A gesture')
    await confirm('Refund')
    await expect.poll(async () => (await state(sent)).refunded).toBe(exchanged.refunded + 50)
  }
})

test('a promotion is tried on a basket, saved and begun', async () => {
  await go('/promotions/new')
  await page.getByLabel('Name', { exact: true }).fill('Candles: a fifth off')
  await page.getByLabel('Discount, %').fill('20')
  const tried = page.getByRole('complementary', { name: 'Try it on a basket' })
  await pick('Add an item', 'fig candle', tried)
  await tried.getByText('This one').waitFor()
  await button('Create the draft').click()
  await button('Activate').click()
  await page.getByText('Active: it is given from now on.').waitFor()
  expect(complaints).toEqual([])
})
