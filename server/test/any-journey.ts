import fc from 'fast-check'
import { Definition } from '../src/modules/journeys/definition-contract.ts'
import { waysOf } from '../src/modules/journeys/step-contract.ts'
import { eventNames } from './any-condition.ts'

/** Journeys of every kind of step that people and time can move, small enough to be drawn at random. */

export interface Given {
  readonly templateIds: readonly string[]
  readonly audienceIds: readonly string[]
}

const name = fc.constantFrom<string>(...eventNames)
const seconds = fc.integer({ min: 1, max: 40 })
const where = fc.constantFrom<object[]>([], [], [], [], [{ path: 'kind', is: 'eq', value: 'care' }])
const match = fc.record({ event: name, where })
const audience = fc.nat({ max: 1 })

const test = fc.oneof(
  fc.constant({ of: 'event', path: 'kind', is: 'eq', value: 'care' }),
  fc.constant({ of: 'traits', path: 'tier', is: 'eq', value: 'gold' }),
  fc.record({ of: fc.constant('happened'), event: name, where }),
  fc.record({
    of: fc.constant('audience'),
    audience,
    is: fc.constantFrom('in', 'out'),
  }),
)
const step = fc.oneof(
  fc.record({ kind: fc.constant('delay'), seconds }),
  fc.record({ kind: fc.constant('wait-until'), match, timeoutSeconds: seconds }),
  fc.record({
    kind: fc.constant('wait-for-audience'),
    audience,
    is: fc.constantFrom('in', 'out', 'entered', 'left'),
    timeoutSeconds: seconds,
  }),
  fc.record({
    kind: fc.constant('condition'),
    all: fc.array(test, { minLength: 1, maxLength: 2 }),
  }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('message'), template: fc.nat({ max: 1 }) }),
  },
  fc.constant({ kind: 'split' }),
  fc.record({ kind: fc.constant('update'), tier: fc.constantFrom('gold', 'bronze', null) }),
  fc.record({ kind: fc.constant('branch'), tests: fc.tuple(test, test) }),
  fc.record({ kind: fc.constant('channel'), prefer: fc.constantFrom('listed', 'used') }),
  fc.constant({ kind: 'experiment' }),
  fc.record({ kind: fc.constant('until-date'), offsetSeconds: seconds }),
)
/** How far on each of the two ways of a step leads. */
const ways = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))

const entry = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('event'), match, keyed: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('audience'),
      audience,
      change: fc.constantFrom('entered', 'left'),
    }),
  },
  fc.constant({ kind: 'date' }),
  fc.record({ kind: fc.constant('schedule'), audience }),
)

const drawn = fc.record({
  entry,
  reentry: fc.constantFrom(
    'never',
    'after-completion',
    'after-time',
    'always',
    'always',
    'once-per-key',
  ),
  steps: fc.array(fc.tuple(step, ways), { minLength: 2, maxLength: 7 }),
  exits: fc.array(match, { maxLength: 1 }),
  exitAudience: fc.option(fc.record({ audience, change: fc.constantFrom('entered', 'left') }), {
    freq: 6,
  }),
  repeatsWhileIn: fc.boolean(),
  refresh: fc.option(match, { freq: 3 }),
  goal: fc.option(match, { freq: 2 }),
  holdout: fc.constantFrom(0, 0, 40),
})

// biome-ignore lint/suspicious/noExplicitAny: as it was drawn
type Drawn = any

/** Steps lead on only, so that no journey goes round in a circle. */
export function anyJourney(
  only: { entry?: 'event' } = {},
): fc.Arbitrary<(given: Given) => Definition> {
  const some = only.entry ? drawn.filter(({ entry: { kind } }) => kind === only.entry) : drawn
  return some.map((journey: Drawn) => (given: Given) => definitionOf(journey, given))
}

function definitionOf(journey: Drawn, given: Given): Definition {
  const last = journey.steps.length
  const at = (from: number, on: number) => (from + on >= last ? 'end' : `s${from + on}`)
  const audienceId = (index: number) => given.audienceIds[index] ?? ''
  const named = ({ audience: index, ...rest }: Drawn) =>
    rest.of === 'audience' ? { ...rest, audienceId: audienceId(index) } : rest
  const steps = journey.steps.map(([one, [a, b]]: Drawn, index: number) => {
    const id = `s${index}`
    const [next, other] = [at(index, a), at(index, b)]
    switch (one.kind) {
      case 'delay':
        return { id, kind: 'delay', seconds: one.seconds, next }
      case 'wait-until':
        return waiting(id, { of: 'event', ...one.match }, one, next, other)
      case 'wait-for-audience': {
        const on = { of: 'audience', audienceId: audienceId(one.audience), is: one.is }
        return waiting(id, on, one, next, other)
      }
      case 'update':
        return { id, kind: 'update', traits: { tier: one.tier }, next }
      case 'branch': {
        const branches = one.tests.map((of: Drawn, nth: number) => ({
          ...{ name: `${nth}`, all: [named(of)], next: nth ? other : next },
        }))
        return { id, kind: 'branch', branches, otherwise: other }
      }
      case 'channel': {
        const channels = [{ channel: 'email', next }]
        return { id, kind: 'channel', channels, prefer: one.prefer, otherwise: other }
      }
      case 'until-date': {
        const dates = [{ of: 'traits', path: 'due' }]
        return {
          id,
          kind: 'until-date',
          dates,
          offsetSeconds: one.offsetSeconds,
          next,
          otherwise: other,
        }
      }
      case 'condition': {
        const all = one.all.map(named)
        return { id, kind: 'condition', all, yes: next, no: other }
      }
      case 'message':
        return { id, kind: 'message', templateId: given.templateIds[one.template], next }
      default: {
        const arm = (name: string, to: string) => ({ name, share: 50, next: to })
        const arms = [arm('a', next), arm('b', other)]
        return {
          id,
          kind: one.kind,
          arms,
          ...(one.kind === 'experiment' && { experiment: 'test' }),
        }
      }
    }
  })
  const { match: first, keyed, audience: index, ...entry } = journey.entry
  return Definition.parse({
    entry: {
      ...entry,
      ...(entry.kind === 'event' && { ...first, ...(keyed && { key: 'kind' }) }),
      ...(index !== undefined && { audienceId: audienceId(index) }),
      // Shortly after noon in London, when tales are told.
      ...(entry.kind === 'date' && { path: 'due', time: '13:03' }),
      ...(entry.kind === 'schedule' && { rhythm: { every: 'day', time: '13:04' } }),
    },
    reentry: journey.reentry,
    ...(journey.reentry === 'after-time' && { reentrySeconds: 20 }),
    // Without a wait it would begin again and again in one moment.
    repeatsWhileIn:
      journey.repeatsWhileIn && entry.kind === 'audience' && journey.steps[0][0].kind === 'delay',
    first: 's0',
    steps: reachable([...steps, { id: 'end', kind: 'exit' }]),
    exits: journey.exits,
    ...(journey.exitAudience && {
      exitAudiences: [
        {
          audienceId: audienceId(journey.exitAudience.audience),
          change: journey.exitAudience.change,
        },
      ],
    }),
    holdout: journey.holdout,
    ...(journey.refresh && {
      refresh: { on: [journey.refresh], remember: 'event', restartsWait: true },
    }),
    ...(journey.goal && { goal: { ...journey.goal, attributionSeconds: 60, value: ['revenue'] } }),
  })
}

const waiting = (
  id: string,
  on: object,
  { timeoutSeconds }: Drawn,
  next: string,
  other: string,
) => ({
  ...{ id, kind: 'wait-until', branches: [{ name: 'event', on, next }] },
  ...{ timeoutSeconds, onTimeout: other },
})

/** The first step and those that any of them leads to. */
function reachable(steps: Drawn[]): Drawn[] {
  const found = new Set(['s0'])
  for (const step of steps) {
    if (!found.has(step.id)) continue
    for (const { to } of waysOf(step)) found.add(to)
  }
  return steps.filter(({ id }) => found.has(id))
}
