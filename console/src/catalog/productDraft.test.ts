import { expect, test } from 'vitest'
import {
  choiceOf,
  minorOf,
  named,
  newDraft,
  partOf,
  partText,
  savedOf,
  withOptions,
} from './productDraft.ts'

const size = (...values: string[]) => ({
  ...{ code: 'size', name: { fr: 'Taille', en: 'Size' } },
  values: values.map((text) => choiceOf(text)),
})

test('a name gives the sku, until somebody types one', () => {
  const draft = named(newDraft(), { fr: 'Crème d’été', en: '' })
  expect(draft.variants.map(({ sku }) => sku)).toEqual(['CREME-D-ETE'])
  const typed = { ...draft, variants: [{ ...draft.variants[0], sku: 'X1', follows: false }] }
  const renamed = named(typed as typeof draft, { fr: 'Autre', en: '' })
  expect(renamed.variants.map(({ sku }) => sku)).toEqual(['X1'])
})

test('two values make two variants, at the price of the first', () => {
  const one = named(newDraft(), { fr: 'Baume', en: 'Balm' })
  const priced = {
    ...one,
    variants: one.variants.map((variant) => ({ ...variant, price: '12,90' })),
  }
  const two = withOptions(priced, [size('50 ml', '100 ml')])
  expect(two.variants.map(({ sku, price }) => [sku, price])).toEqual([
    ['BAUME-50-ML', '12,90'],
    ['BAUME-100-ML', '12,90'],
  ])
  const three = withOptions(two, [size('50 ml', '100 ml', '200 ml')])
  expect(three.variants).toHaveLength(3)
  expect(three.variants.slice(0, 2)).toEqual(two.variants)
  expect(withOptions(three, [size('100 ml')]).variants.map(({ sku }) => sku)).toEqual([
    'BAUME-100-ML',
  ])
})

test('what is not said is filled in as it is meant', () => {
  const saved = savedOf(named(newDraft(), { fr: 'Baume', en: '' }))
  expect(saved).toMatchObject({ name: { fr: 'Baume', en: 'Baume' }, brand: null })
  expect(choiceOf('Rouge / Red')).toEqual({ code: 'rouge', name: { fr: 'Rouge', en: 'Red' } })
})

test.each([
  ['12,90', 1290],
  ['12.9 €', 1290],
  ['1 290', 129_000],
  ['0', 0],
  ['12,905', undefined],
  ['-3', undefined],
  ['abc', undefined],
  ['', undefined],
])('%j is %s in cents', (text, minor) => expect(minorOf(text)).toBe(minor))

test.each(['MC-1', 'MC-1 × 2', 'A/B.C × 12'])('the part %s is read as it is written', (text) => {
  const part = partOf(text)
  expect(part && partText(part)).toBe(text)
})
