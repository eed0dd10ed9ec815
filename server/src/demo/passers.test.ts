import { expect, test } from 'vitest'
import { passersBetween } from './passers.ts'

const today = { seed: 7, customers: 17_000, shopUrl: 'http://shop.test/shop' }
const from = Date.parse('2026-11-22T10:00:00Z')
const hour = 3_600_000

test('a few visits a minute pass, in order, each event within the time asked for', () => {
  const events = passersBetween(today, from, from + hour)
  expect(events.length).toBeGreaterThan(200)
  expect(events.length).toBeLessThan(900)
  const times = events.map(({ at }) => at)
  expect(times).toEqual([...times].sort((one, other) => one - other))
  expect(times[0]).toBeGreaterThanOrEqual(from)
  expect(times.at(-1)).toBeLessThan(from + hour)
})

test('looked at in pieces, or by two at once, the same people pass with the same names', () => {
  const whole = passersBetween(today, from, from + 10 * 60_000)
  const pieces = Array.from({ length: 300 }, (_, piece) =>
    passersBetween(today, from + piece * 2000, from + (piece + 1) * 2000),
  ).flat()
  expect(pieces).toEqual(whole)
  expect(new Set(whole.map(({ messageId }) => messageId)).size).toBe(whole.length)
})

test('some of them fill carts, some order, and some are strangers', () => {
  const events = passersBetween(today, from, from + 4 * hour)
  const named = (name: string) => events.filter(({ body }) => body.event === name).length
  expect(named('Product Added')).toBeGreaterThan(20)
  expect(named('Order Completed')).toBeGreaterThan(5)
  expect(events.filter(({ body }) => !body.userId).length).toBeGreaterThan(100)
})
