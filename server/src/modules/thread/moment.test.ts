import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moments } from './moment.ts'

const now = Date.parse('2026-11-21T10:00:00Z')
const minute = 60_000
const day = 1440 * minute
const iso = (time: number) => new Date(time).toISOString()

describe('the time of an event', () => {
  test('is ours, by how much the sender’s clock is wrong, be it minutes or years', () => {
    for (const error of [-9 * 365 * day, -60 * day, -3 * minute, 3 * minute, 5 * 365 * day]) {
      const happened = now - 10 * minute
      const timestamp = iso(happened + error)
      expect(moments({ timestamp }, iso(now + error), now)?.at).toBe(happened)
    }
  })

  test('is what a phone says that was out of reach for days after it first tried to send', () => {
    const timestamp = iso(now - 3 * day)
    expect(moments({ timestamp }, iso(now - 3 * day + minute), now)?.at).toBe(now - 3 * day)
  })

  test('is what the site has set, when RudderStack’s library says its own beside it', () => {
    const timestamp = '2026-11-01T08:00:00Z'
    const times = moments({ timestamp, originalTimestamp: iso(now) }, iso(now), now + minute)
    expect(times).toMatchObject({ at: Date.parse(timestamp), sentAt: now })
    expect(moments({ originalTimestamp: iso(now) }, iso(now), now + minute)?.at).toBe(now + minute)
  })

  test('is found for a clock that lost its battery, and refused where nothing helps', () => {
    const reset = Date.UTC(1970, 0, 2)
    expect(moments({ timestamp: iso(reset) }, iso(reset + minute), now)?.at).toBe(now - minute)
    expect(moments({ timestamp: iso(reset) }, undefined, now)).toBeUndefined()
    expect(moments({ timestamp: '+050000-01-01T00:00:00Z' }, undefined, now)).toBeUndefined()
    expect(moments({ timestamp: 'yesterday' }, undefined, now)).toBeUndefined()
  })

  test('never lies in the future nor before this century, and all that was said is kept', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(2099, 11, 31) })
    fc.assert(
      fc.property(time, fc.option(time), fc.option(time), (said, sent, alsoSaid) => {
        const stated = {
          timestamp: said,
          ...(alsoSaid !== null && { originalTimestamp: alsoSaid }),
        }
        const times = moments(stated, sent ?? undefined, now)
        if (!times) return
        expect(times.at).toBeLessThanOrEqual(now)
        expect(times.at).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1))
        expect(times.originalAt).toBe(said)
        expect(times.sentAt).toBe(sent ?? undefined)
      }),
    )
  })

  test('keeps the order of what one sender did, however wrong its clock is', () => {
    const error = fc.integer({ min: -3650 * day, max: 3650 * day })
    const ago = fc.array(fc.integer({ min: 0, max: 300 * day }), { minLength: 2 })
    fc.assert(
      fc.property(error, ago, (wrong, all) => {
        const at = (past: number) =>
          moments({ timestamp: now - past + wrong }, now + wrong, now)?.at ?? Number.NaN
        const ordered = all.toSorted((a, b) => b - a).map(at)
        for (const [index, one] of ordered.entries()) {
          if (index > 0) expect(one).toBeGreaterThanOrEqual(ordered[index - 1] ?? 0)
        }
      }),
    )
  })
})
