import fc from 'fast-check'
import type { Comparison } from '../src/modules/audiences/comparison-contract.ts'
import type { Condition } from '../src/modules/audiences/condition-contract.ts'

/** Conditions of every kind that the passing of time, events and sayings can move, small enough to do so. */

export const eventNames = ['Product Viewed', 'Product Added', 'Order Completed'] as const
export const shops = ['Lille', 'Lyon'] as const
export const channels = ['web', 'app', 'shop'] as const

const name = fc.constantFrom<string>(...eventNames)
const countOp = fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte')
const span = fc.integer({ min: 1, max: 40 })
const filter = fc.constantFrom<Comparison[]>(
  [{ path: 'kind', op: 'eq', value: 'care' }],
  [{ path: 'kind', op: 'ne', value: 'care' }],
  [{ path: 'revenue', op: 'gte', value: 20 }],
)
const events = { name: fc.oneof(name, fc.constant('Product *')), where: filter, items: filter }

const event = fc.record(
  {
    ...{ kind: fc.constant('event'), ...events },
    count: fc.record({
      op: countOp,
      n: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 8, max: 11 })),
    }),
    withinSeconds: span,
  },
  { requiredKeys: ['kind', 'name', 'count'] },
)
const placed = fc.record({
  is: fc.constantFrom('withinLast', 'moreThanAgo'),
  seconds: span,
})
const moment = fc
  .tuple(
    fc.record(
      { kind: fc.constant('moment'), which: fc.constantFrom('first', 'last'), ...events },
      { requiredKeys: ['kind', 'which', 'name'] },
    ),
    placed,
  )
  .map(([one, when]) => ({ ...one, ...when }))
const occurrence = fc.record(
  {
    ...{ kind: fc.constant('occurrence'), which: fc.constantFrom('first', 'last'), ...events },
    has: filter,
  },
  { requiredKeys: ['kind', 'which', 'name', 'has'] },
)
const amount = fc.record(
  {
    kind: fc.constant('amount'),
    measure: fc.constantFrom('sum', 'average', 'distinct', 'min', 'max'),
    path: fc.constant('revenue'),
    ...events,
    withinSeconds: span,
    op: countOp,
    value: fc.constantFrom(0, 1, 2, 10, 30, 60),
  },
  { requiredKeys: ['kind', 'measure', 'path', 'name', 'op', 'value'] },
)
const meant = fc.record(events, { requiredKeys: ['name'] })
const sequence = fc.record(
  {
    ...{ kind: fc.constant('sequence'), first: meant, next: meant },
    ...{ withinSeconds: span, happens: fc.boolean(), lookbackSeconds: span },
  },
  { requiredKeys: ['kind', 'first', 'next', 'withinSeconds', 'happens'] },
)
const trait = fc.oneof(
  fc.record({
    kind: fc.constant('trait'),
    path: fc.constant('tier'),
    op: fc.constantFrom('eq', 'ne', 'exists'),
    value: fc.constant('gold'),
  }),
  fc.constant({ kind: 'trait', path: 'tier', op: 'in', value: ['gold', 'bronze'] }),
)
const held = fc.record({
  ...{ kind: fc.constant('held'), path: fc.constant('tier'), value: fc.constant('gold') },
  ...{ for: fc.constantFrom('atLeast', 'lessThan'), seconds: span },
})
const date = fc.record({
  ...{ kind: fc.constant('date'), path: fc.constant('due'), seconds: span },
  is: fc.constantFrom('withinLast', 'moreThanAgo', 'withinNext', 'moreThanAhead'),
})
const anniversary = fc
  .record({ from: fc.integer({ min: -3, max: 3 }), more: fc.integer({ min: 0, max: 3 }) })
  .map(({ from, more }) => ({
    ...{ kind: 'anniversary', path: 'birthday', fromDays: from, toDays: from + more },
  }))
const seen = fc.record({
  ...{ kind: fc.constant('seen'), which: fc.constantFrom('first', 'last'), withinSeconds: span },
})
const channel = fc.oneof(
  fc.record(
    {
      kind: fc.constant('channel'),
      which: fc.constant('used'),
      channel: fc.constantFrom(...channels),
      withinSeconds: span,
    },
    { requiredKeys: ['kind', 'which', 'channel'] },
  ),
  fc.record({
    kind: fc.constant('channel'),
    which: fc.constant('preferred'),
    channel: fc.constantFrom(...channels),
  }),
)
const shop = fc.record(
  {
    kind: fc.constant('shop'),
    which: fc.constant('bought'),
    shop: fc.constantFrom(...shops),
    withinSeconds: span,
  },
  { requiredKeys: ['kind', 'which', 'shop'] },
)
const stage = fc.record({
  kind: fc.constant('stage'),
  in: fc.subarray(['prospect', 'new', 'active', 'loyal'], { minLength: 1 }),
})

const leaf = fc.oneof(
  { arbitrary: event, weight: 3 },
  { arbitrary: fc.oneof(moment, occurrence, amount, sequence), weight: 4 },
  { arbitrary: fc.oneof(trait, held, date, anniversary, seen, channel, shop, stage), weight: 4 },
) as fc.Arbitrary<Condition>

/** Nested to some depth; `more` are leaves that only one test knows. */
export function anyCondition(more?: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  const leaves = more ? fc.oneof({ arbitrary: leaf, weight: 8 }, more) : leaf
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: leaves, weight: 4 },
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
    ) as fc.Arbitrary<Condition>,
  })).condition
}
