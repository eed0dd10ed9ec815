import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Api } from './parts/api.ts'
import type { Running } from './parts/house.ts'
import { type Office, openOffice } from './parts/office.ts'

/** A marketer says whom they mean, sees how many that are as they write, and why Sophie is not among them. */

let opened: Office
let product: Running
let api: Api
let office: Page
let complaints: string[]

beforeAll(async () => {
  opened = await openOffice({ DEMO: '0' })
  ;({ product, api, page: office, complaints } = opened)
  await tellOfThree()
})
afterAll(() => opened?.close())

const person = (userId: string, firstName: string) => ({
  ...{ type: 'identify', userId, messageId: `i-${userId}` },
  traits: { firstName, email: `${userId}@exemple.test` },
})
const order = (userId: string, n: number, channel = 'web') => ({
  ...{ type: 'track', event: 'Order Completed', userId, messageId: `o-${userId}-${n}` },
  properties: { order_id: `${userId}-${n}`, products: [{ category: 'skin care', price: 20 }] },
  context: { channel },
})
const agrees = (userId: string) => ({
  ...{ type: 'track', event: 'Consent Given', userId, messageId: `c-${userId}` },
  properties: { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' },
})

/** Léa is meant; Sophie never said yes to mails; Marc goes to the shop. */
async function tellOfThree(): Promise<void> {
  await api.call('POST', '/api/consent/wordings', {
    ...{ purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' },
    text: 'Je veux recevoir les nouvelles.',
  })
  const { writeKey } = await api.source('shop front', 'server')
  const batch = [
    ...[person('lea', 'Léa'), agrees('lea'), order('lea', 1), order('lea', 2)],
    ...[person('sophie', 'Sophie'), order('sophie', 1), order('sophie', 2)],
    ...[person('marc', 'Marc'), agrees('marc'), order('marc', 1), order('marc', 2, 'shop')],
  ]
  await fetch(`${product.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  await vi.waitUntil(() => api.customer('user_id', 'marc'), { timeout: 30_000, interval: 200 })
}

const panel = () => office.getByRole('complementary', { name: 'Maintenant' })
const sizeIs = (text: string) => panel().getByText(text, { exact: true }).waitFor()

async function add(kind: string, box = office.locator('fieldset').first()): Promise<void> {
  await box.getByRole('button', { name: 'Ajouter une condition' }).last().click()
  await office.getByLabel('Quelques lettres, puis Entrée').fill(kind)
  await office.keyboard.press('Enter')
}

test('the size changes while the sentence is written', async () => {
  await office.goto(`${product.url}/audiences/new`)
  await office.getByLabel('Nom', { exact: true }).fill('Soins, à écrire')
  await sizeIs('3 clients')
  await office.getByLabel('Nombre', { exact: true }).fill('3')
  await sizeIs('Personne')
  await office.getByLabel('Nombre', { exact: true }).fill('2')
  await office.getByRole('button', { name: 'Préciser l’article' }).click()
  await office.getByLabel('Propriété', { exact: true }).fill('category')
  await office.getByLabel('Valeur', { exact: true }).fill('skin care')
  await sizeIs('3 clients')

  await office.getByRole('button', { name: 'Ajouter un groupe' }).click()
  const none = office.locator('fieldset fieldset')
  await none.locator('legend select').selectOption('none')
  await none.getByRole('button', { name: 'Retirer cette condition' }).click()
  await add('canal', none)
  await none.getByLabel('Canal', { exact: true }).selectOption('shop')
  await none.getByLabel('Période').selectOption('ever')
  await sizeIs('2 clients')

  await add('consentement')
  await sizeIs('1 client')
  await add('messages')
  await office.getByLabel('Message', { exact: true }).selectOption('sent')
  await office.getByLabel('Nombre de fois').last().selectOption('eq')
  await office.getByLabel('Nombre', { exact: true }).last().fill('0')
  await office.getByLabel('Durée').last().fill('10')
  await panel().getByText('qui n’ont pas reçu un e-mail').waitFor()
  await sizeIs('1 client')
  await office.getByRole('button', { name: 'Créer l’audience' }).click()
  await office.getByRole('heading', { level: 1, name: 'Soins, à écrire' }).waitFor()
  await office.getByRole('link', { name: 'Léa' }).waitFor()
})

test('why Sophie is not in it is told by the part that says no', async () => {
  await office.getByRole('textbox', { name: 'Un client' }).fill('Sophie')
  await office.getByRole('option', { name: /Sophie/ }).click()
  await office.getByText('n’en fait pas partie').waitFor()
  const no = office.getByRole('listitem').filter({ has: office.getByLabel('Faux') })
  expect(await no.count()).toBe(1)
  await no.getByText('jamais répondu').waitFor()
  expect(complaints).toEqual([])
})
