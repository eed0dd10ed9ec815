import { createHmac } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { complaintsOf, openBrowser } from './parts/browser.ts'
import { becomeOwner, owner } from './parts/console.ts'
import { type House, moveIn, type Running } from './parts/house.ts'

/** In by passkey, by code and by paper, in a real browser whose authenticator is a virtual one. */
let house: House
let product: Running
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  house = await moveIn()
  ;[product, browser] = await Promise.all([house.start(), openBrowser()])
  context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' })
  context.setDefaultTimeout(60_000)
  complaints = complaintsOf(context)
  page = await context.newPage()
  await virtualAuthenticator(page)
  await becomeOwner(page, product)
})
afterAll(async () => {
  await browser?.close()
  await house?.leave()
})
// A wrong code is answered with 401, which the browser writes on its console.
afterEach(() => {
  expect(complaints.splice(0).filter((said) => !said.includes('/api/sign-in/'))).toEqual([])
})

/** A device that holds passkeys and unlocks them without a finger. */
async function virtualAuthenticator(on: Page) {
  const devtools = await on.context().newCDPSession(on)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { devtools, authenticatorId }
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const signOut = async () => {
  await page.getByRole('button', { name: /Mon compte/ }).click()
  await button('Se déconnecter').click()
  await page.getByRole('heading', { name: 'Reprenez le fil' }).waitFor()
}
const typePassword = async () => {
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.getByLabel('Mot de passe', { exact: true }).fill(owner.password)
  await button('Se connecter').click()
}
const isIn = () => page.getByRole('heading', { level: 1, name: /Accueil|Mon compte/ }).waitFor()

test('an owner adds a passkey, and comes in by it with nothing to type', async () => {
  await page.goto(`${product.url}/account`)
  await button('Ajouter une clé d’accès').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Votre mot de passe actuel').fill(owner.password)
  await dialog.getByLabel('Nom de l’appareil').fill('Le poste de la boutique')
  await dialog.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.getByText('Le poste de la boutique', { exact: true }).waitFor()

  await signOut()
  await button('Entrer avec une clé d’accès').click()
  await isIn()
})

test('a passkey of this house, or an answer heard on the way, is of no use twice', async () => {
  await signOut()
  const caught = page.waitForRequest('**/api/sign-in/passkey')
  await button('Entrer avec une clé d’accès').click()
  const body = (await caught).postDataJSON()
  await isIn()

  const again = (data: object) =>
    page.request.post(`${product.url}/api/sign-in/passkey`, {
      data,
      headers: { 'x-filrouge': 'console' },
    })
  expect((await (await again(body)).json()).code).toBe('team/ticket-not-valid')
  const begin = await page.request.post(`${product.url}/api/sign-in/passkey/begin`, {
    headers: { 'x-filrouge': 'console' },
  })
  const { ticket } = await begin.json()
  const refused = await (await again({ ...body, ticket })).json()
  expect(refused.code).toBe('team/passkey-refused')
})

let secret = ''
let paper: string[] = []

test('an app is set up by scanning, and gives codes for paper', async () => {
  await page.goto(`${product.url}/account`)
  await button('Préparer une application').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Votre mot de passe actuel').fill(owner.password)
  await button('Continuer').click()
  await dialog.getByRole('img', { name: /Code à scanner/ }).waitFor()
  secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await dialog.getByLabel('Code à six chiffres').fill(codeOf(secret))
  await button('Vérifier le code').click()
  await dialog.getByText('Vos codes sur papier').waitFor()
  paper = await dialog.getByRole('listitem').allTextContents()
  expect(paper).toHaveLength(10)
  await button('Je les ai gardés').click()
  await page.getByText('Il reste 10 codes sur papier').waitFor()
})

test('then the password alone lets nobody in: the code does, or one from paper, once', async () => {
  await signOut()
  await typePassword()
  await page.getByRole('heading', { name: 'Encore une preuve' }).waitFor()
  await page.getByLabel('Code à six chiffres').fill('000000')
  await button('Se connecter').click()
  await page.getByRole('alert').getByText('Ce code n’est pas le bon').waitFor()
  await page.getByLabel('Code à six chiffres').fill(codeOf(secret, 1))
  await button('Se connecter').click()
  await isIn()

  await signOut()
  await typePassword()
  await button('Téléphone perdu ? Utiliser un code sur papier').click()
  await page.getByLabel('Un des dix codes sur papier').fill(paper[3]?.toLowerCase() ?? '')
  await button('Se connecter').click()
  await isIn()
  await page.goto(`${product.url}/account`)
  await page.getByText('Il reste 9 codes sur papier').waitFor()
})

test('a session elsewhere is seen and ended from here', async () => {
  const elsewhere = await browser.newContext({ locale: 'fr-FR' })
  const there = await elsewhere.newPage()
  await virtualAuthenticator(there)
  await there.goto(product.url)
  await there.getByLabel('Adresse e-mail').fill(owner.email)
  await there.getByLabel('Mot de passe', { exact: true }).fill(owner.password)
  await there.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await there.getByRole('button', { name: /code sur papier/ }).click()
  await there.getByLabel('Un des dix codes sur papier').fill(paper[5] ?? '')
  await there.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await there.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor()

  await page.goto(`${product.url}/account`)
  await button('Fermer toutes les autres').click()
  await page.getByText('Toutes vos autres sessions sont fermées.').waitFor()
  await there.goto(product.url)
  await there.getByRole('heading', { name: 'Reprenez le fil' }).waitFor()
  await elsewhere.close()
})

test('the pages of the console run nothing and are framed nowhere that they do not name', async () => {
  const answer = await page.request.get(product.url)
  const policy = answer.headers()['content-security-policy'] ?? ''
  for (const rule of ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
    expect(policy).toContain(rule)
  }
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(answer.headers()).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  })
})

/** What an authenticator app shows (RFC 6238), written here once more, by its text alone. */
function codeOf(base32: string, stepsAway = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...base32]
    .map((sign) => letters.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const moment = Buffer.alloc(8)
  moment.writeUInt32BE(Math.floor(Date.now() / 30_000) + stepsAway, 4)
  const hmac = createHmac('sha1', key).update(moment).digest()
  const at = (hmac.at(-1) ?? 0) & 15
  return String((hmac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
