import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Api } from './parts/api.ts'
import { aDayPasses } from './parts/console.ts'
import type { Running } from './parts/house.ts'
import { type Office, openOffice } from './parts/office.ts'

/** A marketer draws a journey from a template, mends what is wrong, starts it, and people move. */
const email = 'lea.bernard@exemple.test'

let opened: Office
let product: Running
let api: Api
let office: Page
let complaints: string[]

beforeAll(async () => {
  opened = await openOffice({ DEMO: '1' })
  ;({ product, api, page: office, complaints } = opened)
  // Its mails are among the templates as soon as the demo is furnished.
  await vi.waitUntil(() => journeyNamed('Panier abandonné'), { timeout: 120_000, interval: 200 })
})
afterAll(() => opened?.close())

interface Step {
  readonly id: string
  readonly kind: string
  readonly next?: string
}

interface Journey {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly version: number | null
  readonly draft: { readonly steps: readonly Step[] } | null
  readonly definition: { readonly steps: readonly Step[] }
}

async function journeyNamed(name: string): Promise<Journey | undefined> {
  const { journeys } = await api.get<{ journeys: Journey[] }>('/api/journeys')
  const found = journeys.find((one) => one.name === name)
  return found && (await api.get<Journey>(`/api/journeys/${found.id}`))
}

/** The steps of the draft as they are kept on the server, by kind. */
const keptSteps = async () => {
  const { draft, definition } = (await journeyNamed('Après l’achat')) as Journey
  return (draft ?? definition).steps
}
const keptKinds = async () => (await keptSteps()).map(({ kind }) => kind)

const node = (id: string) => office.locator(`[data-step="${id}"]`)
const start = () => office.getByRole('button', { name: 'Mettre en marche' })

test('a template is begun with a click and is whole', async () => {
  await office.goto(`${product.url}/journeys`)
  await office.getByRole('link', { name: 'Nouveau parcours' }).click()
  await office.getByRole('button', { name: /^Après l’achat/ }).click()
  await office.getByRole('heading', { level: 1, name: 'Après l’achat' }).waitFor()
  await node('thanks').waitFor()
  expect(await keptKinds()).toEqual(['delay', 'message', 'exit'])
  await expect.poll(() => start().isEnabled()).toBe(true)
})

test('a step is added without a mouse, taken back, and brought back', async () => {
  await node('thanks').focus()
  await office.keyboard.press('a')
  await office.getByLabel('Chercher une étape').waitFor()
  await office.keyboard.type('message')
  await office.keyboard.press('Enter')
  await node('message').waitFor()
  await expect.poll(keptKinds).toEqual(['delay', 'message', 'message', 'exit'])

  await node('thanks').focus()
  await office.keyboard.press('Control+z')
  await node('message').waitFor({ state: 'detached' })
  await expect.poll(keptKinds).toEqual(['delay', 'message', 'exit'])
  await office.keyboard.press('Control+Shift+z')
  await node('message').waitFor()
})

test('what is wrong is said at the step, and the journey cannot be started before it is mended', async () => {
  await node('message').getByText('Le message reste à choisir').waitFor()
  await office.getByRole('button', { name: '1 chose à régler' }).click()
  await office.getByRole('heading', { level: 2, name: 'Quel message ?' }).waitFor()
  expect(await start().isDisabled()).toBe(true)
  await office.getByRole('combobox', { name: 'Message' }).selectOption('Panier abandonné')
  await node('message').getByText('Panier abandonné').waitFor()
  await expect.poll(() => start().isEnabled()).toBe(true)
})

test('a way is led elsewhere, and its steps go with who takes them away; that is taken back as well', async () => {
  await node('two-days').click()
  await office.getByRole('combobox', { name: 'Mène à' }).selectOption('Panier abandonné')
  const leads = async () => (await keptSteps()).find(({ id }) => id === 'two-days')?.next
  await expect.poll(leads).toBe('message')
  // Nobody gets to the thanks any more, and that is said there.
  await node('thanks').getByText('Personne n’arrive ici').waitFor()
  await office.getByRole('button', { name: 'Annuler', exact: true }).click()
  await expect.poll(leads).toBe('thanks')

  await node('message').focus()
  await office.keyboard.press('Delete')
  await node('message').waitFor({ state: 'detached' })
  await expect.poll(keptKinds).toEqual(['delay', 'message', 'exit'])
})

test('a pause is put on the way by its plus, and stands where it was put', async () => {
  const plus = office.getByRole('button', { name: /^Ajouter une étape entre « Après l’achat »/ })
  const waits = office.getByRole('region', { name: 'Attendre' })
  // A click that falls into the moment in which the map is drawn anew opens nothing, and is made again.
  const opens = async () => {
    if (!(await waits.isVisible())) await plus.click()
    return waits.isVisible()
  }
  await expect.poll(opens).toBe(true)
  await waits.getByRole('button', { name: /^Pause/ }).click()
  await node('delay').waitFor()
  await expect.poll(keptKinds).toEqual(['delay', 'message', 'delay', 'exit'])
  const thanks = (await keptSteps()).find(({ id }) => id === 'thanks')
  expect(thanks?.next).toBe('delay')
})

test('started, it takes people from step to step, and the map counts them', async () => {
  await start().click()
  await office.getByText('En marche', { exact: true }).waitFor()
  const { id: source, writeKey } = await api.source('Caisse de Léa', 'server')
  expect(source).toBeDefined()
  await buys(writeKey)
  await expect.poll(async () => (await runs())[0]?.step).toBe('two-days')
  // Whoever looks at the map sees somebody at the pause.
  await node('two-days').getByTitle('1 personne à cette étape').waitFor()

  for (let days = 0; days < 2; days++) await aDayPasses(office)
  await expect.poll(async () => (await runs())[0]?.step).toBe('delay')
  await expect.poll(subjects).toEqual(['Bien débuter avec vos achats'])
  await office.getByText('1 envoyé', { exact: true }).waitFor()
  await node('delay').getByTitle('1 personne à cette étape').waitFor()
})

test('what runs is changed as a draft; who is inside is taken over to the version that is published', async () => {
  await office.getByRole('button', { name: 'Modifier' }).click()
  await node('delay').click()
  await office.getByRole('textbox', { name: 'Remarque pour l’équipe' }).fill('Trop long ?')
  await office.getByRole('button', { name: 'Retirer', exact: true }).click()
  await expect.poll(keptKinds).toEqual(['delay', 'message', 'exit'])
  await office.getByRole('button', { name: 'Publier la version 2' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByText('1 personne est en chemin').waitFor()
  await dialog.getByText('Attend 1 jour').first().waitFor()
  await dialog.getByLabel('Elles passent à celle-ci, étape par étape').click()
  await dialog.getByLabel('Ceux de « Attend 1 jour » continuent à').selectOption('Fin du parcours')
  await dialog.getByRole('button', { name: 'Publier', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(async () => (await journeyNamed('Après l’achat'))?.version).toBe(2)
  await expect.poll(async () => (await runs())[0]?.state).toBe('done')
  expect(complaints).toEqual([])
})

/** What the till of the shop would say. */
async function buys(writeKey: string): Promise<void> {
  const userId = 'lea'
  const consent = {
    ...{ purpose: 'marketing', channel: 'email', wording: 'newsletter-2' },
    ...{ language: 'fr', form: 'till' },
  }
  const line = { product_id: 'MC-ROS-DAY', name: 'Crème de jour Rosée', price: 24.5, quantity: 1 }
  const order = { order_id: 'lea-1', revenue: 24.5, currency: 'EUR', products: [line] }
  const batch = [
    { type: 'identify', traits: { email, firstName: 'Léa', language: 'fr' } },
    { type: 'track', event: 'Consent Given', properties: consent },
    { type: 'track', event: 'Order Completed', properties: order },
  ]
  const { status } = await fetch(`${product.url}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${writeKey}:`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      batch: batch.map((one) => ({ userId, messageId: crypto.randomUUID(), ...one })),
    }),
  })
  expect(status).toBe(200)
}

const subjects = async () => {
  const { mails } = await api.get<{ mails: { subject: string }[] }>(`/api/mails?search=${email}`)
  return mails.map(({ subject }) => subject)
}

interface Run {
  readonly step: string
  readonly state: string
}

/** Léa’s runs of the journey, the newest first. */
async function runs(): Promise<Run[]> {
  const { id } = (await journeyNamed('Après l’achat')) as Journey
  const page = await api.get<{ runs: Run[] }>(`/api/journeys/${id}/runs?search=${email}`)
  return page.runs
}
