import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type {} from '../shop/src/thread.ts'
import { type Api, openApi } from './parts/api.ts'
import { complaintsOf, openBrowser, personal } from './parts/browser.ts'
import { type House, moveIn, type Running } from './parts/house.ts'

let house: House
let product: Running
let api: Api
let browser: Browser

beforeAll(async () => {
  house = await moveIn({ DEMO: '1' })
  await house.filrouge('demo', '--people', '150')
  product = await house.start()
  api = await openApi(house, product)
  browser = await openBrowser()
  await vi.waitUntil(() => isOnShelves('LV-LA-COURONNE-DE-SEL-1'), {
    timeout: 120_000,
    interval: 500,
  })
})
afterAll(async () => {
  await browser?.close()
  await house?.leave()
})

/** The demo's goods are laid on its shelves little by little. */
async function isOnShelves(sku: string): Promise<boolean> {
  const { status, body } = await api.call('GET', `/api/stock/items/${sku}`)
  return status === 200 && body.levels.some(({ onHand }: { onHand: number }) => onHand > 0)
}

const shop = (path: string) => `${product.url}/shop/${path}`
const choose = (page: Page, choice: 'given' | 'withdrawn') =>
  page.locator(`.banner [data-choice=${choice}]`).click()
const names = async (email: string) => (await api.thread('email', email)).map(({ name }) => name)

interface Mail {
  readonly id: string
  readonly subject: string
  readonly recipients: readonly string[]
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(shop('compte'))
  await page.fill('#email', email)
  await page.fill('#firstName', 'Sophie')
  await page.check('[name=newsletter]')
  await page.click('main form .button')
  await page.waitForSelector('.forget')
}

/** Where it is to be sent. */
async function live(page: Page): Promise<void> {
  await page.fill('#street', '12 rue de la Paix')
  await page.fill('#postalCode', '59000')
  await page.fill('#city', 'Lille')
}

test('a cart left in the shop comes back by a French mail on another device, and is bought there', async () => {
  const email = 'sophie@exemple.test'
  const computer = await personal(browser)
  const complaints = complaintsOf(computer)
  const page = await computer.newPage()
  await page.goto(shop('?utm_source=instagram&utm_medium=social'))
  await choose(page, 'given')
  await signUp(page, email)
  await page.fill('#q', 'serum rosee')
  await page.press('#q', 'Enter')
  await page.locator('.grid a').first().click()
  await page.click('.buy button')
  await expect.poll(() => names(email)).toContain('Journey Entered')

  await api.call('POST', '/api/demo/clock', { by: 'hour' })
  const mail = async () => {
    const { mails } = await api.get<{ mails: Mail[] }>('/api/mails')
    return mails.find(({ recipients }) => recipients.includes(email))
  }
  await expect.poll(mail).toMatchObject({ subject: 'Sophie, votre panier vous attend' })

  const telephone = await personal(browser)
  const letter = await telephone.newPage()
  const { html } = await api.get<{ html: string }>(`/api/mails/${(await mail())?.id}`)
  await letter.setContent(html)
  const link = await letter.getByRole('link', { name: 'Reprendre mon panier' }).getAttribute('href')
  await letter.goto(link ?? '')
  await expect.poll(() => letter.locator('.lines').textContent()).toContain('Sérum Rosée')

  await choose(letter, 'given')
  await letter.locator('.sums > a.button').click()
  await letter.fill('#email', email)
  await letter.fill('#firstName', 'Sophie')
  await letter.fill('#lastName', 'Essai')
  await live(letter)
  await letter.locator('.pay').click()
  await letter.waitForSelector('main .calm')
  await expect.poll(() => names(email)).toContain('Order Completed')
  expect(await names(email)).toEqual(
    expect.arrayContaining(['Email Sent', 'Email Link Clicked', 'Order Completed']),
  )

  await letter.goto(link ?? '')
  await expect.poll(() => letter.locator('main').textContent()).toContain('déjà été passée')
  expect(complaints).toEqual([])
})

test('who refuses to be measured leaves no trace but the order', async () => {
  const context = await personal(browser, 'en-GB')
  const page = await context.newPage()
  await page.goto(shop('produit/LV-LA-COURONNE-DE-SEL-1'))
  await choose(page, 'withdrawn')
  await page.click('.buy button')
  await page.locator('.count', { hasText: '1' }).waitFor()
  await page.goto(shop('commande'))
  await page.fill('#email', 'discreet@exemple.test')
  await page.fill('#firstName', 'Grace')
  await page.fill('#lastName', 'Hall')
  await live(page)
  await page.locator('.pay').click()
  await page.waitForSelector('main .calm')
  await expect.poll(() => names('discreet@exemple.test')).toContain('Order Completed')
  const thread = await names('discreet@exemple.test')
  expect(thread.filter((name) => /Viewed|Added|Consent/.test(name))).toEqual([])
  const kept = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('filrouge')),
  )
  expect(kept).toEqual(['filrouge.consent'])
})

test('refusing is as easy as accepting, holds, and can be changed from every page', async () => {
  const device = await personal(browser)
  const page = await device.newPage()
  await page.goto(shop(''))
  // Both in one look: the page may still be moving.
  const [no, yes] = await page.locator('.banner').evaluate((banner) =>
    ['withdrawn', 'given'].map((choice) => {
      const button = banner.querySelector(`[data-choice=${choice}]`) as HTMLElement
      const { font, color, backgroundColor, border, padding } = getComputedStyle(button)
      const { top, height } = button.getBoundingClientRect()
      return { font, color, backgroundColor, border, padding, top, height }
    }),
  )
  expect(no).toEqual(yes)
  await choose(page, 'withdrawn')
  await page.reload()
  await page.locator('.foot').waitFor()
  expect(await page.locator('.banner').count()).toBe(0)
  const link = page.locator('.foot a[href$="/vie-privee"]')
  await link.click()
  await page.locator('main [data-choice=given]').click()
  await expect.poll(() => page.evaluate(() => window.filrouge?.consent())).toBe('given')
  await device.close()
})
