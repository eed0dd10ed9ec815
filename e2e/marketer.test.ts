import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Api } from './parts/api.ts'
import { aDayPasses } from './parts/console.ts'
import type { Running } from './parts/house.ts'
import { type Office, openOffice } from './parts/office.ts'

/**
 * A marketer says whom they mean, draws a journey on it, tries it on the past, changes it, starts it, and
 * as time passes exactly those move of whom a trial of the same days says so.
 */

let opened: Office
let product: Running
let api: Api
let office: Page
let complaints: string[]
let writeKey: string

const name = 'Fidèles au visage'
const day = 86_400_000

beforeAll(async () => {
  opened = await openOffice({ DEMO: '1' })
  ;({ product, api, page: office, complaints } = opened)
  ;({ writeKey } = await api.source('shop front', 'server'))
  const text = {
    subject: 'Rien que pour vous',
    preheader: '',
    mjml: mjml('Bonjour. <a href="{{ unsubscribe_url }}">Stop</a>'),
  }
  const template = { name: 'Merci', contents: { fr: text, en: text } }
  expect((await api.call('POST', '/api/messages/templates', template)).status).toBe(201)
  await vi.waitUntil(async () => (await api.get<object[]>('/api/audiences')).length > 5, {
    timeout: 120_000,
    interval: 500,
  })
  // Léa is meant already; Sophie also buys in the shop; Marc had a mail nine days ago and Nora five.
  await tell([
    ...[...person('lea', 'Léa'), ...buysTwice('lea')],
    ...[...person('sophie', 'Sophie Anselme'), ...buysTwice('sophie', 'shop')],
    ...[...person('marc', 'Marc'), ...buysTwice('marc'), mailed('marc', 9.5)],
    ...[...person('nora', 'Nora'), ...buysTwice('nora'), mailed('nora', 5)],
  ])
  await vi.waitUntil(() => api.customer('user_id', 'nora'), { timeout: 60_000, interval: 200 })
})
afterAll(() => opened?.close())

const mjml = (words: string) => `<mjml><mj-body><mj-section><mj-column>
  <mj-text>${words}</mj-text></mj-column></mj-section></mj-body></mjml>`

let told = 0
const does = (userId: string, event: string, properties: object = {}) => ({
  ...{ type: 'track', userId, event, properties, messageId: `told-${++told}` },
})
const person = (userId: string, firstName: string) => [
  {
    ...{ type: 'identify', userId, messageId: `i-${userId}` },
    traits: { firstName, email: `${userId}@exemple.test`, language: 'fr' },
  },
  does(userId, 'Consent Given', {
    ...{ purpose: 'marketing', channel: 'email', wording: 'newsletter-2', language: 'fr' },
  }),
]
const buysTwice = (userId: string, channel = 'web') =>
  [1, 2].map((n) => ({
    ...does(userId, 'Order Completed', {
      ...{ order_id: `${userId}-${n}`, revenue: 20, currency: 'EUR' },
      products: [{ category: 'face', price: 20, quantity: 1 }],
    }),
    context: { channel },
  }))
const mailed = (userId: string, daysAgo: number) => ({
  ...does(userId, 'Email Sent'),
  timestamp: new Date(Date.now() - daysAgo * day).toISOString(),
})

async function tell(batch: object[]): Promise<void> {
  const { status } = await fetch(`${product.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  expect(status).toBe(200)
}

const node = (id: string) => office.locator(`[data-step="${id}"]`)

interface Run {
  readonly customerId: string
  readonly enteredAt: string
  readonly state: string
}

/** Who of those of this story moved, and when they entered. */
async function movesIn(path: string): Promise<Record<string, string>> {
  const moves: Record<string, string> = {}
  for (const userId of ['lea', 'sophie', 'marc', 'nora', 'ines']) {
    const { runs } = await api.get<{ runs: Run[] }>(`${path}?search=${userId}@exemple.test`)
    for (const { enteredAt } of runs) moves[userId] = enteredAt
  }
  return moves
}

interface Journey {
  readonly id: string
  readonly name: string
  readonly draft: Definition | null
  readonly definition: Definition
}
interface Definition {
  readonly reentry: string
  readonly steps: readonly { readonly kind: string }[]
}
const definition = (one: Journey): Definition => one.draft ?? one.definition
async function journey(): Promise<Journey> {
  const { journeys } = await api.get<{ journeys: Journey[] }>('/api/journeys')
  return api.get(`/api/journeys/${journeys.find((one) => one.name === name)?.id}`)
}
const steps = async () => definition(await journey()).steps.map(({ kind }) => kind)

interface Trial {
  readonly id: string
  readonly state: string
  readonly days: number
}
const trials = async () => {
  const { id } = await journey()
  const { backtests } = await api.get<{ backtests: Trial[] }>(`/api/journeys/${id}/backtests`)
  return backtests
}

/** Tries the last version on so many days by the page, and says who would have moved. */
async function tried(days: string): Promise<Record<string, string>> {
  const before = (await trials()).length
  await office.getByRole('link', { name: 'Essai sur le passé' }).click()
  await office.getByLabel('Période').selectOption({ label: days })
  await office.getByRole('button', { name: 'Essayer sur le passé' }).click()
  await expect.poll(async () => (await trials()).length, { timeout: 60_000 }).toBe(before + 1)
  await expect.poll(async () => (await trials())[0]?.state, { timeout: 120_000 }).toBe('done')
  await office.getByRole('heading', { name: 'Qui serait entré' }).waitFor()
  const [{ id: trial } = { id: '' }] = await trials()
  return movesIn(`/api/journeys/${(await journey()).id}/backtests/${trial}/runs`)
}

test('whom a marketer means is a sentence, and who is not meant learns why', async () => {
  await office.goto(`${product.url}/audiences/new`)
  await office.getByLabel('Nom', { exact: true }).fill(name)
  await office.getByLabel('Nombre', { exact: true }).fill('2')
  await office.getByRole('button', { name: 'Préciser l’article' }).click()
  await office.getByLabel('Valeur', { exact: true }).fill('face')
  await office.getByRole('button', { name: 'Ajouter un groupe' }).click()
  const none = office.locator('fieldset fieldset')
  await none.locator('legend select').selectOption('none')
  await none.getByRole('button', { name: 'Retirer cette condition' }).click()
  await add('canal', none)
  await none.getByLabel('Canal', { exact: true }).selectOption('shop')
  await none.getByLabel('Période').selectOption('ever')
  await add('consentement')
  await add('messages')
  await office.getByLabel('Message', { exact: true }).selectOption('sent')
  await office.getByLabel('Nombre de fois').last().selectOption('eq')
  await office.getByLabel('Nombre', { exact: true }).last().fill('0')
  await office.getByLabel('Durée').last().fill('10')
  await office.getByText(/un article avec catégorie\s: Visage/).waitFor()
  await office.getByRole('button', { name: 'Créer l’audience' }).click()
  await office.getByRole('heading', { level: 1, name }).waitFor()

  await office.getByRole('textbox', { name: 'Un client' }).fill('sophie@exemple.test')
  await office.getByRole('option', { name: /Sophie/ }).click()
  await office.getByText('n’en fait pas partie').waitFor()
  const no = office.getByRole('listitem').filter({ has: office.getByLabel('Faux') })
  await expect.poll(() => no.count()).toBe(1)
  await no.getByText('boutique').waitFor()
  // Those with which the brand began are built first, and the demo's year is being told.
  await office.getByText('À jour').waitFor({ timeout: 540_000 })
}, 600_000)

async function add(kind: string, box = office.locator('fieldset').first()): Promise<void> {
  await box.getByRole('button', { name: 'Ajouter une condition' }).last().click()
  await office.getByLabel('Quelques lettres, puis Entrée').fill(kind)
  await office.keyboard.press('Enter')
}

test('a journey is drawn on them, tried on the past, changed, and tried again beside the first', async () => {
  await office.getByRole('button', { name: 'Dessiner un parcours' }).click()
  await node('@entry').getByText(`Rejoint l’audience ${name}`).waitFor()
  await node('@entry').focus()
  await office.keyboard.press('a')
  await office.getByLabel('Chercher une étape').waitFor()
  await office.keyboard.type('message')
  await office.keyboard.press('Enter')
  await node('message').waitFor()
  await expect.poll(steps).toEqual(['message', 'exit'])
  await office.getByRole('button', { name: '1 chose à régler' }).click()
  await office.getByRole('combobox', { name: 'Message' }).selectOption('Merci')
  await node('message').getByText('Merci').waitFor()
  expect(Object.keys(await tried('les 90 derniers jours'))).toEqual(['lea'])

  // To write once is enough.
  await office.locator('a[data-active]', { hasText: /^Parcours$/ }).click()
  await office.getByText('De nouveau, une fois le parcours précédent terminé.').click()
  await office.getByRole('combobox', { name: 'Revient' }).selectOption({ label: 'jamais' })
  await expect.poll(async () => definition(await journey()).reentry).toBe('never')
  expect(Object.keys(await tried('les 90 derniers jours'))).toEqual(['lea'])
  await office.getByLabel('Comparer avec').selectOption({ index: 1 })
  await office.getByRole('columnheader', { name: 'Écart' }).waitFor()
})

test('started, exactly those move whom a trial of these days names', async () => {
  await office.getByRole('button', { name: 'Mettre en marche' }).click()
  await office.getByText('En marche', { exact: true }).waitFor()
  const { id } = await journey()
  // Inès buys, which lets her in at once; Marc's mail is ten days ago in a while, by time alone.
  await tell([...person('ines', 'Inès'), ...buysTwice('ines')])
  const moved = () => movesIn(`/api/journeys/${id}/runs`)
  await expect.poll(async () => Object.keys(await moved()), { timeout: 60_000 }).toEqual(['ines'])
  for (let days = 0; days < 2; days++) await aDayPasses(office)
  await expect
    .poll(async () => Object.keys(await moved()), { timeout: 60_000 })
    .toEqual(['marc', 'ines'])
  await expect.poll(async () => (await mailsTo('ines')).length, { timeout: 60_000 }).toBe(1)

  const { lea, ...since } = await tried('les 7 derniers jours')
  // She was meant before the journey was started.
  expect(lea).toBeDefined()
  // The demo's clock jumps, so what was due in between is done at its end.
  expect(Object.keys(since).sort()).toEqual(Object.keys(await moved()).sort())
  expect(complaints).toEqual([])
})

const mailsTo = async (userId: string) => {
  const { mails } = await api.get<{ mails: object[] }>(`/api/mails?search=${userId}@exemple.test`)
  return mails
}
