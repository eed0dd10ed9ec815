import { expect, test } from 'vitest'
import { rateAtHome } from './useTriedDelivery.ts'

const rate = (country: string, taxClass: string, since: string, rate: number) => ({
  ...{ country, taxClass, since, rate },
})
const taxes = {
  ...{ classes: [], home: 'FR' },
  rates: [
    rate('FR', 'standard', '2014-01-01', 2000),
    rate('FR', 'standard', '2027-01-01', 2100),
    rate('FR', 'standard', '2000-04-01', 1960),
    rate('FR', 'books', '2012-01-01', 550),
    rate('BE', 'standard', '1996-01-01', 2100),
  ],
}

test('a fee is taxed by the rate of its class at home on the day, else by the standard one', () => {
  expect(rateAtHome(taxes, 'standard', '2026-11-30')).toBe(2000)
  expect(rateAtHome(taxes, 'standard', '2027-01-01')).toBe(2100)
  expect(rateAtHome(taxes, 'books', '2026-11-30')).toBe(550)
  expect(rateAtHome(taxes, 'parking', '2026-11-30')).toBe(2000)
  expect(rateAtHome({ ...taxes, home: 'CH' }, 'standard', '2026-11-30')).toBe(0)
})
