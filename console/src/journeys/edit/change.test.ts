import { describe, expect, test } from 'vitest'
import { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { type Step, waysOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { entryId } from '../canvas/graph.ts'
import type { KindOf } from '../steps/kind.ts'
import { kinds } from '../steps/kinds.ts'
import { leadWay } from '../steps/ways.ts'
import {
  canRemove,
  copyOf,
  freshId,
  insert,
  lead,
  mayLead,
  move,
  placesOf,
  reachedIn,
  remove,
  targetOf,
} from './change.ts'

const known = { audienceIds: [], listIds: [] }

/** hour ─timeout→ filled ─yes→ mail → end; hour ─event→ end; filled ─no→ end. */
const basket = Definition.parse({
  entry: { kind: 'event', event: 'Product Added' },
  reentry: 'always',
  first: 'hour',
  steps: [
    {
      ...{ id: 'hour', kind: 'wait-until', timeoutSeconds: 3600, onTimeout: 'filled' },
      branches: [{ name: 'bought', on: { of: 'event', event: 'Order Completed' }, next: 'end' }],
    },
    {
      ...{ id: 'filled', kind: 'condition', yes: 'mail', no: 'end' },
      all: [{ of: 'event', path: 'products', is: 'filled' }],
    },
    { id: 'mail', kind: 'message', templateId: crypto.randomUUID(), next: 'end' },
    { id: 'end', kind: 'exit' },
  ],
  notes: [{ step: 'mail', text: 'Ton doux.' }],
})

const ids = ({ steps }: Definition) => steps.map(({ id }) => id)
const day = (definition: Definition) => kinds.delay.fresh(freshId(definition, 'delay'), '', known)

describe('a step put on a way', () => {
  test('leads to where the way led, by all its ways', () => {
    const place = { from: 'filled', way: 0 }
    const step = kinds.condition.fresh('really', '', known)
    const changed = insert(basket, place, step)
    expect(targetOf(changed, place)).toBe('really')
    expect(waysOf(changed.steps.find(({ id }) => id === 'really') ?? step)).toMatchObject([
      { to: 'mail' },
      { to: 'mail' },
    ])
    expect(ids(changed).at(-1)).toBe('end')
  })

  test('may come first', () => {
    const changed = insert(basket, { from: entryId, way: 0 }, day(basket))
    expect(changed.first).toBe('delay')
    expect(targetOf(changed, { from: 'delay', way: 0 })).toBe('hour')
  })
})

describe('a step taken away', () => {
  test('leaves a whole way behind, and its remark goes with it', () => {
    const changed = remove(basket, 'mail')
    expect(targetOf(changed, { from: 'filled', way: 0 })).toBe('end')
    expect(changed.notes).toEqual([])
  })

  test('takes with it what only its other ways led to', () => {
    const aside = insert(basket, { from: 'filled', way: 1 }, day(basket))
    expect(ids(aside)).toContain('delay')
    const changed = remove(aside, 'filled')
    expect(ids(changed)).toEqual(['hour', 'mail', 'end'])
    expect(targetOf(changed, { from: 'hour', way: 0 })).toBe('mail')
  })

  test('may be an end if there is another, to which its ways then lead', () => {
    expect(canRemove(basket, 'end')).toBe(false)
    const two = lead(
      { ...basket, steps: [...basket.steps, { id: 'stop', kind: 'exit' }] },
      { from: 'filled', way: 1 },
      'stop',
    )
    expect(canRemove(two, 'end')).toBe(true)
    expect(targetOf(remove(two, 'end'), { from: 'mail', way: 0 })).toBe('stop')
  })
})

test('every kind of step can lead anywhere by each of its ways, the others staying as they are', () => {
  for (const [kind, of] of Object.entries(kinds)) {
    const step = (of as unknown as KindOf).fresh(kind, 'end', known)
    for (const way of waysOf(step).keys()) {
      const led = waysOf(leadWay(step, way, 'there')).map(({ to }) => to)
      expect(led).toEqual(waysOf(step).map(({ to }, at) => (at === way ? 'there' : to)))
    }
  }
})

describe('a step moved', () => {
  test('leaves its place healed and stands at the other', () => {
    const changed = move(basket, 'mail', { from: entryId, way: 0 })
    expect(changed?.first).toBe('mail')
    expect(changed && targetOf(changed, { from: 'mail', way: 0 })).toBe('hour')
    expect(changed && targetOf(changed, { from: 'filled', way: 0 })).toBe('end')
  })

  test('cannot go where it would lead to itself, or to where it is', () => {
    const long = insert(basket, { from: 'filled', way: 1 }, day(basket))
    expect(move(long, 'filled', { from: 'delay', way: 0 })).toBeUndefined()
    expect(move(basket, 'mail', { from: 'filled', way: 0 })).toBeUndefined()
    expect(move(basket, 'mail', { from: 'mail', way: 0 })).toBeUndefined()
  })
})

test('a way may lead anywhere but back', () => {
  expect(mayLead(basket, { from: 'mail', way: 0 }, 'hour')).toBe(false)
  expect(mayLead(basket, { from: 'hour', way: 1 }, 'mail')).toBe(true)
})

/** One thing that somebody might do, as the numbers drawn say. */
function somethingDone(definition: Definition, draw: (below: number) => number): Definition {
  const places = placesOf(definition)
  const place = places[draw(places.length)] ?? { from: entryId, way: 0 }
  const some = definition.steps[draw(definition.steps.length)] as Step
  const room = definition.steps.length < 30
  switch (draw(4)) {
    case 0: {
      const every = Object.entries(kinds).filter(([kind]) => kind !== 'exit')
      const [kind, of] = every[draw(every.length)] as [string, KindOf]
      const fresh = of.fresh(freshId(definition, kind), 'end', known)
      return room ? insert(definition, place, fresh) : definition
    }
    case 1:
      return canRemove(definition, some.id) ? remove(definition, some.id) : definition
    case 2:
      return move(definition, some.id, place) ?? definition
    default: {
      const copied = room && some.kind !== 'exit'
      return copied ? insert(definition, place, copyOf(definition, some)) : definition
    }
  }
}

test('whatever is put, moved and taken away, every way leads somewhere and every step is reached', () => {
  let definition = basket
  const draw = numbers(20261130)
  for (let turn = 0; turn < 2_000; turn++) {
    definition = somethingDone(definition, draw)
    const all = new Set(ids(definition))
    expect(all.size).toBe(definition.steps.length)
    for (const place of placesOf(definition)) {
      const to = targetOf(definition, place)
      expect(all).toContain(to)
      expect(mayLead(definition, place, to)).toBe(true)
    }
    expect(reachedIn(definition)).toEqual(all)
  }
})

/** Numbers below a limit, the same for the same seed. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
