import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentAt } from '../../../../test/moment.ts'
import { Definition } from '../definition-contract.ts'
import { advance } from './advance.ts'
import { drawOf } from './draw.ts'
import { type Course, meet, planFor } from './meet.ts'
import { planOf } from './plan.ts'
import type { Effect, Heard, Outcome, Run } from './run.ts'

const start = Date.parse('2026-11-20T10:00:00Z')
const minute = 60_000
const hour = 60 * minute

const basket = Definition.parse({
  entry: { kind: 'event', event: 'Product Added', key: 'cart_id' },
  reentry: 'once-per-key',
  refresh: { on: [{ event: 'Product Added' }, { event: 'Product Removed' }], remember: 'cart' },
  first: 'hour',
  steps: [
    {
      ...{ id: 'hour', kind: 'wait-until', timeoutSeconds: 3600, onTimeout: 'filled' },
      branches: [{ name: 'order', on: { of: 'event', event: 'Order Completed' }, next: 'end' }],
    },
    {
      ...{ id: 'filled', kind: 'condition', yes: 'mail', no: 'end' },
      all: [{ of: 'event', path: 'products', is: 'filled' }],
    },
    {
      id: 'mail',
      kind: 'message',
      templateId: '0192d3a0-0000-7000-8000-000000000001',
      next: 'day',
    },
    { id: 'day', kind: 'delay', seconds: 86_400, next: 'end' },
    { id: 'end', kind: 'exit' },
  ],
  exits: [{ event: 'Order Completed' }],
  goal: { event: 'Order Completed', attributionSeconds: 5 * 86_400, value: ['revenue', 'total'] },
})

interface Tale {
  /** Milliseconds after the start. */
  readonly at: number
  readonly name: string
  readonly properties?: Record<string, unknown>
  readonly historical?: boolean
  /** When it happened, if not when it was heard of. */
  readonly happened?: number
}

/** A customer's way through a journey: facts in order, timers between them where `ticks` says. */
class Journey {
  readonly said: { effect: Effect; at: number; runId: string }[] = []
  readonly course: Course
  runs: Run[] = []
  #ids = 0

  readonly chance: (label: string) => number

  constructor(definition: Definition, chance = drawOf('j', 'c')) {
    this.chance = chance
    const plan = planOf('j', 'v1', definition)
    this.course = { published: plan, isOpen: true, versions: new Map([['v1', plan]]) }
  }

  moment = (at: number) => momentAt(new Date(start + at), { draw: this.chance })

  #take(outcomes: readonly Outcome[], at: number) {
    for (const { run, effects } of outcomes) {
      this.runs = [...this.runs.filter((one) => one.id !== run.id), run]
      for (const effect of effects) this.said.push({ effect, at, runId: run.id })
    }
  }

  fact({ at, name, properties = {}, historical = false, happened = at }: Tale) {
    const fact: Heard = {
      id: `f${at}`,
      name,
      at: new Date(start + happened),
      properties,
      historical,
    }
    const traveller = { customerId: 'c', runs: this.runs, earlier: [] }
    this.#take(
      meet(this.course, traveller, fact, this.moment(at), () => `run-${++this.#ids}`),
      at,
    )
    return this
  }

  /** The due loop comes by. */
  tick(at: number) {
    const moment = this.moment(at)
    const due = this.runs.filter(({ dueAt }) => dueAt && dueAt <= moment.now)
    this.#take(
      due.map((run) => advance(planFor(this.course, run), run, undefined, moment)),
      at,
    )
    return this
  }

  get messages() {
    return this.said.filter(({ effect }) => effect.do === 'message')
  }
}

const added = (at: number, cart: string, sku = 'lip-1', price = 12.5): Tale => ({
  ...{ at, name: 'Product Added' },
  properties: { cart_id: cart, sku, price, quantity: 1, name: 'Lipstick' },
})
const ordered = (at: number, cart?: string, revenue = 40): Tale => ({
  ...{ at, name: 'Order Completed' },
  properties: { ...(cart && { cart_id: cart }), revenue, currency: 'EUR' },
})

describe('an abandoned cart', () => {
  test('is written about one hour after it was last touched, with what is in it', () => {
    const journey = new Journey(basket)
      .fact(added(0, 'cart-1'))
      .fact(added(30 * minute, 'cart-1', 'lip-2', 7.4))
      .tick(hour)
    expect(journey.messages).toHaveLength(0)

    journey.tick(90 * minute)

    expect(journey.messages).toMatchObject([{ at: 90 * minute, effect: { step: 'mail' } }])
    expect(journey.runs[0]?.snapshot).toMatchObject({
      total: 19.9,
      products: [
        { sku: 'lip-1', quantity: 1 },
        { sku: 'lip-2', quantity: 1 },
      ],
    })
  })

  test('is not written about once bought, whether the order names its cart or none', () => {
    for (const order of [ordered(minute, 'cart-1'), ordered(minute)]) {
      const journey = new Journey(basket).fact(added(0, 'cart-1')).fact(order).tick(hour)
      expect(journey.messages).toHaveLength(0)
      expect(journey.runs[0]).toMatchObject({ state: 'exited', reason: 'Order Completed' })
    }
  })

  test('is written about when another cart was bought', () => {
    const journey = new Journey(basket)
      .fact(added(0, 'cart-1'))
      .fact(added(minute, 'cart-2'))
      .fact(ordered(2 * minute, 'cart-2'))
      .tick(2 * hour)
    expect(journey.messages.map(({ runId }) => runId)).toEqual(['run-1'])
  })

  test('is not written about when emptied, but is when filled again', () => {
    const removed = { ...added(minute, 'cart-1'), name: 'Product Removed' }
    const journey = new Journey(basket)
      .fact(added(0, 'cart-1'))
      .fact(removed)
      .tick(2 * hour)
    expect(journey.messages).toHaveLength(0)

    journey.fact(added(3 * hour, 'cart-1')).tick(4 * hour)
    expect(journey.messages).toHaveLength(1)
  })

  test('is written about once, however often the cart is touched afterwards', () => {
    const journey = new Journey(basket)
      .fact(added(0, 'cart-1'))
      .tick(hour)
      .tick(25 * hour)
    journey.fact(added(30 * hour, 'cart-1')).tick(40 * hour)
    expect(journey.messages).toHaveLength(1)
    expect(journey.runs).toHaveLength(1)
  })

  test('gets its mail though the worker came late: the wait had ended before the order', () => {
    const onTime = new Journey(basket)
      .fact(added(0, 'c'))
      .tick(hour)
      .fact(ordered(61 * minute, 'c'))
    const late = new Journey(basket).fact(added(0, 'c')).fact(ordered(61 * minute, 'c'))
    expect(late.messages).toHaveLength(1)
    expect(late.runs.map(({ state, reason }) => ({ state, reason }))).toEqual(
      onTime.runs.map(({ state, reason }) => ({ state, reason })),
    )
  })
})

describe('history', () => {
  test('starts no journey', () => {
    const journey = new Journey(basket).fact({ ...added(0, 'cart-1'), historical: true })
    expect(journey.runs).toEqual([])
  })

  test('ends a run if it happened after the run began, not if before', () => {
    const journey = new Journey(basket).fact(added(0, 'cart-1'))
    journey.fact({ ...ordered(-hour), historical: true })
    expect(journey.runs[0]?.state).toBe('waiting')
    journey.fact({ ...ordered(minute), historical: true })
    expect(journey.runs[0]?.state).toBe('exited')
  })

  test('moves nobody towards a send: no wait ends by it, and nothing that a mail shows is renewed', () => {
    const journey = new Journey(basket).fact(added(0, 'cart-1'))
    const before = journey.runs[0]
    journey.fact({ ...added(minute, 'cart-1'), historical: true })
    expect(journey.runs[0]).toMatchObject({ dueAt: before?.dueAt, snapshot: before?.snapshot })
  })
})

describe('the goal', () => {
  const report = (at: number, name: string, runId = 'run-1'): Tale => ({
    ...{ at, name },
    properties: { runId, step: 'mail', messageId: 'm' },
  })
  const mailed = () =>
    new Journey(basket).fact(added(0, 'cart-1')).tick(hour).fact(report(hour, 'Email Sent'))
  const conversions = (journey: Journey) =>
    journey.said.filter(({ effect }) => effect.do === 'convert').map(({ effect }) => effect)

  test('is reached by an order within the window, once, with its amount in cents', () => {
    const journey = mailed()
      .fact(ordered(2 * hour, 'cart-1', 40.15))
      .fact(ordered(3 * hour, 'cart-1'))
    expect(conversions(journey)).toMatchObject([{ amount: 4015, currency: 'EUR' }])
  })

  test('is not reached before the mail was sent, nor after the window', () => {
    expect(conversions(new Journey(basket).fact(added(0, 'c')).fact(ordered(minute, 'c')))).toEqual(
      [],
    )
    const late = mailed().fact(ordered(hour + 5 * 24 * hour + 1, 'cart-1'))
    expect(conversions(late)).toEqual([])
  })

  test('is not reached by an order made before the mail and heard of after it', () => {
    const journey = mailed().fact({ ...ordered(2 * hour, 'cart-1'), happened: 30 * minute })
    expect(conversions(journey)).toEqual([])
  })

  test('stays in reach longer when the mail is clicked, and a second click counts no more', () => {
    const clicked = mailed()
      .fact(report(4 * 24 * hour, 'Email Link Clicked'))
      .fact(report(4 * 24 * hour + minute, 'Email Link Clicked'))
      .fact(ordered(8 * 24 * hour, 'cart-1'))
    expect(conversions(clicked)).toHaveLength(1)
    expect(clicked.said.filter(({ effect }) => effect.do === 'count')).toHaveLength(3)
  })

  test('is not brought nearer by a mail scanner that follows the link', () => {
    const click = report(2 * hour, 'Email Link Clicked')
    const journey = mailed().fact({ ...click, properties: { ...click.properties, bot: true } })
    expect(journey.said.map(({ effect }) => effect)).not.toContainEqual(
      expect.objectContaining({ what: 'clicked' }),
    )
  })

  test('of one order is the work of one run only: that of its cart', () => {
    const journey = new Journey(basket)
      .fact(added(0, 'a'))
      .fact(added(minute, 'b'))
      .tick(2 * hour)
    journey
      .fact(report(2 * hour, 'Email Sent', 'run-1'))
      .fact(report(2 * hour, 'Email Sent', 'run-2'))
    journey.fact(ordered(3 * hour, 'a'))
    expect(journey.runs.filter(({ convertedAt }) => convertedAt)).toMatchObject([{ key: 'a' }])
  })

  test('counts for the control group too, which gets no message', () => {
    const journey = new Journey({ ...basket, holdout: 50 }, () => 0.1)
    journey
      .fact(added(0, 'cart-1'))
      .tick(hour)
      .fact(ordered(2 * hour, 'cart-1'))
    expect(journey.messages).toEqual([])
    expect(journey.runs[0]).toMatchObject({ holdout: true, convertedAt: expect.any(Date) })
  })
})

describe('laws, for any tale', () => {
  const tale = fc
    .array(
      fc.record({
        wait: fc.integer({ min: 1, max: 90 * minute }),
        what: fc.constantFrom(
          'Product Added',
          'Product Removed',
          'Order Completed',
          'tick',
          'Other',
        ),
        cart: fc.constantFrom('a', 'b', undefined),
        sku: fc.constantFrom('x', 'y'),
      }),
      { maxLength: 30 },
    )
    .map((steps) => {
      let at = 0
      return steps.map(({ wait, what, cart, sku }) => {
        at += wait
        const properties = { ...(cart && { cart_id: cart }), sku, price: 3, quantity: 1 }
        return { at, name: what, properties }
      })
    })
  const play = (journey: Journey, tales: readonly Tale[]) => {
    for (const one of tales) one.name === 'tick' ? journey.tick(one.at) : journey.fact(one)
    return journey
  }

  test('the same tale always ends the same', () => {
    fc.assert(
      fc.property(tale, (tales) => {
        expect(play(new Journey(basket), tales).said).toEqual(play(new Journey(basket), tales).said)
      }),
    )
  })

  test('a cart that the site gives no id is one cart until it is bought or written about', () => {
    const add = (at: number) => ({ at, name: 'Product Added', properties: { sku: 'x', price: 3 } })
    const journey = play(new Journey(basket), [add(0), add(hour / 2)]).tick(2 * hour)
    expect(journey.messages).toHaveLength(1)
    play(journey, [add(3 * hour), { at: 3.5 * hour, name: 'Order Completed', properties: {} }])
    journey.tick(9 * hour)
    expect(journey.messages).toHaveLength(1)
    expect(journey.runs.map(({ state }) => state)).toEqual(['exited'])
    play(journey, [add(10 * hour)]).tick(12 * hour)
    expect(journey.messages).toHaveLength(2)
  })

  test('an ended run is moved by nothing but its figures', () => {
    fc.assert(
      fc.property(tale, (tales) => {
        const journey = new Journey(basket)
        for (const one of tales) {
          const over = journey.runs.filter(({ state }) => state !== 'waiting')
          const said = journey.messages.length
          play(journey, [one])
          for (const run of over) {
            const now = journey.runs.find(({ id }) => id === run.id)
            expect(now).toMatchObject({ state: run.state, step: run.step, dueAt: null })
          }
          const speakers = journey.messages.slice(said).map(({ runId }) => runId)
          expect(speakers.filter((id) => over.some((run) => run.id === id))).toEqual([])
        }
      }),
    )
  })

  test('a cart gets at most one mail, never before an hour of silence, never once bought', () => {
    fc.assert(
      fc.property(tale, (tales) => {
        const journey = play(new Journey(basket), tales)
        const keyOf = (runId: string) => journey.runs.find(({ id }) => id === runId)?.key
        const mailed = journey.messages.map(({ runId }) => keyOf(runId)).filter(Boolean)
        expect(new Set(mailed).size).toBe(mailed.length)
        for (const { runId, at } of journey.messages) {
          const key = keyOf(runId)
          const touched = tales.filter(
            ({ name, properties, at: when }) =>
              when < at && name.startsWith('Product') && (!key || properties?.cart_id === key),
          )
          expect(at - (touched.at(-1)?.at ?? 0)).toBeGreaterThanOrEqual(hour)
        }
      }),
    )
  })

  test('the due loop may come by as often as it likes: at every due moment the result is the same', () => {
    fc.assert(
      fc.property(tale, fc.array(fc.integer({ min: 0, max: 40 * hour })), (tales, ticks) => {
        const facts = tales.filter(({ name }) => name !== 'tick')
        const told = (extra: readonly number[]) => {
          const journey = new Journey(basket)
          const all = [...facts, ...extra.map((at) => ({ at, name: 'tick' }))]
          play(
            journey,
            all.sort((one, other) => one.at - other.at),
          ).tick(60 * hour)
          return journey.messages.map(({ runId, effect }) => ({ runId, effect }))
        }
        const sorted = (list: { runId: string }[]) =>
          list.toSorted((one, other) => one.runId.localeCompare(other.runId))
        expect(sorted(told(ticks))).toEqual(sorted(told([])))
      }),
    )
  })
})

test('a split divides by its shares and gives a customer the same arm for ever', () => {
  const split = Definition.parse({
    entry: { kind: 'event', event: 'Go' },
    reentry: 'always',
    first: 'split',
    steps: [
      {
        ...{ id: 'split', kind: 'split' },
        arms: [
          { name: 'A', share: 20, next: 'end' },
          { name: 'B', share: 80, next: 'end' },
        ],
      },
      { id: 'end', kind: 'exit' },
    ],
  })
  const armOf = (customer: string) =>
    new Journey(split, drawOf('j', customer))
      .fact({ at: 0, name: 'Go' })
      .runs[0]?.path.find(({ what }) => what === 'arm')?.detail
  const arms = Array.from({ length: 2000 }, (_, at) => armOf(`customer-${at}`))
  const inA = arms.filter((arm) => arm === 'A').length

  expect(inA).toBeGreaterThan(340)
  expect(inA).toBeLessThan(460)
  expect(armOf('customer-7')).toBe(arms[7])
})
