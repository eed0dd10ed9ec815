import fc from 'fast-check'
import type { Comparison } from '../src/modules/audiences/comparison-contract.ts'
import type { Condition } from '../src/modules/audiences/condition-contract.ts'

/** Conditions of every kind that the passing of time, events and sayings can move, small enough to do so. */

export const eventNames = ['Product Viewed', 'Product Added', 'Order Completed'] as const
export const shops = ['Lille', 'Lyon'] as const
export const channels = ['web', 'app', 'shop'] as const
export const mailNames = ['Email Opened', 'Email Link Clicked'] as const
export const templates = [
  '00000000-0000-7000-8000-00000000000a',
  '00000000-0000-7000-8000-00000000000b',
] as const
/** Near Lille, and nearer to Lyon than to Lille. */
export const homes = [
  { latitude: 50.73, longitude: 3.13 },
  { latitude: 45.19, longitude: 5.72 },
] as const

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
const shop = fc.oneof(
  fc.record(
    {
      kind: fc.constant('shop'),
      which: fc.constant('bought'),
      shop: fc.constantFrom(...shops),
      withinSeconds: span,
    },
    { requiredKeys: ['kind', 'which', 'shop'] },
  ),
  fc.record({
    kind: fc.constant('shop'),
    which: fc.constant('favourite'),
    shop: fc.constantFrom(...shops),
  }),
)
const seconds = (n: number) => n / 86_400
const rfm = fc.constantFrom(
  { kind: 'rfm', recency: { from: 0, to: seconds(20) }, currency: 'EUR' },
  { kind: 'rfm', recency: { from: seconds(10), to: seconds(40) }, currency: 'EUR' },
  { kind: 'rfm', recency: { from: seconds(15) }, frequency: { from: 2 }, currency: 'EUR' },
  {
    kind: 'rfm',
    frequency: { from: 1, to: 3 },
    money: { from: 2_000, to: 5_001 },
    currency: 'EUR',
  },
  { kind: 'rfm', money: { from: 0, to: 4_000 }, currency: 'USD' },
)
const distance = fc.record({
  kind: fc.constant('distance'),
  which: fc.constantFrom('nearest', 'favourite'),
  places: fc.constant([
    { name: 'Lille', latitude: 50.6405, longitude: 3.0633 },
    { name: 'Lyon', latitude: 45.7589, longitude: 4.8335 },
  ]),
  is: fc.constantFrom('within', 'beyond'),
  km: fc.constantFrom(50, 300),
})
const predicted = fc.record({
  kind: fc.constant('predicted'),
  name: fc.constant('churn'),
  op: fc.constantFrom('gt', 'gte', 'lt', 'lte'),
  value: fc.constantFrom(0.2, 0.5),
})
const message = fc.record(
  {
    kind: fc.constant('message'),
    did: fc.constantFrom('opened', 'clicked'),
    templateId: fc.constantFrom(...templates),
    count: fc.record({ op: countOp, n: fc.integer({ min: 0, max: 2 }) }),
    withinSeconds: span,
  },
  { requiredKeys: ['kind', 'did', 'count'] },
)
const consent = fc.record({
  kind: fc.constant('consent'),
  purpose: fc.constant('marketing'),
  channel: fc.constant('email'),
  is: fc.constantFrom('given', 'withdrawn', 'unknown'),
})
const sample = fc.record({
  kind: fc.constant('sample'),
  percent: fc.constantFrom(10, 50),
  seed: fc.constantFrom('A', 'B'),
})
const stage = fc.record({
  kind: fc.constant('stage'),
  in: fc.subarray(['prospect', 'new', 'active', 'loyal'], { minLength: 1 }),
})

const leaf = fc.oneof(
  { arbitrary: event, weight: 3 },
  { arbitrary: fc.oneof(moment, occurrence, amount, sequence), weight: 4 },
  { arbitrary: fc.oneof(trait, held, date, anniversary, seen, channel, shop, stage), weight: 4 },
  { arbitrary: fc.oneof(rfm, distance, predicted, message, consent, sample), weight: 4 },
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
