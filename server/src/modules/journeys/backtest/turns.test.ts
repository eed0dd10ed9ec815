import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Who comes to a first message, and how long after it they come to a second; both wait their turn. */
const people = fc.array(
  fc.record({ first: fc.nat({ max: 400 }), pause: fc.integer({ min: 1, max: 200 }) }),
  { minLength: 1, maxLength: 12 },
)

/** In the order of time, as a journey that runs deals them. */
function dealt(all: readonly { first: number; pause: number }[], spacing: number) {
  const asking = all.map(({ first }, who) => ({ who, asked: first, nth: 0 }))
  const turns = all.map(() => [] as number[])
  let free = 0
  while (asking.length > 0) {
    asking.sort((one, other) => one.asked - other.asked || one.who - other.who)
    const next = asking.shift()
    if (!next) break
    const at = Math.max(free, next.asked)
    free = at + spacing
    turns[next.who]?.push(at)
    const { pause = 0 } = all[next.who] ?? {}
    if (next.nth === 0) asking.push({ who: next.who, asked: at + pause, nth: 1 })
  }
  return turns
}

function tried(all: readonly { first: number; pause: number }[], spacing: number) {
  let turns = new Turns(spacing)
  for (;;) {
    const given = all.map(({ first, pause }, who) => {
      const one = turns.give(`${who}`, first)
      return [one, turns.give(`${who}`, one + pause)]
    })
    const next = turns.next()
    if (!next) return { given, ...turns.result() }
    turns = next
  }
}

test('gone through again and again, all have the turns that they would have been dealt', () => {
  let waited = 0
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 40 }), (all, spacing) => {
      const { given, unsettled, ...result } = tried(all, spacing)
      const right = dealt(all, spacing)
      if (unsettled === 0) expect(given).toEqual(right)
      else expect(given).not.toEqual(right)
      waited += result.waited
    }),
    { numRuns: 500 },
  )
  expect(waited).toBeGreaterThan(0)
})

test('a throttle that keeps up is settled after two passes, and says how long the longest wait was', () => {
  const all = [0, 10, 20, 30_000].map((first) => ({ first, pause: 90_000 }))
  const { given, ...result } = tried(all, 1000)
  expect(given.map(([at]) => at)).toEqual([0, 1000, 2000, 30_000])
  expect(result).toEqual({ waited: 2, longest: 2, unsettled: 0 })
})
