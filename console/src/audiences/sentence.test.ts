import { describe, expect, test } from 'vitest'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import { english } from '../texts/en/all.ts'
import { formatsFor } from '../texts/formats.ts'
import { french } from '../texts/fr/all.ts'
import { translator } from '../texts/translator.ts'
import { sentenceOf } from './sentence.ts'

const place = { timeZone: 'Europe/Paris', currency: 'EUR' }
const inFrench = (condition: Condition) =>
  sentenceOf({ t: translator('fr', french), formats: formatsFor('fr', place) }, condition)
const inEnglish = (condition: Condition) =>
  sentenceOf({ t: translator('en', english), formats: formatsFor('en', place) }, condition)

const day = 86_400
const bought = (op: 'gte' | 'eq' | 'lt', n: number, withinSeconds?: number): Condition => ({
  kind: 'event',
  name: 'Order Completed',
  count: { op, n },
  ...(withinSeconds && { withinSeconds }),
})
const agrees: Condition = { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' }

describe('an audience reads as one sentence', () => {
  test('in French', () => {
    expect(inFrench({ kind: 'all', of: [bought('gte', 2, 90 * day), agrees] })).toBe(
      'Les clients qui ont acheté au moins 2 fois ces 90 derniers jours et qui ont accepté\u202f: offres et nouvelles, par e-mail.',
    )
  })

  test('in English', () => {
    expect(inEnglish({ kind: 'all', of: [bought('gte', 2, 90 * day), agrees] })).toBe(
      'Customers who have bought at least 2 times in the last 90 days and who agreed to: offers and news, by email.',
    )
  })

  test('what is denied is said of what is denied, and a count of nothing is never', () => {
    const added = { kind: 'event', name: 'Product Added', count: { op: 'gte', n: 1 } } as const
    const abandoned: Condition = {
      kind: 'all',
      of: [
        { ...added, withinSeconds: day },
        { kind: 'not', of: bought('gte', 1, day) },
      ],
    }
    expect(inEnglish(abandoned)).toBe(
      'Customers who have added a product to the cart in the last 24 h and who have not bought in the last 24 h.',
    )
    expect(inEnglish(bought('eq', 0))).toBe('Customers who have never bought.')
    expect(inEnglish(bought('lt', 1))).toBe('Customers who have never bought.')
  })

  test('none of two is neither the one nor the other', () => {
    expect(inEnglish({ kind: 'not', of: { kind: 'any', of: [bought('gte', 1), agrees] } })).toBe(
      'Customers who have never bought and who did not agree to: offers and news, by email.',
    )
  })

  test('a group inside a group keeps its parentheses', () => {
    const seen: Condition = { kind: 'seen', which: 'last', withinSeconds: 7 * day }
    expect(
      inEnglish({ kind: 'all', of: [seen, { kind: 'any', of: [bought('gte', 1), agrees] }] }),
    ).toBe(
      'Customers who were seen in the last 7 days and who (have bought or agreed to: offers and news, by email).',
    )
  })

  test('nothing asked is everybody, no way in is nobody', () => {
    expect(inEnglish({ kind: 'all', of: [] })).toBe('All customers.')
    expect(inEnglish({ kind: 'any', of: [] })).toBe('Nobody.')
  })

  test('amounts, sequences and dates read like what one would say', () => {
    const spent: Condition = {
      ...{ kind: 'amount', measure: 'sum', path: 'revenue', name: 'Order Completed' },
      ...{ withinSeconds: 365 * day, op: 'gte', value: 500 },
    }
    expect(inEnglish(spent)).toBe(
      'Customers who have, over the times they have bought in the last 365 days, a total of “revenue” of at least 500.',
    )
    const abandoned: Condition = {
      ...{ kind: 'sequence', first: { name: 'Product Added' }, next: { name: 'Order Completed' } },
      ...{ withinSeconds: day, happens: false },
    }
    expect(inFrench(abandoned)).toBe(
      'Les clients qui ont ajouté un produit au panier puis n’ont pas acheté dans un délai de 1 jour.',
    )
    expect(inFrench({ kind: 'anniversary', path: 'birthday', fromDays: 0, toDays: 7 })).toBe(
      'Les clients qui fêtent «\u202fnaissance\u202f» d’ici 7 jours.',
    )
    expect(
      inEnglish({
        kind: 'not',
        of: {
          kind: 'moment',
          which: 'last',
          name: 'Order Completed',
          is: 'after',
          date: '2026-03-01',
        },
      }),
    ).toBe('Customers who have not bought for the last time from 1 Mar 2026 on.')
  })
})
