import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { livedRuns, sorted, triedRuns } from '../../../../test/lived.ts'
import { addPriceList, addProduct, ProductInput, setPrices } from '../../catalog/index.ts'
import { installTemplates } from '../../messages/index.ts'
import { setLevelRules, setOnHand } from '../../stock/index.ts'
import type { InboxEvent } from '../../thread/events.ts'
import { putInInbox } from '../../thread/index.ts'
import { Definition } from '../definition-contract.ts'
import { createJourney } from '../journeys.ts'
import { nextStepAt } from '../next-due.ts'
import { publishJourney } from '../publish.ts'

/**
 * Prices that fall and goods that come back are told again from what the catalogue and the journal of
 * stock keep: tried on the past, a journey that begins by them does what it did when it ran.
 */

const second = 1000
const day = 86_400_000
let line: Line
let templateId: string
let round = 0

beforeAll(async () => {
  line = await startLine({ demo: true, now: new Date('2026-03-01T12:00:00Z') })
  const { abandonedCart } = await installTemplates(line.inWork)
  templateId = abandonedCart
  const both = (fr: string) => ({ fr, en: fr })
  const list = (code: string, priceGroup: string | null = null) =>
    line.inWork((work) =>
      addPriceList(work, {
        ...{
          code,
          name: both(code),
          currency: 'EUR',
          includesTax: true,
          channel: null,
          priceGroup,
        },
        ...{ beginsAt: null, endsAt: null, priority: 0, reduction: false },
      }),
    )
  await list('public')
  await list('members', 'members')
  for (const sku of skus) {
    const product = { state: 'active', name: both(`Baume ${sku}`), variants: [{ sku }] }
    await line.inWork((work) => addProduct(work, ProductInput.parse(product)))
  }
}, 60_000)
afterAll(() => line.stop())

const skus = ['rose', 'sage']
const places = [randomUUID(), randomUUID()]
const settle = () => line.settle(({ name }) => !name.startsWith('demo/'))

const sku = fc.constantFrom(...skus)
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('event' as const),
      user: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constant('phone' as const)),
      name: fc.constantFrom(
        ...['Product Viewed', 'Product Added to Wishlist', 'Product Added'],
        ...['Product Removed from Wishlist', 'Order Completed'],
      ),
      sku,
      ago: fc.constantFrom(0, 0, 0, 2 * day),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('price' as const),
      sku,
      list: fc.constantFrom('public', 'public', 'public', 'members'),
      amount: fc.constantFrom(1000, 900, 700, 400),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('stock' as const),
      sku,
      place: fc.nat({ max: 1 }),
      onHand: fc.constantFrom(0, 0, 1, 2, 5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('proves' as const), user: fc.nat(2) }) },
)
type Happening = typeof happening extends fc.Arbitrary<infer What> ? What : never
const told = fc.tuple(fc.integer({ min: 1, max: 30 }), happening)

const userId = (of: number | 'phone') => `round-${round}-${of}`

async function put(event: Partial<InboxEvent>) {
  const now = line.now.getTime()
  const whole = {
    ...{ id: randomUUID(), sourceId: null, messageId: randomUUID(), type: 'track', at: now },
    ...{ receivedAt: now, channel: 'web', properties: {}, context: {}, ...event },
  }
  await line.inWork((work) => putInInbox(work, [whole as InboxEvent]))
}

async function happen(what: Happening) {
  switch (what.does) {
    case 'event': {
      const { user, name, ago } = what
      const whose = user === 'phone' ? { anonymousId: userId(user) } : { userId: userId(user) }
      const at = line.now.getTime() - ago
      return put({ ...whose, name, at, properties: { sku: what.sku } })
    }
    case 'price': {
      const { list, amount } = what
      return line.inWork((work) => setPrices(work, [{ list, sku: what.sku, amount }]))
    }
    case 'stock': {
      const locationId = places[what.place] ?? ''
      const lines = [{ sku: what.sku, locationId, quantity: what.onHand }]
      return line.inWork((work) => setOnHand(work, { lines, reason: 'counted' }))
    }
    case 'proves': {
      const ids = { userId: userId(what.user), anonymousId: userId('phone') }
      return put({ ...ids, type: 'identify', name: 'Identified', traits: {} })
    }
  }
}

async function passTo(until: number) {
  for (;;) {
    const next = (await nextStepAt(line.db))?.getTime() ?? Number.POSITIVE_INFINITY
    if (next > until) break
    line.now = new Date(Math.max(next, line.now.getTime() + 1))
    await settle()
  }
  line.now = new Date(Math.max(until, line.now.getTime()))
  await settle()
}

const entry = fc.oneof(
  fc.record({
    kind: fc.constant('price-drop' as const),
    atLeastPercent: fc.constantFrom(5, 30),
    withinDays: fc.constantFrom(1, 60),
  }),
  fc.record({
    kind: fc.constant('back-in-stock' as const),
    interests: fc.constantFrom(['viewed', 'wished', 'carted'], ['wished']),
    withinDays: fc.constantFrom(1, 60),
  }),
)

/** Whatever was drawn before, somebody begins by this. */
const certain: readonly [number, Happening][] = [
  [3, { does: 'price', sku: 'sage', list: 'public', amount: 1000 }],
  [3, { does: 'stock', sku: 'sage', place: 0, onHand: 0 }],
  [3, { does: 'stock', sku: 'sage', place: 1, onHand: 0 }],
  [3, { does: 'event', user: 0, name: 'Product Added to Wishlist', sku: 'sage', ago: 0 }],
  [3, { does: 'price', sku: 'sage', list: 'public', amount: 400 }],
  [3, { does: 'stock', sku: 'sage', place: 0, onHand: 5 }],
]

async function check(
  drawn: object,
  reentry: string,
  before: readonly [number, Happening][],
  after: readonly [number, Happening][],
) {
  round++
  await line.db.updateTable('journeys.journey').set({ status: 'draft' }).execute()
  await line.db.deleteFrom('journeys.interest').execute()
  line.now = new Date((Math.floor(line.now.getTime() / day) + 90) * day)
  for (const one of skus) {
    await happen({ does: 'event', user: 0, name: 'Product Added to Wishlist', sku: one, ago: 0 })
  }
  await settle()
  for (const [wait, what] of before) {
    await passTo(line.now.getTime() + wait * second)
    await happen(what)
    await settle()
  }
  const from = new Date(line.now.getTime() + second)
  line.now = from
  const definition = Definition.parse({
    ...{ entry: drawn, reentry, first: 'wait' },
    steps: [
      { id: 'wait', kind: 'delay', seconds: 20, next: 'mail' },
      { id: 'mail', kind: 'message', templateId, next: 'end' },
      { id: 'end', kind: 'exit' },
    ],
    exits: [{ event: 'Order Completed' }],
    goal: { event: 'Order Completed', attributionSeconds: 60 },
  })
  const journeyId = await line.inWork((work) => createJourney(work, { name: 'news', definition }))
  await line.inWork((work) => publishJourney(work, journeyId))
  await settle()
  for (const [wait, what] of [...after, ...certain]) {
    await passTo(line.now.getTime() + wait * second)
    await happen(what)
    await settle()
  }
  await passTo(line.now.getTime() + 30 * second)
  const to = new Date(line.now.getTime() + 1)
  const lived = await livedRuns(line, journeyId)
  expect(lived.length).toBeGreaterThan(0)
  const tried = await triedRuns(line, { journeyId, definition, from, to })
  expect(sorted(tried)).toEqual(sorted(lived))
}

test('prices that fall and goods that come back let in whom they let in then', {
  timeout: 600_000,
}, async () => {
  await line.inWork((work) =>
    setLevelRules(work, {
      ...{ sku: 'rose', locationId: places[1] ?? '', safety: 1, safetyByChannel: {} },
      ...{ lowAt: null, uncounted: false },
    }),
  )
  const some = (size: number) => fc.array(told, { minLength: size, maxLength: size + 3 })
  await fc.assert(
    fc.asyncProperty(
      entry,
      fc.constantFrom('always', 'after-completion', 'once-per-key'),
      some(4),
      some(6),
      check,
    ),
    { numRuns: Number(process.env.BACKTEST_RUNS ?? 3), endOnFailure: true },
  )
})
