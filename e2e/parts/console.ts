import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Running } from './house.ts'

export const owner = {
  name: 'Camille Roux',
  email: 'camille@exemple.test',
  password: 'une phrase se retient mieux',
}

/** The one-time link that the first start prints. */
export async function printedLink(product: Running): Promise<string> {
  const find = () => /Become its owner .*: (\S+)/.exec(product.said())?.[1]
  return vi.waitUntil(find, { timeout: 60_000 })
}

/** Becomes the owner as a person does who has just typed `npm start`, in French. */
export async function becomeOwner(page: Page, product: Running): Promise<void> {
  await page.goto(await printedLink(product))
  await page.getByLabel('Votre nom').fill(owner.name)
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.getByLabel('Mot de passe', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor()
}

/** Moves the demo's time by the hand in the top bar. */
export async function anHourPasses(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Heure de la démo' }).click()
  await page.getByRole('button', { name: 'Avancer d’une heure' }).click()
  await page.getByText('Une heure a passé.').waitFor()
}

export async function aDayPasses(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Heure de la démo' }).click()
  await page.getByRole('button', { name: 'Avancer d’un jour' }).click()
  await page.getByText('Un jour a passé.').last().waitFor()
  // What the clock unfolds stays open after a choice, and may lie over what comes next.
  await page.keyboard.press('Escape')
}

/** Adds a source, and gives the snippet for Segment's library that its page shows to be pasted. */
export async function newSnippet(page: Page, product: Running, name: string): Promise<string> {
  await page.goto(`${product.url}/sources`)
  await page.getByRole('button', { name: 'Ajouter une source' }).click()
  await page.getByLabel('Nom', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Créer la source' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('button', { name: 'Segment', exact: true }).click()
  const snippet = page.locator('code', { hasText: 'analytics.min.js' })
  return (await snippet.textContent()) ?? ''
}
