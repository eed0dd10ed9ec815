import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { publishWording } from '../consent/index.ts'

/**
 * What the journeys of others get wrong, or their users complain of, by the numbers of the list in which we
 * gathered it: each is shown not to happen here, over the whole product.
 */
let line: Line
let owner: { authorization: string }
let source: { authorization: string }
let templateId: string
let people = 0
let journeys = 0

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-03-02T10:00:00Z') })
  owner = await line.as()
  source = await line.source('server')
  templateId = (
    await post('/api/messages/templates', {
      ...{ name: 'Hello', purpose: 'service' },
      contents: {
        fr: { subject: 'Bonjour {{ event.what }}', mjml: mjml('Bonjour') },
        en: { subject: 'Hello {{ event.what }}', mjml: mjml('Hello') },
      },
    })
  ).id
}, 60_000)
afterAll(() => line.stop())
beforeEach(() => {
  line.now = new Date(line.now.getTime() + 20 * 86_400_000)
})

const mjml = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text} <a href="{{ unsubscribe_url }}">x</a></mj-text></mj-column></mj-section></mj-body></mjml>`

async function ask(method: 'GET' | 'POST' | 'PUT', url: string, body?: object) {
  const answer = await line.app.http.inject({ method, url, headers: owner, ...(body && { body }) })
  if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.body}`)
  return answer.body ? answer.json() : undefined
}
const get = (url: string) => ask('GET', url)
const post = (url: string, body?: object) => ask('POST', url, body)

const end = { id: 'end', kind: 'exit' }
const mail = (id = 'mail', next = 'end') => ({ id, kind: 'message', templateId, next })

interface Drawn {
  id: string
  [part: string]: unknown
}

async function running(steps: Drawn[], more: object = {}) {
  const event = `Began ${++journeys}`
  const { id } = await post('/api/journeys', {
    name: event,
    definition: {
      ...{ entry: { kind: 'event', event }, reentry: 'after-completion', first: steps[0]?.id },
      steps: [...steps, end],
      ...more,
    },
  })
  await post(`/api/journeys/${id}/publish`)
  return { id: id as string, event }
}
const someone = (traits: object = {}) => {
  const userId = `peer-${++people}`
  const at = line.now.toISOString()
  return send(userId, {
    ...{ type: 'identify', traits: { email: `${userId}@example.org`, ...traits }, timestamp: at },
  })
}
async function send(userId: string, event: object): Promise<string> {
  await line.send(source, [{ userId, messageId: `m${Math.random()}`, ...event }])
  await line.settle()
  return userId
}
const does = (userId: string, event: string, properties: object = {}) =>
  send(userId, { type: 'track', event, properties, timestamp: line.now.toISOString() })
async function later(ms: number) {
  await line.advance(ms)
  await line.settle()
}
const hour = 3_600_000
const day = 24 * hour

async function personOf(userId: string): Promise<string> {
  return (await get(`/api/customers/by/user_id/${userId}`)).id
}
async function messagesOf(userId: string) {
  return (await get(`/api/messages?customerId=${await personOf(userId)}`)).messages
}
async function runsOf(userId: string, journeyId: string) {
  const { journeys: all } = await get(`/api/customers/${await personOf(userId)}/journeys`)
  return all.filter((one: { journeyId: string }) => one.journeyId === journeyId)
}

describe('what goes wrong elsewhere', () => {
  test('P3: what the event told is there for conditions and messages', async () => {
    const ask = {
      ...{ id: 'ask', kind: 'condition', yes: 'mail', no: 'end' },
      all: [{ of: 'event', path: 'what', is: 'eq', value: 'lamp' }],
    }
    const { event } = await running([ask, mail()])
    const user = await someone()
    await does(user, event, { what: 'lamp' })
    const [message] = await messagesOf(user)
    expect(message).toMatchObject({ state: 'handed_over' })
    const { mails } = await get(`/api/mails?search=${user}@example.org`)
    expect(mails.map(({ subject }: { subject: string }) => subject)).toEqual(['Bonjour lamp'])
  })

  test('P4: an arm is drawn once for a person, also when they come again', async () => {
    const arms = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, share: 20, next: 'end' }))
    const { id, event } = await running([{ id: 'lot', kind: 'split', arms }])
    const user = await someone()
    for (let n = 0; n < 4; n++) await does(user, event)
    const drawn = (await runsOf(user, id)).map(
      ({ path }: { path: { what: string; detail: string }[] }) =>
        path.find(({ what }) => what === 'arm')?.detail,
    )
    expect(drawn).toHaveLength(4)
    expect(new Set(drawn).size).toBe(1)
  })

  test('D2 and 3: a cart that is left can be waited for, keyed by the cart', async () => {
    const wait = {
      ...{ id: 'hour', kind: 'wait-until', timeoutSeconds: 3600, onTimeout: 'mail' },
      branches: [{ name: 'bought', on: { of: 'event', event: 'Bought' }, next: 'end' }],
    }
    const entry = { kind: 'event', event: 'Put in', key: 'cart_id' }
    const { id } = await running([wait, mail()], { entry, reentry: 'once-per-key' })
    const user = await someone()
    for (const cart_id of ['c1', 'c2']) await does(user, 'Put in', { cart_id, what: cart_id })
    await does(user, 'Bought', { cart_id: 'c1' })
    await later(hour)
    expect(await messagesOf(user)).toHaveLength(1)
    const keys = (await runsOf(user, id)).map((run: { key: string; path: { what: string }[] }) => [
      run.key,
      run.path.some(({ what }) => what === 'message'),
    ])
    expect(keys).toEqual(
      expect.arrayContaining([
        ['c1', false],
        ['c2', true],
      ]),
    )
  })

  test('4: may run several times means that it does', async () => {
    const { id, event } = await running([mail()])
    const user = await someone()
    for (let n = 0; n < 3; n++) await does(user, event, { what: n })
    expect(await messagesOf(user)).toHaveLength(3)
    expect(await runsOf(user, id)).toHaveLength(3)
  })

  test('7: nothing is sent in a journey to who has said no meanwhile, and the run says why', async () => {
    const { id: marketing } = await post('/api/messages/templates', {
      ...{ name: 'Offer', purpose: 'marketing' },
      contents: { en: { subject: 'Offer', mjml: mjml('Offer') } },
    })
    const steps = [
      { id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' },
      { ...mail(), templateId: marketing },
    ]
    const { id, event } = await running(steps)
    const user = await someone()
    await does(user, event)
    await later(day)
    expect(await messagesOf(user)).toMatchObject([{ state: 'refused', reason: 'consent-unknown' }])
    const [run] = await runsOf(user, id)
    expect(run.path).toContainEqual(
      expect.objectContaining({ what: 'not-sent', detail: 'consent-unknown' }),
    )
  })

  test('8: a message that cannot be sent holds up neither the run nor the last message', async () => {
    const { id, event } = await running([
      mail('one', 'day'),
      { id: 'day', kind: 'delay', seconds: 86_400, next: 'two' },
      mail('two'),
    ])
    // Without the variable that its subject names the first mail would be broken: it is held.
    const user = await someone()
    await does(user, event)
    await later(day)
    const sent = await messagesOf(user)
    expect(sent.map(({ step }: { step: string }) => step).sort()).toEqual(['one', 'two'])
    expect(await runsOf(user, id)).toMatchObject([{ state: 'done' }])
  })

  test('10: who did not come in, and why somebody went which way, can be seen', async () => {
    const ask = {
      ...{ id: 'ask', kind: 'condition', yes: 'mail', no: 'end' },
      all: [{ of: 'traits', path: 'tier', is: 'eq', value: 'gold' }],
    }
    const { id, event } = await running([ask, mail()], { reentry: 'never' })
    const user = await someone({ tier: 'silver' })
    await does(user, event)
    const [run] = await runsOf(user, id)
    expect(
      run.path.map(({ step, what, way }: Record<string, string>) => [step, what, way]),
    ).toEqual([
      ['ask', 'entered', undefined],
      ['ask', 'no', 'no'],
      ['end', 'ended', undefined],
    ])
    const found = await get(`/api/journeys/${id}/runs?search=${user}@example.org`)
    expect(found.runs).toHaveLength(1)
  })

  test('11: who has converted leaves at once', async () => {
    const exits = [{ event: 'Order Completed' }]
    const { id, event } = await running(
      [{ id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' }, mail()],
      { exits },
    )
    const user = await someone()
    await does(user, event)
    await does(user, 'Order Completed', { order_id: 'o1' })
    await later(2 * day)
    expect(await messagesOf(user)).toEqual([])
    expect(await runsOf(user, id)).toMatchObject([{ state: 'exited', reason: 'Order Completed' }])
  })

  test('13: the same event sent again, or a step looked at again, sends no second mail', async () => {
    const { event } = await running([mail()])
    const user = await someone()
    const once = { type: 'track', event, properties: { what: 1 }, messageId: `same-${people}` }
    await send(user, once)
    await send(user, once)
    for (let n = 0; n < 3; n++) await line.settle()
    expect(await messagesOf(user)).toHaveLength(1)
  })

  test('14: nine in the morning is nine on the wall of each, through the change of clocks', async () => {
    line.now = new Date('2027-03-27T22:00:00Z')
    const { id, event } = await running([
      { id: 'nine', kind: 'until-time', time: '09:00', next: 'mail' },
      mail(),
    ])
    const zones = { paris: 'Europe/Paris', tokyo: 'Asia/Tokyo', york: 'America/New_York' }
    const due: Record<string, string> = {}
    for (const [name, timezone] of Object.entries(zones)) {
      const user = await someone({ timezone })
      await does(user, event)
      due[name] = (await runsOf(user, id))[0].dueAt
    }
    expect(due).toEqual({
      paris: '2027-03-28T07:00:00.000Z',
      tokyo: '2027-03-28T00:00:00.000Z',
      york: '2027-03-28T13:00:00.000Z',
    })
  })

  test('2 and P2: nobody is looked at while they wait, and the wait ends to the second', async () => {
    const { event } = await running([
      { id: 'wait', kind: 'delay', seconds: 90_061, next: 'mail' },
      mail(),
    ])
    const user = await someone()
    await does(user, event, { what: 'x' })
    await later(90_060_000)
    expect(await messagesOf(user)).toEqual([])
    await later(1000)
    expect(await messagesOf(user)).toHaveLength(1)
  })
})

describe('priority under a shared cap', () => {
  test('of two journeys that compete for what is left, the higher one writes, whichever came first', async () => {
    const { id: marketing } = await post('/api/messages/templates', {
      ...{ name: 'News', purpose: 'marketing' },
      contents: { en: { subject: 'News', mjml: mjml('News') } },
    })
    await ask('PUT', '/api/messages/frequency-cap', { messages: 1, days: 7 })
    const event = 'Both begin'
    const entry = { kind: 'event', event }
    const step = { ...mail(), templateId: marketing }
    const low = await running([step], { entry, priority: 10 })
    const high = await running([step], { entry, priority: 90 })
    const user = await someone()
    await agree(user)
    await does(user, event)
    const states = (await messagesOf(user)).map((one: Record<string, string>) => [
      one.originId,
      one.state,
      one.reason,
    ])
    await ask('PUT', '/api/messages/frequency-cap', { messages: 4, days: 7 })
    expect(states).toEqual(
      expect.arrayContaining([
        [high.id, 'handed_over', null],
        [low.id, 'refused', 'frequency-cap'],
      ]),
    )
  })
})

/** They say yes to marketing, as a form of the site tells. */
async function agree(user: string): Promise<void> {
  const purpose = 'marketing'
  const text = 'I agree to news.'
  const wording = { purpose, channel: 'email', version: 'v1', language: 'fr', text } as const
  await line.inWork((work) => publishWording(work, wording))
  await does(user, 'Consent Given', { purpose, channel: 'email', wording: 'v1', language: 'fr' })
}
