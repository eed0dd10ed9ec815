import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ImportMapping, Reading } from '../../../server/src/modules/thread/import/contract.ts'
import { draftOf, formDraft, mappingIn, textDraft } from './draft.ts'
import { decisions, type Form, fieldNames, formOf, mappingOf, proofs, type Use } from './form.ts'
import { guessForm } from './guess.ts'
import { beginningOf, samplesOf } from './sheet.ts'
import { choicesFor, chosenBy, keyOf } from './uses.ts'

const zone = 'Europe/Paris'
const guessed = (name: string, ...lines: string[]) => guessForm(beginningOf(name, lines), zone)

test('a French file of customers is understood by its names: who, what, when, and what they said yes to', () => {
  const form = guessed(
    'clients.csv',
    'N°;Prénom;Nom;Courriel;Téléphone;Carte de fidélité;Date de naissance;Ville;Optin SMS;Optin e-mail;Date optin;Inscrit le;Commentaire',
    '12;Zoé;Petit;zoe@example.fr;06 12 34 56 78;77;31/12/1990;Lille;oui;non;01/02/2024;31/12/2023 18:00;bof',
  )
  expect(form).toMatchObject({
    ...{ lines: 'people', channel: 'web', clock: { format: 'dmy', zone } },
    csv: { delimiter: ';' },
    uses: {
      'N°': { kind: 'user' },
      Prénom: { kind: 'field', name: 'firstName' },
      Nom: { kind: 'field', name: 'lastName' },
      Courriel: { kind: 'field', name: 'email' },
      Téléphone: { kind: 'field', name: 'phone' },
      'Carte de fidélité': { kind: 'field', name: 'loyaltyCard', as: 'id' },
      'Date de naissance': { kind: 'field', name: 'birthday', as: 'dmy' },
      Ville: { kind: 'field', name: 'city' },
      'Optin SMS': { kind: 'consent', purpose: 'marketing', channel: 'sms' },
      'Optin e-mail': { kind: 'consent', purpose: 'marketing', channel: 'email' },
      'Date optin': { kind: 'proof', of: 'date' },
      'Inscrit le': { kind: 'time' },
      // What nothing is known of is not kept: nobody asked for it.
      Commentaire: { kind: 'none' },
    },
  })
  // A yes without its words and its place proves nothing: the form says so before any line is refused.
  expect(mappingOf(form)).toEqual(['wording', 'source'])
  const whole = mappingOf({ ...form, wording: 'v1', source: 'papier' })
  expect(whole).toMatchObject({
    consents: [
      { channel: 'sms', wording: { value: 'v1' }, date: { column: 'Date optin', format: 'dmy' } },
      { channel: 'email', source: { value: 'papier' } },
    ],
  })
})

test('an English file of order lines is grouped by its order, its articles read as such', () => {
  const form = guessed(
    'orders.csv',
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    '536365,85123A,"HEART, white",6,12/31/2010 8:26,2.55,17850.0,United Kingdom',
  )
  expect(form).toMatchObject({
    ...{ lines: 'events', event: 'Order Completed', together: 'InvoiceNo', channel: 'shop' },
    ...{ clock: { format: 'mdy' }, csv: { decimal: '.' }, currency: 'EUR' },
    uses: {
      InvoiceNo: { kind: 'field', name: 'order_id', as: 'id' },
      StockCode: { kind: 'product', name: 'product_id' },
      Description: { kind: 'product', name: 'name' },
      Quantity: { kind: 'product', name: 'quantity', as: 'number' },
      InvoiceDate: { kind: 'time' },
      UnitPrice: { kind: 'product', name: 'price', as: 'number' },
      CustomerID: { kind: 'user' },
    },
  })
  expect(mappingOf(form)).toMatchObject({
    groupBy: ['InvoiceNo'],
    userId: { column: 'CustomerID', as: 'id' },
    properties: { order_id: { column: 'InvoiceNo' }, currency: { value: 'EUR' } },
    products: { price: { column: 'UnitPrice', as: 'number' } },
  })
})

test('values tell what names do not: an address, a number to call, a decimal comma, seconds', () => {
  const people = guessed('x.csv', 'a;b;c', 'z@example.fr;+33612345678;2024-05-01')
  expect(Object.values(people.uses)).toMatchObject([
    { name: 'email' },
    { name: 'phone' },
    { kind: 'time' },
  ])
  const orders = guessed('y.csv', 'commande;total;date', '1;12,50;1700000000')
  expect(orders).toMatchObject({ csv: { decimal: ',' }, clock: { format: 'seconds' } })
  // A column that is called a date and holds none is none.
  expect(guessed('z.csv', 'date;email', 'demain;a@b.fr').uses.date).toEqual({ kind: 'none' })
})

test('objects are read by their paths, and lines that are events already need no form', () => {
  const beginning = beginningOf('b.ndjson', [
    '{"client":{"id":1,"email":"a@b.fr"}}',
    '{"client":{"id":2},"created_at":"2024-01-01"}',
    '{"cut',
  ])
  expect(beginning.columns).toEqual(['client.id', 'client.email', 'created_at'])
  expect(samplesOf(beginning, 'client.id')).toEqual(['1', '2'])
  expect(guessForm(beginning, zone)).toMatchObject({
    format: 'ndjson',
    uses: { 'client.id': { kind: 'user' }, created_at: { kind: 'time' } },
  })
  const events = draftOf(
    { trial: null },
    beginningOf('c.ndjson.gz', ['{"type":"track","event":"x"}']),
    zone,
  )
  expect(mappingIn(events).mapping?.format).toBe('events')
})

test('cells in quotes hold what they like, and a line that is cut is left out', () => {
  const { columns, rows } = beginningOf('q.csv', ['a,"b ""x"""', '"1, 2","3', '4"', '5,"6'])
  expect(columns).toEqual(['a', 'b "x"'])
  expect(rows).toEqual([['1, 2', '3\n4']])
})

test('anything makes a form that can be mended', () => {
  for (const first of ['', 'x', '{', '"a","b"']) {
    expect(guessed('d.csv', first).event).toBe('')
    expect(guessed('d.ndjson', first).format).toBe('ndjson')
  }
})

const reading = fc.constantFrom(...Reading.options)
const use: fc.Arbitrary<Use> = fc.oneof(
  fc.constantFrom<Use>({ kind: 'none' }, { kind: 'user' }, { kind: 'device' }),
  fc.record({
    kind: fc.constant('field' as const),
    name: fc.constantFrom(...fieldNames.people, 'mine'),
    as: reading,
  }),
  fc.record({
    kind: fc.constant('product' as const),
    name: fc.constantFrom(...fieldNames.product),
    as: reading,
  }),
  fc.constantFrom(...decisions).map((one): Use => ({ kind: 'consent', ...one })),
  fc.constantFrom(...proofs).map((of): Use => ({ kind: 'proof', of })),
)
const forms: fc.Arbitrary<Form> = fc.record({
  format: fc.constantFrom('csv', 'ndjson'),
  csv: fc.constant({ delimiter: ';', decimal: ',', encoding: 'utf8' }),
  lines: fc.constantFrom('people', 'events'),
  event: fc.constantFrom('Order Completed', 'Visit'),
  together: fc.constantFrom('', 'c1'),
  channel: fc.constantFrom('shop', 'web'),
  clock: fc.constant({ format: 'dmy', zone }),
  currency: fc.constantFrom('', 'EUR'),
  wording: fc.constantFrom('', 'v1'),
  source: fc.constantFrom('', 'desk'),
  uses: fc
    .uniqueArray(use, { maxLength: 8, selector: (one) => JSON.stringify({ ...one, as: 0 }) })
    .map((uses) => ({
      when: { kind: 'time' as const },
      ...Object.fromEntries(uses.map((one, at) => [`c${at}`, one])),
    })),
})

test('whatever a form says, its text says, and the text is the same form again', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const mapping = mappingOf(form)
      fc.pre('channel' in mapping)
      if (!('channel' in mapping)) return
      const back = formOf(mapping, Object.keys(form.uses))
      expect(back && mappingOf(back)).toEqual(mapping)
      const beginning = beginningOf('a.csv', [Object.keys(form.uses).join(';')])
      const draft = formDraft(textDraft({ by: 'form', form }), beginning)
      expect(draft && mappingIn(draft).mapping).toEqual(mapping)
    }),
  )
})

test('a text that says more than a form stays a text', () => {
  const two = ImportMapping.parse({
    ...{ channel: 'shop', timestamp: { column: 'a' } },
    events: [
      { event: 'Order Refunded', when: { column: 'a', startsWith: 'R' } },
      { event: 'Order Completed' },
    ],
  })
  expect(formOf(two, ['a'])).toBeUndefined()
  const summed = {
    ...two,
    events: [{ event: 'Order Completed' }],
    properties: { revenue: { sum: ['a', 'b'] } },
  }
  expect(formOf(ImportMapping.parse(summed), ['a', 'b'])).toBeUndefined()
  expect(formDraft({ by: 'text', text: '{' }, beginningOf('a.csv', ['a']))).toBeUndefined()
  expect(mappingIn({ by: 'text', text: '{' }).lacking).toEqual(['json'])
})

test('every choice of the list is a use, and the use that choice', () => {
  for (const lines of ['people', 'events'] as const) {
    for (const key of choicesFor(lines).flatMap(({ keys }) => keys as readonly string[])) {
      expect(keyOf(chosenBy(key), lines)).toBe(key)
    }
  }
  expect(keyOf({ kind: 'field', name: 'pets', as: 'number' }, 'people')).toBe('field:')
})
