import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  anyCondition,
  channels,
  eventNames,
  homes,
  mailNames,
  shops,
  templates,
} from '../../../test/any-condition.ts'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { testDatabase } from '../../../test/database.ts'
import { means } from '../../../test/plain-condition.ts'
import { wovenLine } from '../../../test/woven.ts'
import { allTables } from '../../app.ts'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import {
  ask,
  consentHooks,
  lastingConsentOf,
  publishWording,
  type RequestParts,
  runNext,
  vouch,
} from '../consent/index.ts'
import { findBy, idsOfPeople, profileOf, threadIds } from '../customers/index.ts'
import { commandLine } from '../team/index.ts'
import type { Profile } from '../thread/events.ts'
import { eventsOf, record } from '../thread/index.ts'
import { audience, createAudience, deleteAudience, editAudience } from './audiences.ts'
import { changeList } from './change-list.ts'
import type { Condition } from './condition-contract.ts'
import { DefinitionReader } from './definitions.ts'
import { audiencesHooks, audiencesLoops, membersAmong } from './index.ts'
import { createList } from './lists.ts'
import { keepPredictions } from './predictions/keep.ts'
import { sizeOf } from './size.ts'
import { why } from './why.ts'

/**
 * The law of audiences: whoever is in one is whom the condition means, evaluated from scratch over
 * everything that is on the thread, whatever happened in whatever order, and whenever one looks.
 */

const second = 1000
const hour = 3600 * second
const day = 24 * hour

let db: Db
let inWork: InWork
let now = Date.UTC(2026, 10, 21)
let line: ReturnType<typeof wovenLine>
let runs = 0
let loops: Loop[]
const reader = new DefinitionReader()

beforeAll(async () => {
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => new Date(now) })
  line = wovenLine(opened, inWork, { hooks: [...consentHooks(), ...audiencesHooks()] })
  await inWork((work) => publishWording(work, { ...newsletter, text: 'Je veux des nouvelles.' }))
  loops = audiencesLoops(inWork)
})
afterAll(() => db.destroy())

const newsletter = {
  ...{ purpose: 'marketing' as const, channel: 'email' as const },
  ...{ version: 'v1', language: 'fr' as const },
}

/** Stand for the list of a history, an audience that was drawn before, a persona that was found. */
const theList = '00000000-0000-7000-8000-000000000000'
const another = '00000000-0000-7000-8000-000000000001'
const thePersona = '00000000-0000-7000-8000-000000000002'
const drawable = anyCondition(
  fc.constantFrom<Condition>(
    { kind: 'list', id: theList },
    { kind: 'audience', id: another },
    { kind: 'persona', id: thePersona },
  ),
)

const user = fc.integer({ min: 0, max: 2 })
const phone = fc.integer({ min: 0, max: 2 })
const occurrence = fc.record({
  does: fc.constant('event' as const),
  who: fc.oneof(fc.record({ user }), fc.record({ phone })),
  name: fc.constantFrom(...eventNames),
  kind: fc.constantFrom('care', 'books'),
  revenue: fc.constantFrom(10, 20, 30),
  shop: fc.constantFrom(...shops),
  channel: fc.constantFrom(...channels),
  ago: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
  times: fc.oneof({ arbitrary: fc.constant(1), weight: 4 }, fc.constant(9)),
})
const saying = fc.record({
  does: fc.constant('says' as const),
  user,
  said: fc.oneof(
    fc.record({ tier: fc.constantFrom('gold', 'silver', 'bronze', null) }),
    fc.record({ birthday: fc.constantFrom('1990-11-21', '1991-11-22', '1992-11-23') }),
    fc.record({ timezone: fc.constantFrom('Europe/Paris', 'Pacific/Auckland') }),
    fc.record({ due: fc.integer({ min: -40, max: 40 }) }),
    fc.constantFrom(...homes),
  ),
  ago: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
})
const mail = fc.record({
  does: fc.constant('mail' as const),
  user,
  name: fc.constantFrom(...mailNames),
  templateId: fc.constantFrom(...templates),
  bot: fc.boolean(),
})
const answering = fc.record({
  does: fc.constant('answers' as const),
  user,
  name: fc.constantFrom('Consent Given', 'Consent Withdrawn'),
})
const proving = fc.record({ does: fc.constant('proves' as const), user, phone })
const anyHappening = fc.oneof({ arbitrary: occurrence, weight: 4 }, saying, mail, answering, {
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
    arbitrary: fc.record({ step: fc.constant('draw' as const), condition: drawable }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('edit' as const), condition: drawable }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('list' as const), user, isOn: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('part' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ step: fc.constant('forecast' as const), user },
      value: fc.constantFrom(0.1, 0.2, 0.4, 0.9),
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('personas' as const) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('erase' as const), user }) },
)

const runsAsked = Number(process.env.EXACT_RUNS ?? 8)

let told = 0
type Said = { due: number } | Record<string, string | number | null>
const saidTraits = (said: Said) =>
  typeof said.due === 'number' ? { due: new Date(now + said.due * second).toISOString() } : said

/** One history of a few people and their phones. */
class History {
  readonly #run = ++runs
  readonly drawn = new Map<string, { condition: Condition }>()
  /** The ids that were put on the list, and not taken off since. */
  readonly listed = new Set<string>()
  /** What was forecast last, by the id it was made for, and when. */
  readonly forecasts = new Map<string, { value: number; at: number }>()
  /** The persona that was found last, and who was of it: everyone with an even last digit. */
  persona: string | undefined
  readonly ofPersona = new Map<string, boolean>()
  list = ''

  async begin(conditions: readonly Condition[]) {
    // Just before a midnight, so that days pass too.
    now = (Math.floor(now / day) + 1) * day + 23 * hour - 30 * second
    this.list = await inWork((work) => createList(work, commandLine, `run ${this.#run}`))
    for (const condition of conditions) await this.draw(condition)
  }

  /** With the list of this history, and one of the audiences that it may name, if there is one. */
  #named(condition: Condition, others: readonly string[]): Condition {
    if (condition.kind === 'not') return { kind: 'not', of: this.#named(condition.of, others) }
    if ('of' in condition) {
      return { kind: condition.kind, of: condition.of.map((part) => this.#named(part, others)) }
    }
    if (condition.kind === 'list') return { kind: 'list', id: this.list }
    if (condition.kind === 'persona') {
      return this.persona ? { kind: 'persona', id: this.persona } : { kind: 'any', of: [] }
    }
    if (condition.kind !== 'audience') return condition
    const id = others.at(-1)
    return id ? { kind: 'audience', id } : { kind: 'any', of: [] }
  }

  conditionOf(audienceId: string): Condition {
    const found = this.drawn.get(audienceId)
    if (!found) throw new Error(`no audience ${audienceId}`)
    return found.condition
  }

  async draw(drafted: Condition) {
    const condition = this.#named(drafted, [...this.drawn.keys()])
    const draft = { name: 'drawn', condition }
    const audienceId = await inWork((work) => createAudience(work, commandLine, draft))
    this.drawn.set(audienceId, { condition })
    await buildAudiences(loops)
  }

  async edit(drafted: Condition) {
    const [first] = this.drawn
    // Others may name the first one, so it names none.
    const condition = this.#named(drafted, [])
    if (!first) return
    const [audienceId] = first
    await inWork((work) => editAudience(work, commandLine, audienceId, { condition }))
    this.drawn.set(audienceId, { condition })
    await buildAudiences(loops)
  }

  async putOnList(index: number, isOn: boolean) {
    const person = await findBy(db, 'user_id', `run-${this.#run}-user-${index}`)
    if (!person) return
    const ids = isOn ? [person] : await threadIds(db, person)
    for (const id of ids) isOn ? this.listed.add(id) : this.listed.delete(id)
    const action = isOn ? ('add' as const) : ('remove' as const)
    const change = { id: this.list, reader, action, by: 'customerId' as const, values: [person] }
    await inWork((work) => changeList(work, commandLine, change))
  }

  /** Undoes the last merge of anybody in this history. */
  async part() {
    const ids = [...(await idsOfPeople(db, await this.people())).keys()]
    const { rows } = await sql<{ id: string; kept: string; restored: string }>`
      select id, customer_id as kept, absorbed_id as restored from customers.merge
      where customer_id = any(${ids}::uuid[]) and undone_at is null
      order by at desc, id desc limit 1`.execute(db)
    const [merge] = rows
    if (!merge) return
    const { id: mergeId, kept: keptId, restored } = merge
    const told = { mergeId, keptId, restored, by: 'test', reason: 'test', keepApart: true }
    await inWork((work) =>
      record(work, {
        ...{ customerId: keptId, name: 'Merge Undone', channel: 'api', properties: told },
      }),
    )
  }

  async forecast(index: number, value: number) {
    const person = await findBy(db, 'user_id', `run-${this.#run}-user-${index}`)
    if (!person) return
    const values = [{ customerId: person, value }]
    await inWork((work) => keepPredictions(work, { name: 'churn', values, reader }))
    // No two are made at one moment.
    this.forecasts.set(person, { value, at: now })
    now += second
  }

  /** Two personas, of which each person now has one; those found before stay as they are. */
  async findPersonas() {
    if (this.persona) return
    const [search, one, other] = [randomUUID(), randomUUID(), randomUUID()]
    const { rows } = await sql<{ next: number }>`
      select coalesce(max(version), 0) + 1 as next from audiences.persona_search`.execute(db)
    await sql`
      insert into audiences.persona_search (id, version, state, seed, days, asked_by, at)
      values (${search}, ${rows[0]?.next}, 'done', 'A', 365, 'test', ${new Date(now)})`.execute(db)
    for (const [place, id] of [one, other].entries()) {
      await sql`
        insert into audiences.persona (id, search_id, place, size, marks, centre)
        values (${id}, ${search}, ${place}, 0, '[]', '[]')`.execute(db)
    }
    for (const id of await this.people()) {
      const isOne = Number.parseInt(id.slice(-1), 16) % 2 === 0
      this.ofPersona.set(id, isOne)
      await sql`
        insert into audiences.persona_of (customer_id, search_id, persona_id)
        values (${id}, ${search}, ${isOne ? one : other})`.execute(db)
    }
    this.persona = one
  }

  async erase(index: number) {
    const value = `run-${this.#run}-user-${index}`
    if (!(await findBy(db, 'user_id', value))) return
    const asked = { kind: 'erasure' as const, by: 'user_id' as const, value, bar: false }
    const { id } = await inWork((work) => ask(work, asked, 'test'))
    await inWork((work) => vouch(work, id, 'in the shop', 'test'))
    const parts = { inWork, tables: allTables } as unknown as RequestParts
    while (await runNext(parts, id));
  }

  async happens(happening: typeof anyHappening extends fc.Arbitrary<infer What> ? What : never) {
    const userId = (index: number) => `run-${this.#run}-user-${index}`
    const anonymousId = (index: number) => `run-${this.#run}-phone-${index}`
    if (happening.does === 'event') {
      const { who, name, kind, revenue, shop, channel, ago, times } = happening
      const owner =
        'user' in who ? { userId: userId(who.user) } : { anonymousId: anonymousId(who.phone) }
      const at = now - ago * second
      for (let time = 0; time < times; time++) {
        await line.put({ ...owner, name, channel, at, properties: { kind, revenue, shop } })
      }
    } else if (happening.does === 'mail') {
      const { user: index, name, templateId, bot } = happening
      await line.put({ userId: userId(index), name, properties: { templateId, bot }, at: now })
    } else if (happening.does === 'answers') {
      const properties = { ...newsletter, wording: 'v1' }
      // No two answers at one moment.
      const at = now - (++told % 900)
      await line.put({ userId: userId(happening.user), name: happening.name, properties, at })
    } else {
      const { user: index } = happening
      const traits = happening.does === 'says' ? saidTraits(happening.said) : {}
      // No two things are said at one moment: of such, which is the later nobody can know.
      const ago = happening.does === 'says' ? happening.ago * second + (++told % 900) : 0
      const proof = happening.does === 'proves' ? { anonymousId: anonymousId(happening.phone) } : {}
      await line.put({
        type: 'identify',
        name: 'Identified',
        userId: userId(index),
        at: now - ago,
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

async function expectTruth(history: History) {
  const people = await history.people()
  const standings = await db
    .selectFrom('audiences.standing')
    .select(['customer_id', 'audiences'])
    .execute()
  const sides = new Map(standings.map((row) => [row.customer_id, row.audiences]))
  for (const person of people) {
    const profile = (await profileOf(db, person)) as Profile
    const ids = await threadIds(db, person)
    const events = (await eventsOf(db, ids)).filter(({ name }) => !name.startsWith('Audience '))
    const isListed = ids.some((id) => history.listed.has(id))
    const conditionOf = (id: string) => history.conditionOf(id)
    const lists = new Set(isListed ? [history.list] : [])
    const plain = { ...profile, events, lists, conditionOf, ...(await figuresOf(history, ids)) }
    let count = 0
    for (const [audienceId, { condition }] of history.drawn) {
      const isIn = (await membersAmong(db, audienceId, [person])).has(person)
      expect(isIn, JSON.stringify(condition)).toBe(means(condition, plain, now))
      // Asked why, and while it is edited, it means the same.
      expect((await why(db, audienceId, person, new Date(now))).is).toBe(isIn)
      if (isIn) count++
    }
    // What is kept from the customer's side is the same.
    expect(sides.get(person)).toHaveLength(count)
  }
}

/** What was forecast, found and answered of one person, by all their ids. */
async function figuresOf(history: History, ids: readonly string[]) {
  const [final = ''] = ids
  const forecasts = ids.flatMap((id) => history.forecasts.get(id) ?? [])
  const last = forecasts.toSorted((one, other) => one.at - other.at).at(-1)
  const theirs = [final, ...ids.toSorted()].find((id) => history.ofPersona.has(id))
  const isOf = theirs !== undefined && history.ofPersona.get(theirs)
  const answers = (await lastingConsentOf(db, [final])).get(final) ?? {}
  return {
    personas: new Set(isOf && history.persona ? [history.persona] : []),
    predictions: last ? { churn: last.value } : {},
    said: Object.fromEntries(
      Object.entries(answers).map(([key, { decision, expiresAt }]) => [
        key,
        { is: decision, until: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY },
      ]),
    ),
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
    case 'list':
      await history.putOnList(step.user, step.isOn)
      break
    case 'part':
      await history.part()
      break
    case 'forecast':
      await history.forecast(step.user, step.value)
      break
    case 'personas':
      await history.findPersonas()
      break
    case 'erase':
      await history.erase(step.user)
      break
    case 'draw':
      return history.draw(step.condition)
    case 'edit':
      return history.edit(step.condition)
  }
  await line.rest()
  while (await loops[0]?.run());
}

test('membership is at every moment what evaluation from scratch says', {
  timeout: 120_000 + runsAsked * 3_000,
}, async () => {
  const live = async (conditions: Condition[], steps: Step[]) => {
    const history = new History()
    await history.begin(conditions)
    for (const step of steps) {
      await take(history, step)
      await expectTruth(history)
    }
    for (const [id, { condition }] of [...history.drawn].slice(-1)) {
      const { size, exact } = await sizeOf(db, condition, { now: new Date(now), reader })
      const { members } = await audience(db, id)
      expect({ size, exact }, JSON.stringify(condition)).toEqual({ size: members, exact: true })
    }
    // The last first: it may name others, and none names it.
    for (const audienceId of [...history.drawn.keys()].reverse()) {
      await inWork((work) => deleteAudience(work, commandLine, audienceId))
    }
    // What is cleared behind a deletion is cleared here at once: the next history begins clean.
    await db.updateTable('audiences.standing').set({ audiences: [] }).execute()
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawable, { minLength: 1, maxLength: 4 }),
      fc.array(anyStep, { minLength: 3, maxLength: 10 }),
      live,
    ),
    { numRuns: runsAsked, endOnFailure: true },
  )
})
