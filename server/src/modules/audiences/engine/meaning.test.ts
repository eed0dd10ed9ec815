import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anyCondition,
  channels,
  eventNames,
  homes,
  mailNames,
  shops,
  templates,
} from '../../../../test/any-condition.ts'
import { means, type PlainPerson } from '../../../../test/plain-condition.ts'
import type { WovenEvent } from '../../thread/events.ts'
import { Condition } from '../condition-contract.ts'
import type { SampleLeaf } from '../customer-leaf-contract.ts'
import { compile } from './compile.ts'
import { inOrder, namedLike } from './occurrence.ts'
import type { CustomerState } from './state.ts'
import { tallyOf } from './tally.ts'

const second = 1000
const start = Date.UTC(2026, 1, 27, 22, 59, 40)
const nobody = '00000000-0000-0000-0000-000000000001'

function anEvent(more: Partial<WovenEvent>, position = 0): WovenEvent {
  const at = more.at ?? new Date(start)
  return {
    ...{
      position,
      customerId: nobody,
      id: `id-${position}`,
      type: 'track',
      name: 'Product Viewed',
    },
    ...{ at, receivedAt: at, channel: 'web', sourceId: null, messageId: `m-${position}` },
    ...{ properties: {}, context: {}, historical: false, ...more },
  }
}

const anyEvents = fc
  .array(
    fc.record({
      name: fc.constantFrom<string>(...eventNames, ...mailNames),
      seconds: fc.integer({ min: 0, max: 60 }),
      channel: fc.constantFrom(...channels),
      kind: fc.constantFrom('care', 'books'),
      revenue: fc.constantFrom(10, 20, 30),
      shop: fc.constantFrom(...shops),
      lines: fc.boolean(),
      templateId: fc.constantFrom(...templates),
      bot: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((list) =>
    list.map(({ seconds, kind, revenue, shop, lines, templateId, bot, ...rest }, index) =>
      anEvent(
        {
          ...rest,
          at: new Date(start + seconds * second),
          properties: {
            ...{ kind, revenue, shop, templateId, bot },
            ...(lines && {
              products: [
                { kind: 'care', revenue: 10 },
                { kind, revenue },
              ],
            }),
          },
        },
        index,
      ),
    ),
  )
const anyFigures = fc.record({
  home: fc.option(fc.constantFrom(...homes), { nil: undefined }),
  churn: fc.constantFrom(undefined, 0.1, 0.2, 0.4, 0.9),
  said: fc.option(
    fc.record({
      is: fc.constantFrom('given', 'withdrawn'),
      until: fc.constantFrom(Number.POSITIVE_INFINITY, start + 80 * second, start + 150 * second),
    }),
    { nil: undefined },
  ),
})
const anySayings = fc
  .array(
    fc.record({
      seconds: fc.integer({ min: 0, max: 60 }),
      tier: fc.constantFrom('gold', 'silver'),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ seconds, tier }, index) =>
      anEvent(
        {
          ...{ type: 'identify', name: 'Identified', at: new Date(start + seconds * second) },
          properties: { tier },
        },
        100 + index,
      ),
    ),
  )

function personWith(
  events: readonly WovenEvent[],
  traits: object,
  timeZone: string,
  more: Partial<PlainPerson> = {},
): PlainPerson {
  const sayings = inOrder(events.filter(({ type }) => type === 'identify'))
  const tier = sayings.at(-1)?.properties.tier
  return {
    customerId: nobody,
    traits: { ...traits, ...(tier !== undefined && { tier }) },
    timeZone,
    firstSeenAt: new Date(start),
    lastSeenAt: new Date(Math.max(start, ...events.map(({ at }) => at.getTime()))),
    events,
    ...{ lists: new Set(), personas: new Set(), predictions: {}, said: {} },
    conditionOf: () => ({ kind: 'any', of: [] }),
    ...more,
  }
}

/** What the product would have kept of a person for this condition. */
function keptOf(condition: Condition, person: PlainPerson): CustomerState {
  const { tallies } = compile(condition)
  const kept = tallies.map(({ key, keep, event, fits }) => {
    const isNamed = namedLike(event)
    const those = person.events.filter((one) => isNamed(one.name) && (!fits || fits(one)))
    return [
      key,
      tallyOf(
        those.map(({ at }) => at.getTime()),
        keep,
      ),
    ] as const
  })
  return {
    ...person,
    firstSeenAt: person.firstSeenAt.getTime(),
    lastSeenAt: person.lastSeenAt.getTime(),
    tallies: new Map(kept.filter(([, { total }]) => total > 0)),
    consents: person.said as CustomerState['consents'],
    history: inOrder(person.events),
  }
}

describe('a condition of any kind', () => {
  test('says what its plain meaning says, and stays so until the moment it names', () => {
    fc.assert(
      fc.property(
        anyCondition(),
        fc.tuple(anyEvents, anySayings),
        fc.constantFrom('1990-02-28', '1992-02-29', '2001-03-01', 'once'),
        fc.integer({ min: -30, max: 90 }),
        fc.constantFrom('Europe/Paris', 'America/New_York', 'Pacific/Auckland'),
        fc.integer({ min: 60, max: 110 }),
        anyFigures,
        (condition, [events, sayings], birthday, due, zone, at, { home, churn, said }) => {
          const traits = { birthday, due: new Date(start + due * second).toISOString(), ...home }
          const person = personWith([...events, ...sayings], traits, zone, {
            predictions: churn === undefined ? {} : { churn },
            said: said ? { 'marketing/email': said } : {},
          })
          const state = keptOf(condition, person)
          const now = start + at * second
          const { is, until } = compile(condition).evaluate(state, now)
          expect(is).toBe(means(condition, person, now))
          expect(until).toBeGreaterThan(now)
          const last = Math.min(until, now + 90 * second)
          for (let later = now; later < last; later += second / 2) {
            expect(means(condition, person, later)).toBe(is)
          }
        },
      ),
      { numRuns: Number(process.env.MEANING_RUNS ?? 600) },
    )
  })

  test('is accepted by its contract', () => {
    fc.assert(
      fc.property(anyCondition(), (condition) => {
        expect(Condition.safeParse(condition).error).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })
})

test('a birthday begins and ends at midnight where the customer lives', () => {
  const condition = { kind: 'anniversary', path: 'birthday', fromDays: 0, toDays: 0 } as const
  const person = personWith([], { birthday: '1990-03-29' }, 'Europe/Paris')
  const { evaluate } = compile(condition)
  const noon = Date.parse('2026-03-28T12:00:00Z')
  const before = evaluate(keptOf(condition, person), noon)
  expect(before).toEqual({ is: false, until: Date.parse('2026-03-28T23:00:00Z') })
  // The clocks go forward that night: the day has twenty-three hours.
  expect(evaluate(keptOf(condition, person), before.until)).toEqual({
    ...{ is: true, until: Date.parse('2026-03-29T22:00:00Z') },
  })
})

test('a sample is the same people whenever it is drawn, and a larger one holds the smaller', () => {
  const drawn = (percent: number, seed: string) => {
    const leaf: SampleLeaf = { kind: 'sample', percent, seed }
    const { evaluate } = compile(leaf)
    return Array.from({ length: 5000 }, (_, index) => `customer-${index}`).filter(
      (customerId) =>
        evaluate({ ...keptOf(leaf, personWith([], {}, 'UTC')), customerId }, start).is,
    )
  }
  const tenth = drawn(10, 'A')
  expect(tenth.length).toBeGreaterThan(400)
  expect(tenth.length).toBeLessThan(600)
  expect(drawn(10, 'A')).toEqual(tenth)
  expect(drawn(20, 'A')).toEqual(expect.arrayContaining(tenth))
  expect(drawn(10, 'B')).not.toEqual(tenth)
  expect(drawn(0, 'A')).toEqual([])
  expect(drawn(100, 'A')).toHaveLength(5000)
})

test('an answer that runs out is no answer any more, at that very moment', () => {
  const leaf = { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' } as const
  const until = start + 10 * second
  const state = {
    ...keptOf(leaf, personWith([], {}, 'UTC')),
    consents: { 'marketing/email': { is: 'given' as const, until } },
  }
  const { evaluate } = compile(leaf)
  expect(evaluate(state, start)).toEqual({ is: true, until })
  expect(evaluate(state, until).is).toBe(false)
})
