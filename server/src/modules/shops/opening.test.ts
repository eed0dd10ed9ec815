import { describe, expect, test } from 'vitest'
import type { DayHours } from './contract.ts'
import { metresBetween } from './nearest.ts'
import { nextOpening, openAt } from './opening.ts'

const day: DayHours = [{ from: '10:00', to: '19:00' }]
const shop = (part: Partial<Parameters<typeof openAt>[0]> = {}) => ({
  hours: [[], day, day, day, day, day, [] as DayHours],
  specialDays: [],
  closedOnHolidays: true,
  timeZone: 'Europe/Paris',
  address: { country: 'FR' },
  ...part,
})
const at = (text: string) => new Date(text)

describe('open now', () => {
  test('within its hours, until they end', () => {
    expect(openAt(shop(), at('2026-11-24T09:00:00Z'))).toEqual({
      open: true,
      until: '2026-11-24T18:00:00.000Z',
    })
    expect(openAt(shop(), at('2026-11-24T18:00:00Z')).open).toBe(false)
    expect(openAt(shop(), at('2026-11-24T17:59:59Z')).open).toBe(true)
  })
  test('closed, it says when it opens: after the lunch hour, or after Sunday and Monday', () => {
    const lunch = shop({
      hours: Array(7).fill([
        { from: '10:00', to: '12:30' },
        { from: '14:00', to: '19:00' },
      ]),
    })
    expect(openAt(lunch, at('2026-11-24T12:00:00Z'))).toEqual({
      open: false,
      opensAt: '2026-11-24T13:00:00.000Z',
    })
    expect(openAt(shop(), at('2026-11-28T18:30:00Z'))).toEqual({
      open: false,
      opensAt: '2026-12-01T09:00:00.000Z',
    })
  })
  test('hours are those of its wall on the days when clocks change', () => {
    const nights = shop({ hours: Array(7).fill([{ from: '01:00', to: '04:00' }]) })
    const lengthOn = (from: string) => {
      const { until } = openAt(nights, at(from)) as { until: string }
      return (at(until).getTime() - at(from).getTime()) / 3_600_000
    }
    expect(lengthOn('2026-03-29T00:00:00Z')).toBe(2)
    expect(lengthOn('2026-10-24T23:00:00Z')).toBe(4)
    expect(lengthOn('2026-06-10T23:00:00Z')).toBe(3)
  })
  test('after midnight it is still the evening before', () => {
    const bar = shop({ hours: [[], [], [], [], [{ from: '18:00', to: '02:00' }], [], []] })
    expect(openAt(bar, at('2026-11-28T00:30:00Z'))).toEqual({
      open: true,
      until: '2026-11-28T01:00:00.000Z',
    })
    expect(openAt(bar, at('2026-11-28T01:00:00Z')).open).toBe(false)
  })
  test('what never closes has no hour at which it does', () => {
    const always = shop({
      hours: Array(7).fill([{ from: '00:00', to: '24:00' }]),
      closedOnHolidays: false,
    })
    expect(openAt(always, at('2026-11-24T03:00:00Z'))).toEqual({ open: true, until: null })
  })
  test('what never opens says so', () => {
    expect(openAt(shop({ hours: Array(7).fill([]) }), at('2026-11-24T09:00:00Z'))).toEqual({
      open: false,
      opensAt: null,
    })
  })
  test('closed on a holiday, unless something was said of that very day', () => {
    const christmas = at('2026-12-25T11:00:00Z')
    expect(openAt(shop(), christmas).open).toBe(false)
    expect(openAt(shop({ closedOnHolidays: false }), christmas).open).toBe(true)
    const special = [{ day: '2026-12-25', hours: [{ from: '11:00', to: '13:00' }], note: null }]
    expect(openAt(shop({ specialDays: special }), christmas)).toEqual({
      open: true,
      until: '2026-12-25T12:00:00.000Z',
    })
    const stocktake = [{ day: '2026-11-24', hours: [], note: 'stocktake' }]
    expect(openAt(shop({ specialDays: stocktake }), at('2026-11-24T09:00:00Z')).open).toBe(false)
  })
  test('an open shop opens next on its next day', () => {
    expect(nextOpening(shop(), at('2026-11-24T12:00:00Z'))).toEqual(at('2026-11-25T09:00:00Z'))
  })
})

test('Lille and Paris are 204 km apart, and nothing is apart from itself', () => {
  const lille = { lat: 50.6366, lon: 3.0635 }
  const paris = { lat: 48.8566, lon: 2.3522 }
  expect(Math.round(metresBetween(lille, paris) / 1000)).toBe(204)
  expect(metresBetween(paris, paris)).toBe(0)
})
