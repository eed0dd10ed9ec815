import { expect, test } from 'vitest'
import { addDays, dayOf, daysOf, lastDays } from './period.ts'

test('the last seven days end today where the brand is', () => {
  const lateInLondon = new Date('2026-11-21T23:30:00Z')
  expect(lastDays(7, lateInLondon, 'Europe/Paris')).toEqual({
    from: '2026-11-16',
    to: '2026-11-22',
  })
  expect(lastDays(7, lateInLondon, 'Europe/London')).toEqual({
    from: '2026-11-15',
    to: '2026-11-21',
  })
})

test('a day is neither skipped nor repeated when clocks change', () => {
  expect(daysOf({ from: '2026-10-23', to: '2026-10-27' })).toEqual([
    '2026-10-23',
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
    '2026-10-27',
  ])
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
  expect(dayOf(new Date('2026-10-25T00:30:00Z'), 'Europe/Paris')).toBe('2026-10-25')
})
