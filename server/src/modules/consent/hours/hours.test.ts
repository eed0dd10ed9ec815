import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holidayOn } from '../../../kernel/holidays.ts'
import { placeOf } from './country.ts'
import { nextLocalTime, zoneOf } from './next-local.ts'
import { sendingHours } from './sending-hours.ts'
import { isPersonsNumber, isStop, shortNumberOf } from './stop.ts'

const paris = { country: 'FR', timeZone: 'Europe/Paris' }
const at = (text: string, place = paris) => sendingHours('sms', place, new Date(text))

describe('a business text message in France', () => {
  test.each([
    ['a Friday morning', '2026-11-20T09:00:00Z', null, '2026-11-20T09:00:00.000Z'],
    ['before eight', '2026-11-20T06:59:00Z', 'night', '2026-11-20T07:00:00.000Z'],
    ['at eight in the evening', '2026-11-20T19:00:00Z', 'night', '2026-11-21T07:00:00.000Z'],
    [
      'a Saturday night, so over Sunday',
      '2026-11-21T22:00:00Z',
      'night',
      '2026-11-23T07:00:00.000Z',
    ],
    ['a Sunday', '2026-11-22T12:00:00Z', 'sunday', '2026-11-23T07:00:00.000Z'],
    ['the armistice', '2026-11-11T12:00:00Z', 'holiday', '2026-11-12T07:00:00.000Z'],
    ['Easter Monday', '2026-04-06T10:00:00Z', 'holiday', '2026-04-07T06:00:00.000Z'],
    ['Ascension', '2026-05-14T10:00:00Z', 'holiday', '2026-05-15T06:00:00.000Z'],
    [
      'the night of the clocks going forward',
      '2026-03-28T22:00:00Z',
      'night',
      '2026-03-30T06:00:00.000Z',
    ],
    [
      'the night of the clocks going back',
      '2026-10-24T21:00:00Z',
      'night',
      '2026-10-26T07:00:00.000Z',
    ],
  ])('%s', (_, moment, reason, opensAt) => {
    const answer = at(moment)
    expect([answer.reason, answer.opensAt.toISOString()]).toEqual([reason, opensAt])
    expect(answer.open).toBe(reason === null)
  })

  test('goes by the clock and the holidays of overseas', () => {
    const reunion = { country: 'FR', timeZone: 'Indian/Reunion' }
    expect(at('2026-11-20T05:00:00Z', reunion).open).toBe(true)
    expect(at('2026-12-21T05:00:00Z', reunion).open).toBe(true)
    expect(at('2027-12-20T05:00:00Z', reunion).reason).toBe('holiday')
    expect(at('2027-12-20T09:00:00Z').open).toBe(true)
    const profile = { traits: { phone: '+262692123456' }, timeZone: 'Europe/Paris' }
    expect(placeOf(profile)).toEqual(reunion)
  })

  test('a brand may widen its hours to ten in the evening, and no further', () => {
    const late = new Date('2026-11-20T20:30:00Z')
    expect(sendingHours('sms', paris, late, { from: 0, until: 24 * 60 }).open).toBe(true)
    const tooLate = new Date('2026-11-20T21:30:00Z')
    expect(sendingHours('sms', paris, tooLate, { from: 0, until: 24 * 60 }).open).toBe(false)
  })

  test('whatever the moment, it may go out when we are told that it may', () => {
    const moments = fc.date({
      min: new Date('2025-01-01T00:00:00Z'),
      max: new Date('2040-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    const zones = fc.constantFrom(
      'Europe/Paris',
      'Indian/Reunion',
      'Pacific/Tahiti',
      'America/Cayenne',
    )
    fc.assert(
      fc.property(moments, zones, (moment, timeZone) => {
        const place = { country: 'FR', timeZone }
        const { opensAt } = sendingHours('sms', place, moment)
        expect(opensAt.getTime()).toBeGreaterThanOrEqual(moment.getTime())
        expect(sendingHours('sms', place, opensAt).open).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

test('France has eleven public holidays', () => {
  const year = Array.from({ length: 365 }, (_, n) => new Date(Date.UTC(2027, 0, 1 + n)))
  const holidays = year.filter((day) =>
    holidayOn(
      { year: 2027, month: day.getUTCMonth() + 1, day: day.getUTCDate() },
      ...(['FR', 'Europe/Paris'] as const),
    ),
  )
  expect(holidays).toHaveLength(11)
})

test('an e-mail may go out at any hour', () => {
  expect(sendingHours('email', paris, new Date('2026-11-22T02:00:00Z')).open).toBe(true)
})

test.each(['STOP', ' stop ', 'Stop svp', '«STOP»', 'arrêt', 'ARRETEZ', 'désabonner'])(
  '%s is a STOP',
  (answer) => expect(isStop(answer)).toBe(true),
)
test.each(['Merci', 'à quelle heure ?', 'stopper la livraison', 'non stop'])(
  '%s is none',
  (answer) => expect(isStop(answer)).toBe(false),
)

test('a number says what may be sent from it', () => {
  expect(shortNumberOf('36105')).toBe('marketing')
  expect(shortNumberOf('38123')).toBe('service')
  expect(isPersonsNumber('+33612345678')).toBe(true)
  expect(isPersonsNumber('36105')).toBe(false)
})

describe('the next time that clocks there show an hour', () => {
  test('is today or tomorrow, also where the clocks change', () => {
    const next = (text: string) => nextLocalTime(9, 'Europe/Paris', new Date(text)).toISOString()
    expect(next('2026-03-28T07:00:00Z')).toBe('2026-03-28T08:00:00.000Z')
    expect(next('2026-03-28T08:00:00Z')).toBe('2026-03-29T07:00:00.000Z')
    expect(next('2026-10-24T20:00:00Z')).toBe('2026-10-25T08:00:00.000Z')
  })

  test('goes by what somebody said, then where they were seen, then the brand, then UTC', () => {
    const tokyo = { latLon: '35.6764,139.6500' }
    expect(zoneOf({ ...tokyo, own: 'Europe/London', brand: 'Europe/Paris' })).toBe('Europe/London')
    expect(zoneOf({ ...tokyo, brand: 'Europe/Paris' })).toBe('Asia/Tokyo')
    expect(zoneOf({ latLon: 'nowhere', own: 'Mars/Olympus', brand: 'Europe/Paris' })).toBe(
      'Europe/Paris',
    )
    expect(zoneOf({})).toBe('UTC')
  })
})
