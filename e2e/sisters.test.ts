import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './parts/api.ts'
import { complaintsOf, openBrowser, personal } from './parts/browser.ts'
import { type House, moveIn, type Running } from './parts/house.ts'

/** An analyst un-merges two sisters who shared a tablet, in the console. */
let house: House
let product: Running
let api: Api
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  house = await moveIn({ DEMO: '0' })
  ;[product, browser] = await Promise.all([house.start(), openBrowser()])
  api = await openApi(house, product)
  const context = await personal(browser)
  complaints = complaintsOf(context)
  page = await context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
})
afterAll(async () => {
  await browser?.close()
  await house?.leave()
})

const anna = 'anna@soeurs.test'
const bea = 'bea@soeurs.test'

async function sistersOnATablet() {
  const { writeKey } = await api.source('Le site')
  const send = (event: object) =>
    fetch(`${product.url}/v1/identify`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` },
      body: JSON.stringify(event),
    })
  const known = (email: string) =>
    expect.poll(async () => (await api.customer('email', email))?.id).toBeDefined()
  const tablet = { anonymousId: 'tablette' }
  await send({ ...tablet, traits: { email: anna, firstName: 'Anna' } })
  await known(anna)
  await send({ anonymousId: 'telephone-bea', traits: { email: bea, firstName: 'Béa' } })
  await known(bea)
  await send({ ...tablet, traits: { email: bea, city: 'Lyon' } })
  await expect
    .poll(async () => (await api.customer('email', bea))?.identifiers.map(({ value }) => value))
    .toContain('tablette')
}

async function comeAsAnalyst() {
  const invited = await api.call('POST', '/api/people', {
    ...{ email: 'lea@exemple.test', role: 'analyst' },
  })
  await page.goto(invited.body.link)
  await page.getByLabel('Votre nom').fill('Léa')
  await page.getByLabel('Mot de passe', { exact: true }).fill('une phrase se retient mieux')
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor()
}

test('an analyst un-merges two sisters who shared a tablet', async () => {
  await sistersOnATablet()
  await comeAsAnalyst()
  await page.getByRole('link', { name: 'Identité' }).click()
  await page.getByRole('button', { name: 'Béa' }).click()
  const proof = page.getByRole('dialog')
  await proof
    .getByRole('region', { name: 'Le profil gardé, avant' })
    .getByText(anna)
    .first()
    .waitFor()
  await proof.getByRole('button', { name: 'Défaire la fusion' }).click()
  await proof.getByLabel('Raison').fill('Deux sœurs, une tablette')
  await proof.getByRole('button', { name: 'Défaire la fusion' }).click()
  await page.getByText('La fusion est défaite.').waitFor()
  await page.getByRole('cell', { name: 'Défaite' }).waitFor()

  await expect
    .poll(async () =>
      (await api.customer('email', bea))?.identifiers.map(({ value }) => value).sort(),
    )
    .toEqual([bea, 'telephone-bea'])
  expect((await api.customer('email', bea))?.traits).toMatchObject({
    firstName: 'Béa',
    city: 'Lyon',
  })
  expect((await api.customer('email', anna))?.traits).toEqual({ email: anna, firstName: 'Anna' })
  await page.getByRole('link', { name: 'Exclusions' }).click()
  await page.getByText(`E-mail ${anna} ≠ E-mail ${bea}`).waitFor()
  expect(complaints).toEqual([])
})
