import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { findBy, profileOf, threadIds } from '../customers/index.ts'
import { commandLine } from '../team/index.ts'
import type { Profile, WovenEvent } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import { createAudience, deleteAudience, editAudience } from './audiences.ts'
import type { Comparison } from './comparison-contract.ts'
import type { Condition } from './condition-contract.ts'
import type { EventLeaf } from './event-leaf-contract.ts'
import { audiencesHooks, audiencesJobs, audiencesLoops, membersAmong } from './index.ts'

/**
 * The law of audiences: whoever is in one is whom the condition means, evaluated from scratch over
 * everything that is on the thread, whatever happened in whatever order, and whenever one looks.
 */

const second = 1000

let db: Db
let inWork: InWork
let now = Date.UTC(2026, 10, 22)
let line: ReturnType<typeof wovenLine>
let runs = 0
let passing: Loop | undefined

beforeAll(async () => {
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => new Date(now) })
  line = wovenLine(opened, inWork, { hooks: audiencesHooks() })
  passing = audiencesLoops(inWork)[0]
})
afterAll(() => db.destroy())

const names = ['Product Viewed', 'Product Added', 'Order Completed']

const anyEvent: fc.Arbitrary<Condition> = fc.record(
  {
    kind: fc.constant('event' as const),
    name: fc.constantFrom(...names),
    count: fc.record({
      op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
      n: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 8, max: 11 })),
    }),
    withinSeconds: fc.integer({ min: 1, max: 40 }),
    where: fc.constantFrom<Comparison[]>(
      [{ path: 'kind', op: 'eq', value: 'care' }],
      [{ path: 'kind', op: 'ne', value: 'care' }],
    ),
  },
  { requiredKeys: ['kind', 'name', 'count'] },
)
const anyTrait: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('trait' as const),
  path: fc.constant('tier'),
  op: fc.constantFrom('eq', 'ne', 'exists'),
  value: fc.constant('gold'),
})
const anySeen: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('seen' as const),
  which: fc.constantFrom('first', 'last'),
  withinSeconds: fc.integer({ min: 1, max: 40 }),
})
const { condition: anyCondition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: anyEvent, weight: 4 },
    anyTrait,
    anySeen,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
  ),
}))

const user = fc.integer({ min: 0, max: 2 })
const phone = fc.integer({ min: 0, max: 2 })
const occurrence = fc.record({
  does: fc.constant('event' as const),
  who: fc.oneof(fc.record({ user }), fc.record({ phone })),
  name: fc.constantFrom(...names),
  kind: fc.constantFrom('care', 'books'),
  ago: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
  times: fc.oneof({ arbitrary: fc.constant(1), weight: 4 }, fc.constant(9)),
})
const saying = fc.record({
  does: fc.constant('says' as const),
  user,
  tier: fc.constantFrom('gold', 'silver', null),
})
const proving = fc.record({ does: fc.constant('proves' as const), user, phone })
const anyHappening = fc.oneof({ arbitrary: occurrence, weight: 4 }, saying, {
  arbitrary: proving,
  weight: 1,
})
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      step: fc.constant('weave' as const),
      happenings: fc.array(anyHappening, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('wait' as const),
      seconds: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('draw' as const), condition: anyCondition }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('edit' as const), condition: anyCondition }),
  },
)

/** One history of a few people and their phones. */
class History {
  readonly #run = ++runs
  readonly drawn = new Map<string, { condition: Condition; version: number }>()

  async draw(condition: Condition) {
    const draft = { name: 'drawn', condition }
    const audienceId = await inWork((work) => createAudience(work, commandLine, draft))
    this.drawn.set(audienceId, { condition, version: 1 })
    await this.#build(audienceId, 1)
  }

  async edit(condition: Condition) {
    const [first] = this.drawn
    if (!first) return
    const [audienceId, { version }] = first
    await inWork((work) => editAudience(work, commandLine, audienceId, { condition }))
    this.drawn.set(audienceId, { condition, version: version + 1 })
    await this.#build(audienceId, version + 1)
  }

  async #build(audienceId: string, version: number) {
    const [build] = audiencesJobs(inWork)
    await build?.run({ audienceId, version })
  }

  async happens(happening: typeof anyHappening extends fc.Arbitrary<infer What> ? What : never) {
    const userId = (index: number) => `run-${this.#run}-user-${index}`
    const anonymousId = (index: number) => `run-${this.#run}-phone-${index}`
    if (happening.does === 'event') {
      const { who, name, kind, ago, times } = happening
      const owner =
        'user' in who ? { userId: userId(who.user) } : { anonymousId: anonymousId(who.phone) }
      const at = now - ago * second
      for (let time = 0; time < times; time++) {
        await line.put({ ...owner, name, at, properties: { kind } })
      }
    } else {
      const { user: index } = happening
      const traits = happening.does === 'says' ? { tier: happening.tier } : {}
      const proof = happening.does === 'proves' ? { anonymousId: anonymousId(happening.phone) } : {}
      await line.put({
        type: 'identify',
        name: 'Identified',
        userId: userId(index),
        traits,
        ...proof,
      })
    }
  }

  async people(): Promise<string[]> {
    const found = new Set<string>()
    for (const index of [0, 1, 2]) {
      const known = await findBy(db, 'user_id', `run-${this.#run}-user-${index}`)
      const visitor = await findBy(db, 'anonymous_id', `run-${this.#run}-phone-${index}`)
      for (const id of [known, visitor]) if (id) found.add(id)
    }
    return [...found]
  }
}

/** The plain meaning of a condition. */
function means(condition: Condition, person: Profile, events: readonly WovenEvent[]): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => means(part, person, events))
    case 'any':
      return condition.of.some((part) => means(part, person, events))
    case 'not':
      return !means(condition.of, person, events)
    case 'trait': {
      const { tier } = person.traits
      if (condition.op === 'ne') return tier !== 'gold'
      return condition.op === 'exists' ? tier !== undefined : tier === 'gold'
    }
    case 'seen': {
      const moment = condition.which === 'first' ? person.firstSeenAt : person.lastSeenAt
      return moment.getTime() + condition.withinSeconds * second > now
    }
    case 'event':
      return occurs(condition, events)
    default:
      throw new Error('not in this test')
  }
}

function occurs({ name, count, withinSeconds, where }: EventLeaf, events: readonly WovenEvent[]) {
  const fitting = events.filter(
    (event) =>
      event.name === name &&
      (withinSeconds === undefined || event.at.getTime() + withinSeconds * second > now) &&
      (where === undefined || (event.properties.kind === 'care') === (where[0]?.op === 'eq')),
  ).length
  const { op, n } = count
  return {
    eq: fitting === n,
    ne: fitting !== n,
    gt: fitting > n,
    gte: fitting >= n,
    lt: fitting < n,
    lte: fitting <= n,
  }[op]
}

async function expectTruth(history: History) {
  const people = await history.people()
  const standings = await db
    .selectFrom('audiences.standing')
    .select(['customer_id', 'audiences'])
    .execute()
  const sides = new Map(standings.map((row) => [row.customer_id, row.audiences]))
  for (const person of people) {
    const profile = (await profileOf(db, person)) as Profile
    const events = await eventsOf(db, await threadIds(db, person))
    let count = 0
    for (const [audienceId, { condition }] of history.drawn) {
      const isIn = (await membersAmong(db, audienceId, [person])).has(person)
      expect(isIn, JSON.stringify(condition)).toBe(means(condition, profile, events))
      if (isIn) count++
    }
    // What is kept from the customer's side is the same.
    expect(sides.get(person)).toHaveLength(count)
  }
}

type Step = typeof anyStep extends fc.Arbitrary<infer What> ? What : never

async function take(history: History, step: Step) {
  switch (step.step) {
    case 'weave':
      for (const happening of step.happenings) await history.happens(happening)
      break
    case 'wait':
      now += step.seconds * second
      break
    case 'draw':
      return history.draw(step.condition)
    case 'edit':
      return history.edit(step.condition)
  }
  await line.rest()
  while (await passing?.run());
}

test('membership is at every moment what evaluation from scratch says', {
  timeout: 120_000,
}, async () => {
  const live = async (conditions: Condition[], steps: Step[]) => {
    const history = new History()
    for (const condition of conditions) await history.draw(condition)
    for (const step of steps) {
      await take(history, step)
      await expectTruth(history)
    }
    for (const audienceId of history.drawn.keys()) {
      await inWork((work) => deleteAudience(work, commandLine, audienceId))
    }
    // What is cleared behind a deletion is cleared here at once: the next history begins clean.
    await db.updateTable('audiences.standing').set({ audiences: [] }).execute()
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCondition, { minLength: 1, maxLength: 4 }),
      fc.array(anyStep, { minLength: 3, maxLength: 10 }),
      live,
    ),
    { numRuns: Number(process.env.EXACT_RUNS ?? 8), endOnFailure: true },
  )
})
