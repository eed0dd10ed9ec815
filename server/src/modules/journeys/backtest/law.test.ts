import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyCondition, channels, eventNames, shops } from '../../../../test/any-condition.ts'
import { anyJourney } from '../../../../test/any-journey.ts'
import { buildAudiences } from '../../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../../test/line.ts'
import {
  type Compared,
  livedRuns,
  reportsInOrder,
  sorted,
  triedRuns,
} from '../../../../test/lived.ts'
import { nextChangeAt } from '../../audiences/index.ts'
import { publishWording } from '../../consent/index.ts'
import { finalIds } from '../../customers/index.ts'
import { nextMessageAt } from '../../messages/index.ts'
import type { InboxEvent } from '../../thread/events.ts'
import { putInInbox } from '../../thread/index.ts'
import type { Definition } from '../definition-contract.ts'
import { createJourney } from '../journeys.ts'
import { nextStepAt } from '../next-due.ts'
import { publishJourney } from '../publish.ts'

/**
 * The law of the backtest: tried on the past, a journey does what it did when it ran. The same people
 * enter it, at the same moments, go the same ways, and get, or do not get, the same messages.
 */

const second = 1000
const day = 86_400_000

let line: Line
let owner: { authorization: string }
let templateIds: string[]
let round = 0
const drawn: string[] = []

beforeAll(async () => {
  line = await startLine({ demo: true, now: new Date('2026-03-01T12:00:00Z') })
  owner = await line.as('owner')
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' } as const
  const text = 'J’accepte de recevoir les offres par e-mail.'
  await line.inWork((work) => publishWording(work, { ...wording, text }))
  templateIds = [await template('marketing'), await template('service')]
}, 60_000)
afterAll(() => line.stop())

async function template(purpose: string): Promise<string> {
  const unsubscribe = '<mj-text><a href="{{ unsubscribe_url }}">Stop</a></mj-text>'
  const mjml = `<mjml><mj-body><mj-section><mj-column>${unsubscribe}</mj-column></mj-section></mj-body></mjml>`
  const answer = await line.app.http.inject({
    ...{ method: 'POST', url: '/api/messages/templates', headers: owner },
    body: { name: purpose, purpose, contents: { fr: { subject: 'Bonjour', mjml } } },
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json().id
}

const settle = () => line.settle(({ name }) => !name.startsWith('demo/'))

const user = fc.integer({ min: 0, max: 2 })
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('event' as const),
      who: fc.oneof(fc.record({ user }), fc.record({ phone: user })),
      name: fc.constantFrom(...eventNames),
      properties: fc.record({
        kind: fc.constantFrom('care', 'books'),
        revenue: fc.constantFrom(10, 20, 30),
        shop: fc.constantFrom(...shops),
      }),
      channel: fc.constantFrom(...channels),
      ago: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('says' as const),
      user,
      said: fc.oneof(
        fc.record({ tier: fc.constantFrom('gold', 'silver', null) }),
        fc.record({ timezone: fc.constantFrom('Europe/Paris', 'Pacific/Auckland') }),
        fc.record({ due: fc.integer({ min: -30, max: 60 }) }),
        fc.constant({ email: true }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('agrees' as const), user, yes: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('proves' as const), user, phone: user }) },
)
type Condition = ReturnType<typeof anyCondition> extends fc.Arbitrary<infer What> ? What : never
type Happening = typeof happening extends fc.Arbitrary<infer What> ? What : never
const told = fc.tuple(fc.integer({ min: 0, max: 30 }), happening)
const before = fc.array(told, { minLength: 3, maxLength: 8 })
const after = fc.array(told, { minLength: 9, maxLength: 15 })

async function put(event: Partial<InboxEvent>) {
  const now = line.now.getTime()
  await line.inWork((work) =>
    putInInbox(work, [
      {
        ...{ id: work.newId(), sourceId: null, messageId: randomUUID(), type: 'track' },
        ...{ name: 'Something Done', at: now, receivedAt: now, channel: 'web' },
        ...{ properties: {}, context: {}, ...event },
      } as InboxEvent,
    ]),
  )
}

const saidNow = (said: object): Record<string, unknown> =>
  'due' in said
    ? { due: new Date(line.now.getTime() + Number(said.due) * second).toISOString() }
    : { ...said }

async function happen(what: Happening) {
  const userId = (index: number) => `round-${round}-user-${index}`
  const anonymousId = (index: number) => `round-${round}-phone-${index}`
  const identify = { type: 'identify', name: 'Identified' } as const
  switch (what.does) {
    case 'event': {
      const { who, name, properties, channel, ago } = what
      const whose =
        'user' in who ? { userId: userId(who.user) } : { anonymousId: anonymousId(who.phone) }
      const at = line.now.getTime() - ago * second
      return put({ ...whose, name, properties, channel, at })
    }
    case 'says': {
      const email = { email: `${userId(what.user)}@example.fr` }
      const traits = 'email' in what.said ? email : saidNow(what.said)
      return put({ ...identify, userId: userId(what.user), traits })
    }
    case 'agrees': {
      const properties = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }
      const name = what.yes ? 'Consent Given' : 'Consent Withdrawn'
      return put({ userId: userId(what.user), name, properties })
    }
    case 'proves':
      return put({
        ...{ ...identify, userId: userId(what.user), anonymousId: anonymousId(what.phone) },
        traits: {},
      })
  }
}

/** Lets the clock stop at each moment at which something is due, as a clock that runs would. */
async function passTo(until: number) {
  for (;;) {
    const dues = await Promise.all(
      [nextStepAt, nextMessageAt, nextChangeAt].map((one) => one(line.db)),
    )
    const next = Math.min(...dues.map((due) => due?.getTime() ?? Number.POSITIVE_INFINITY))
    if (next > until) break
    line.now = new Date(Math.max(next, line.now.getTime() + 1))
    await settle()
  }
  line.now = new Date(Math.max(until, line.now.getTime()))
  await settle()
}

async function drawAudience(condition: Condition): Promise<string> {
  const answer = await line.app.http.inject({
    ...{ method: 'POST', url: '/api/audiences', headers: owner },
    body: { name: `round ${round} ${randomUUID()}`, condition },
  })
  expect(answer.statusCode, answer.body).toBe(201)
  const { id } = answer.json()
  await buildAudiences(line.app.loops)
  drawn.push(id)
  return id
}

/** Nobody is left in what an earlier round drew. */
async function clear() {
  await line.db.updateTable('journeys.journey').set({ status: 'draft' }).execute()
  for (const table of ['round', 'appointment', 'search'] as const) {
    await line.db.deleteFrom(`journeys.${table}`).execute()
  }
  for (const id of drawn.splice(0).reverse()) {
    await line.app.http.inject({ method: 'DELETE', url: `/api/audiences/${id}`, headers: owner })
  }
  await line.db
    .updateTable('audiences.standing')
    .set({ audiences: [], next_change_at: null })
    .execute()
}

let entered = 0
let sent = 0

async function check(
  conditions: readonly Condition[],
  define: (given: { templateIds: string[]; audienceIds: string[] }) => Definition,
  before: readonly [number, Happening][],
  after: readonly [number, Happening][],
) {
  round++
  await clear()
  line.now = new Date((Math.floor(line.now.getTime() / day) + 2) * day + 12 * 3600 * second)
  const audienceIds: string[] = []
  for (const condition of conditions) audienceIds.push(await drawAudience(condition))
  // One at least can be written to, so that messages go out in most tales.
  await happen({ does: 'says', user: 0, said: { email: true } })
  await settle()
  line.now = new Date(line.now.getTime() + second)
  await happen({ does: 'agrees', user: 0, yes: true })
  await settle()
  for (const [wait, what] of before) {
    await passTo(line.now.getTime() + wait * second + 7)
    await happen(what)
    await settle()
  }
  // A journey that is published just after a round goes round at once, which a trial does not.
  const sinceRound = (line.now.getTime() % day) - (12 * 60 + 4) * 60 * second
  const isJustNow = sinceRound >= 0 && sinceRound < 61 * second
  await passTo(line.now.getTime() + (isJustNow ? 61 * second : 1))
  const from = new Date(line.now.getTime() + 1)
  line.now = from
  const definition = define({ templateIds, audienceIds })
  const journeyId = await line.inWork((work) => createJourney(work, { name: 'drawn', definition }))
  await line
    .inWork((work) => publishJourney(work, journeyId))
    .catch((error) => {
      throw new Error(JSON.stringify(error.details ?? String(error)))
    })
  for (const [wait, what] of after) {
    await passTo(line.now.getTime() + wait * second + 7)
    await happen(what)
    await settle()
  }
  await passTo(line.now.getTime() + 90 * second)
  const to = new Date(line.now.getTime() + 1)
  const lived = await livedRuns(line, journeyId)
  const runs = await triedRuns(line, { journeyId, definition, from, to })
  entered += lived.length
  sent += lived.flatMap((run) => run.messages).filter(({ reason }) => reason === null).length
  // Where the journey names no goal, the trial looks at the usual one besides.
  const compared = (run: Compared) => ({
    ...run,
    ...(!definition.goal && { convertedAt: null }),
    path: reportsInOrder(run.path).filter(({ what }) => definition.goal || what !== 'converted'),
  })
  expect(sorted(runs.map(compared))).toEqual(sorted(lived.map(compared)))
  const finals = await finalIds(
    line.db,
    runs.map(({ customerId }) => customerId),
  )
  for (const { customerId } of runs) expect(finals.get(customerId)).toBe(customerId)
}

test('tried on the past, a journey does what it did when it ran', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(anyCondition(), anyCondition()), anyJourney(), before, after, check),
    { numRuns: Number(process.env.BACKTEST_RUNS ?? 6), endOnFailure: true },
  )
  // A law about nobody would be no law.
  expect(entered + sent, `${entered} entered, ${sent} sent`).toBeGreaterThan(0)
})

test('so it does with a throttle, which joins people who know nothing of each other', {
  timeout: 600_000,
}, async () => {
  const throttled = fc.tuple(anyJourney({ entry: 'event' }), fc.constantFrom(2, 3, 6)).map(
    ([define, messages]) =>
      (given: Parameters<typeof define>[0]): Definition => ({
        ...define(given),
        throttle: { messages, per: 'minute' },
      }),
  )
  await fc.assert(
    fc.asyncProperty(fc.tuple(anyCondition(), anyCondition()), throttled, before, after, check),
    { numRuns: Number(process.env.BACKTEST_RUNS ?? 4), endOnFailure: true },
  )
})
