import { expect, test } from 'vitest'
import { english } from '../texts/en/all.ts'
import { formatsFor } from '../texts/formats.ts'
import { french } from '../texts/fr/all.ts'
import { translator } from '../texts/translator.ts'
import { eventLine } from './eventLine.ts'

const place = { timeZone: 'Europe/Paris', currency: 'EUR' }
const names = new Map([['j1', 'Panier abandonné']])
const fr = { t: translator('fr', french), formats: formatsFor('fr', place), names }
const en = { t: translator('en', english), formats: formatsFor('en', place), names }
const event = (name: string, properties: Record<string, unknown> = {}) => ({
  name,
  properties,
  context: {},
})

test('an order reads as what was bought, where and for how much', () => {
  const order = event('Order Completed', {
    shop: 'Lille',
    total: 48,
    currency: 'EUR',
    products: [{ name: 'Crème', quantity: 2 }],
  })
  expect(eventLine(fr, order)).toBe('a acheté 2 articles à Lille, 48,00\u00a0€')
  expect(eventLine(en, order)).toBe('bought 2 articles at Lille, €48.00')
})

test('what an event does not say is left out of its line', () => {
  expect(eventLine(fr, event('Product Added'))).toBe('a ajouté un produit au panier')
  expect(eventLine(fr, event('Consent Given', { purpose: 'marketing', channel: 'email' }))).toBe(
    'a donné son accord pour les offres et nouvelles (E-mail)',
  )
})

test('facts name what they point to, when the reader may see it', () => {
  const entered = event('Journey Entered', { journeyId: 'j1' })
  expect(eventLine(fr, entered)).toBe('est entré dans le parcours «\u202fPanier abandonné\u202f»')
})

test('an event with a name of the brand’s own is shown by that name', () => {
  expect(eventLine(fr, event('Mirror Used'))).toBe('Mirror Used')
})

test('every line of both catalogues can be said of an event without properties', () => {
  const known = Object.keys(french.events)
  expect(known.length).toBeGreaterThan(20)
  for (const name of known) {
    expect(eventLine(fr, event(name))).not.toBe('')
    expect(eventLine(en, event(name))).not.toBe('')
  }
})
