import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, type Customer, openApi } from './parts/api.ts'
import { complaintsOf, openBrowser, personal } from './parts/browser.ts'
import { anHourPasses, becomeOwner, newSnippet, printedLink } from './parts/console.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { strangersSite, visit, visitorOf } from './parts/stranger.ts'

/** The acceptance of the whole line: what a stranger does who types `npm start` on a clean machine. */
const email = 'sophie.martin@exemple.test'

let house: House
let product: Running
let api: Api
let browser: Browser
let desk: BrowserContext
let office: Page
let complaints: string[]
let snippet: string
let site: Awaited<ReturnType<typeof strangersSite>>
let sophies: Page
let cream: Product

beforeAll(async () => {
  house = await moveIn({ DEMO: '1' })
  ;[product, browser] = await Promise.all([house.start(), openBrowser()])
  desk = await personal(browser)
  complaints = complaintsOf(desk)
  office = await desk.newPage()
  await office.setViewportSize({ width: 1440, height: 900 })
})
afterAll(async () => {
  site?.close()
  await browser?.close()
  await house?.leave()
})

interface Product {
  readonly sku: string
  readonly name: { readonly fr: string }
  readonly price: number
  readonly vat: number
}

interface Journey {
  readonly template: string
  readonly name: string
  readonly results: Record<'entered' | 'sent' | 'clicked' | 'converted', number> & {
    readonly revenue: readonly { readonly amount: number }[]
  }
}

const euros = (cents: number) =>
  new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(cents / 100)

const names = async (kind: string, value: string) =>
  (await api.thread(kind, value)).map(({ name }) => name)

async function abandonedCart(): Promise<Journey['results'] & { earned: number }> {
  const { journeys } = await api.get<{ journeys: Journey[] }>('/api/journeys')
  const { results } = journeys.find(({ template }) => template === 'abandoned-cart') as Journey
  return { ...results, earned: results.revenue.reduce((sum, { amount }) => sum + amount, 0) }
}

/** What she pays for the two, without the tax: a brand's revenue. */
const paid = () => Math.round((2 * cream.price) / (1 + cream.vat / 10_000))

const mailsTo = async (address: string) =>
  (
    await api.get<{ mails: { id: string; subject: string }[] }>(`/api/mails?search=${address}`)
  ).mails.filter(({ subject }) => subject.includes('panier'))

/** Puts two of the cream into a cart on the stranger's page, and gives the cart's number. */
async function fillCart(page: Page, cart: string): Promise<void> {
  const line = {
    product_id: cream.sku,
    sku: cream.sku,
    name: cream.name.fr,
    price: cream.price / 100,
    quantity: 2,
    url: `${product.url}/shop/produit/${cream.sku}`,
    image_url: `${product.url}/shop/images/${cream.sku}.svg`,
  }
  const cartUrl = `${product.url}/shop/panier?cart=${cart}&lignes=${cream.sku}.2`
  const properties = {
    ...line,
    cart_id: cart,
    currency: 'EUR',
    cart_url: cartUrl,
    cart: { products: [line], total: (2 * cream.price) / 100, currency: 'EUR' },
  }
  await page.evaluate((said) => window.analytics.track('Product Added', said), properties)
}

test('the printed link makes its holder the owner, once, while the demo’s year is being told', async () => {
  await becomeOwner(office, product)
  await office.getByRole('progressbar', { name: 'L’année de la démo se raconte' }).waitFor()
  api = await openApi(house, product)
  const told = async () => (await api.get<{ story: { events: number } }>('/api/demo')).story.events
  const before = await told()
  await expect.poll(told).toBeGreaterThan(before)
  const again = { token: (await printedLink(product)).split('/').at(-1) }
  const person = { name: 'X', email: 'x@exemple.test', password: 'douze lettres', language: 'fr' }
  expect((await api.call('POST', '/api/owner', { ...again, ...person })).status).toBeGreaterThan(
    400,
  )
})

test('a stranger’s page with the given snippet puts a cart on the thread, and its journey begins', async () => {
  snippet = await newSnippet(office, product, 'Chez Sophie')
  const products = await api.get<Product[]>('/shop/api/products')
  cream = products.find(({ price }) => price > 1000) as Product
  site = await strangersSite(snippet)
  const home = await personal(browser)
  sophies = await visit(home, site.url)
  await sophies.evaluate(
    async ([address = '']) => {
      await window.analytics.identify({ email: address, firstName: 'Sophie', language: 'fr' })
      await window.analytics.track('Consent Given', {
        purpose: 'marketing',
        channel: 'email',
        wording: 'newsletter-2',
        language: 'fr',
      })
    },
    [email],
  )
  await fillCart(sophies, 'cart-of-sophie')
  await expect
    .poll(() => names('email', email))
    .toEqual(
      expect.arrayContaining(['Page Viewed', 'Consent Given', 'Product Added', 'Journey Entered']),
    )
})

test('an hour later her French mail is in the viewer, and its button leads to her cart, which she buys', async () => {
  const before = await abandonedCart()
  await anHourPasses(office)
  await expect.poll(() => mailsTo(email)).toHaveLength(1)
  await office.goto(`${product.url}/mail?search=${email}`)
  await office.getByRole('button', { name: email }).click()
  await office.getByRole('heading', { name: 'Sophie, votre panier vous attend' }).waitFor()
  const letter = office.frameLocator('iframe')
  await letter.getByText(cream.name.fr, { exact: true }).waitFor()
  const text = (await letter.locator('body').textContent())?.replaceAll(/\s+/g, ' ')
  expect(text).toContain('Quantité 2')
  expect(text).toContain(euros(2 * cream.price).replaceAll(/\s/g, ' '))
  expect(await letter.locator('html').getAttribute('lang')).toBe('fr')

  const opened = desk.waitForEvent('page')
  await letter.getByRole('link', { name: 'Reprendre mon panier' }).click()
  const shop = await opened
  await shop.locator('.lines').getByText(cream.name.fr).waitFor()
  await shop.locator('.banner [data-choice=given]').click()
  await shop.locator('.sums a.button').click()
  await shop.fill('#email', email)
  await shop.fill('#firstName', 'Sophie')
  await shop.fill('#lastName', 'Martin')
  await shop.fill('#street', '12 rue de la Paix')
  await shop.fill('#postalCode', '59000')
  await shop.fill('#city', 'Lille')
  await shop.locator('.pay').click()
  await shop.waitForSelector('main .calm')

  await expect.poll(() => names('email', email)).toContain('Journey Converted')
  const after = await abandonedCart()
  for (const count of ['sent', 'clicked', 'converted'] as const)
    expect(after[count], count).toBeGreaterThan(before[count])
  expect(after.earned - before.earned).toBeGreaterThanOrEqual(paid())
})

test('her one timeline shows page, cart, mail, click and order, and the home page what it brought', async () => {
  await office.goto(`${product.url}/customers?search=${email}`)
  await office.getByRole('link', { name: 'Sophie' }).first().click()
  const timeline = office.getByRole('list', { name: 'Fil du client' })
  for (const line of [
    'a vu la page « Chez Sophie »',
    `a ajouté ${cream.name.fr} au panier`,
    'a reçu l’e-mail',
    'a cliqué dans l’e-mail',
    'a acheté',
  ]) {
    await timeline.getByText(line).first().waitFor()
  }
  const { id, identifiers } = (await api.customer('email', email)) as Customer
  expect(identifiers).toContainEqual(
    expect.objectContaining({ kind: 'anonymous_id', value: await visitorOf(sophies) }),
  )
  // The page of the stranger and the shop are two browsers' memories, and one person.
  expect(identifiers.filter(({ kind }) => kind === 'anonymous_id').length).toBeGreaterThan(1)

  const value = await api.get(`/api/customers/${id}/value`)
  expect(value).toMatchObject({ values: [{ currency: 'EUR', orders: 1, revenue: paid() }] })

  await office.goto(product.url)
  const row = office.getByRole('row', { name: /^Panier abandonné/ })
  await expect
    .poll(async () => {
      const { entered, sent, clicked, converted, earned } = await abandonedCart()
      const figures = [entered, sent, clicked, converted].map(String)
      const shown = await row.getByRole('cell').allTextContents()
      return shown.join('|') === ['Panier abandonné', ...figures, euros(earned)].join('|')
    })
    .toBe(true)
  const soldOnWeb = office
    .getByRole('row', { name: /^Site web/ })
    .getByRole('cell')
    .last()
  expect(Number((await soldOnWeb.textContent())?.replace(/[^0-9].*/, ''))).toBeGreaterThan(0)
  expect(complaints).toEqual([])
})

test('looking at the unsubscribe link changes nothing, one POST ends it, and then no cart is written about', async () => {
  const [mail] = await mailsTo(email)
  const { headers } = await api.get<{ headers: { name: string; value: string }[] }>(
    `/api/mails/${mail?.id}`,
  )
  const header = (name: string) =>
    headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? ''
  const link = /<(http[^>]+)>/.exec(header('List-Unsubscribe'))?.[1] ?? ''
  expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
  expect((await fetch(link)).status).toBe(200)
  expect(await names('email', email)).not.toContain('Consent Withdrawn')

  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  expect((await fetch(link, { method: 'POST', body })).status).toBe(200)
  await expect.poll(() => names('email', email)).toContain('Consent Withdrawn')

  await fillCart(sophies, 'another-cart')
  await expect
    .poll(async () => (await names('email', email)).filter((name) => name === 'Journey Entered'))
    .toHaveLength(2)
  await anHourPasses(office)
  await expect.poll(() => names('email', email)).toContain('Email Not Sent')
  const refused = (await api.thread('email', email)).find(({ name }) => name === 'Email Not Sent')
  expect(refused?.properties.reason).toBe('consent-withdrawn')
  expect(await mailsTo(email)).toHaveLength(1)
})
