import { expect, test } from 'vitest'
import { formatsFor } from './formats.ts'

const place = { timeZone: 'Europe/Paris', currency: 'EUR' }
const fr = formatsFor('fr', place)
const en = formatsFor('en', place)

test('dates, times and money are written as the country writes them', () => {
  const evening = '2026-11-21T20:05:09Z'
  expect(fr.date(evening)).toBe('21 nov. 2026')
  expect(fr.time(evening)).toBe('21:05')
  expect(fr.money(123_456)).toBe('1\u202f234,56\u00a0€')
  expect(en.date(evening)).toBe('21 Nov 2026')
  expect(en.time(evening)).toBe('21:05')
  expect(en.money(123_456)).toBe('€1,234.56')
})

test('money knows currencies without cents, and other currencies than the brand’s', () => {
  expect(en.money(1_500, 'JPY')).toBe('JP¥1,500')
  expect(en.money(1_500, 'GBP')).toBe('£15.00')
})

test('a fall is written with a minus sign, not a hyphen', () => {
  expect(fr.change(-0.034)).toBe('\u22123,4\u00a0%')
  expect(fr.change(0.034)).toBe('+3,4\u00a0%')
})

test('how long ago is told in the largest unit that is not zero', () => {
  const now = '2026-11-22T12:00:00Z'
  expect(en.relative('2026-11-22T11:58:30Z', now)).toBe('1 min ago')
  expect(en.relative('2026-11-21T11:00:00Z', now)).toBe('yesterday')
  expect(en.relative('2024-11-01T11:00:00Z', now)).toBe('2 yr ago')
})
