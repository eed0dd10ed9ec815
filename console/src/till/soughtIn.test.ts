import { expect, test } from 'vitest'
import { soughtIn } from './soughtIn.ts'

test('a receipt is sought by its number, by an amount as it is written, or by its order', () => {
  expect(soughtIn(' 12 ')).toEqual({ number: 12 })
  expect(soughtIn('12,50')).toEqual({ amount: 1250 })
  expect(soughtIn('12.5 €')).toEqual({ amount: 1250 })
  expect(soughtIn('1290 €')).toEqual({ amount: 129_000 })
  expect(soughtIn('F-2026-ABC')).toEqual({ order: 'F-2026-ABC' })
  expect(soughtIn('')).toEqual({})
})
