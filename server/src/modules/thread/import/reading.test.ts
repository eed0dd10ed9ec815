import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellReader } from './cells.ts'
import { momentOf } from './clock-text.ts'
import { decimalOf, numberOf, plus, rounded, times, zero } from './decimal.ts'

describe('amounts', () => {
  const read = (text: string, sign?: '.' | ',') => {
    const value = decimalOf(text, sign)
    return value && numberOf(value)
  }

  test('are read as people write them', () => {
    expect(['12.50', '-3', '+7.', '1,234.5', '0.001'].map((text) => read(text))).toEqual([
      12.5, -3, 7, 1234.5, 0.001,
    ])
    expect(['1 234,5', '1.234,50', '1\u202f234,5'].map((text) => read(text, ','))).toEqual([
      1234.5, 1234.5, 1234.5,
    ])
    expect(['', 'free', '1.2.3', '1e5', '--1', '12 €'].map((text) => read(text))).toEqual(
      Array(6).fill(undefined),
    )
  })

  test('add up exactly and are rounded once, half away from zero', () => {
    const cents = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })
    fc.assert(
      fc.property(fc.array(fc.tuple(cents, fc.nat({ max: 500 }))), (lines) => {
        const text = (value: bigint) => {
          const size = (value < 0n ? -value : value).toString().padStart(4, '0')
          return `${value < 0n ? '-' : ''}${size.slice(0, -3)}.${size.slice(-3)}`
        }
        const sum = lines
          .map(([price, quantity]) =>
            times(decimalOf(text(price)) ?? zero, decimalOf(`${quantity}`) ?? zero),
          )
          .reduce(plus, zero)
        const exact = lines.reduce((all, [price, quantity]) => all + price * BigInt(quantity), 0n)
        const size = exact < 0n ? -exact : exact
        const expected = ((size + 5n) / 10n) * (exact < 0n ? -1n : 1n)
        expect(Math.round(numberOf(rounded(sum, 2)) * 100) + 0).toBe(Number(expected))
      }),
    )
  })
})

describe('days', () => {
  const read = (text: string, as: 'dmy' | 'mdy') =>
    cellReader({ column: 'Born', as, signed: false }, { place: () => 0, decimal: '.' })([text], 1)

  test('are kept as the day they name, whichever way it is written', () => {
    expect(['31/12/1990', '1.2.2001', '29-02-1992 00:00'].map((text) => read(text, 'dmy'))).toEqual(
      ['1990-12-31', '2001-02-01', '1992-02-29'],
    )
    expect(read('12/31/1990', 'mdy')).toBe('1990-12-31')
    expect(read('1955-08-19T23:30:00-05:00', 'dmy')).toBe('1955-08-19')
    expect(read(' ', 'dmy')).toBeUndefined()
  })

  test('that there are not cost their line and say so', () => {
    for (const text of ['29/02/1991', '12/31/1990', '31/12/90', 'hier']) {
      expect(() => read(text, 'dmy')).toThrow(`day/unreadable Born: ${text}`)
    }
  })
})

describe('times', () => {
  const read = (text: string, zone = 'Europe/London', format: 'iso' | 'dmy' | 'mdy' = 'iso') => {
    const moment = momentOf(text, { format, zone })
    return moment === undefined ? undefined : new Date(moment).toISOString()
  }

  test('without an offset are those of the stated zone, summer and winter', () => {
    expect(read('2011-01-10 08:26:00')).toBe('2011-01-10T08:26:00.000Z')
    expect(read('2011-07-10 08:26')).toBe('2011-07-10T07:26:00.000Z')
    expect(read('2026-07-10', 'America/New_York')).toBe('2026-07-10T04:00:00.000Z')
    expect(read('2026-01-01 00:00:00', 'Asia/Kathmandu')).toBe('2025-12-31T18:15:00.000Z')
  })

  test('of the hour that clocks skip or repeat are still one moment', () => {
    expect(read('2026-03-29 01:30:00')).toBe('2026-03-29T01:30:00.000Z')
    expect(read('2026-10-25 01:30:00')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('with an offset are what they say', () => {
    expect(read('2026-07-10T08:00:00Z')).toBe('2026-07-10T08:00:00.000Z')
    expect(read('2026-07-10T08:00:00.123+0530')).toBe('2026-07-10T02:30:00.000Z')
  })

  test('are read in the order of the country', () => {
    expect(read('03/04/2026 10:00', 'UTC', 'dmy')).toBe('2026-04-03T10:00:00.000Z')
    expect(read('03/04/2026 10:00', 'UTC', 'mdy')).toBe('2026-03-04T10:00:00.000Z')
  })

  test('that do not exist are not made up', () => {
    for (const text of ['2026-02-30', '2026-13-01', '31/12/2026', '2026-01-01 25:00', 'soon', '']) {
      expect(read(text), text).toBeUndefined()
    }
  })
})
