import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { publishWording } from '../consent/index.ts'

/** By what and when a journey reaches somebody, and whom no longer: over the whole product. */
let line: Line
let owner: { authorization: string }
let source: { authorization: string }
let templateId: string
let people = 0
let journeys = 0

const hour = 3_600_000
const text = 'A text that only the mail needs to hold'
const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>${text}
  <a href="{{ unsubscribe_url }}">x</a></mj-text></mj-column></mj-section></mj-body></mjml>`

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-03-02T10:00:00Z') })
  owner = await line.as()
  source = await line.source('server')
  const news = { name: 'News', contents: { en: { subject: 'News', mjml } } }
  templateId = (await post('/api/messages/templates', news)).id
  await line.inWork((work) =>
    publishWording(work, {
      ...{ purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' },
      text: 'Je veux recevoir les nouvelles.',
    }),
  )
}, 60_000)
afterAll(() => line.stop())

async function ask(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.body}`)
  return answer.body ? answer.json() : undefined
}
const get = (url: string) => ask('GET', url)
const post = (url: string, payload?: object) => ask('POST', url, payload)

async function send(userId: string, ...events: object[]) {
  const timestamp = line.now.toISOString()
  await line.send(
    source,
    events.map((event) => ({ userId, timestamp, messageId: `m${Math.random()}`, ...event })),
  )
  await line.settle()
}
const does = (userId: string, event: string, properties: object = {}) =>
  send(userId, { type: 'track', event, properties })
const answer = (userId: string, said: 'Given' | 'Withdrawn') =>
  does(userId, `Consent ${said}`, {
    ...{ purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' },
  })
async function someone(traits: object = {}): Promise<string> {
  const userId = `reach-${++people}`
  await send(userId, {
    ...{ type: 'identify', traits: { email: `${userId}@example.org`, ...traits } },
  })
  return userId
}
async function later(ms: number) {
  await line.advance(ms)
  await line.settle()
}
const idOf = async (userId: string) => (await get(`/api/customers/by/user_id/${userId}`)).id
const messagesOf = async (userId: string) =>
  (await get(`/api/messages?customerId=${await idOf(userId)}`)).messages

const hash = (address: string) => createHash('sha256').update(address).digest('hex')
const silent = { channel: 'email' as const, reason: 'bounced' }

const end = { id: 'end', kind: 'exit' }
const mail = { id: 'mail', kind: 'message', next: 'end' }
const day = { id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' }

async function running(steps: { id: string }[], more: object = {}) {
  const event = `Began ${++journeys}`
  const { id } = await post('/api/journeys', {
    name: event,
    definition: {
      ...{ entry: { kind: 'event', event }, reentry: 'always', first: steps[0]?.id ?? 'mail' },
      steps: [...steps, { ...mail, templateId }, end],
      ...more,
    },
  })
  await post(`/api/journeys/${id}/publish`)
  return { id: id as string, event }
}
interface Run {
  readonly state: string
  readonly dueAt: string | null
  readonly path: readonly { readonly step: string; readonly way?: string }[]
}
async function runsOf(userId: string, journeyId: string): Promise<Run[]> {
  const { journeys: all } = await get(`/api/customers/${await idOf(userId)}/journeys`)
  return all.filter((one: { journeyId: string }) => one.journeyId === journeyId)
}

test('a channel is one by which a mail would come: agreed, an address, not in silence; else the other way', async () => {
  const by = {
    ...{ id: 'by', kind: 'channel', prefer: 'listed', otherwise: 'ask' },
    // Text messages cannot be sent yet, so nobody is reached by them.
    channels: [
      { channel: 'sms', next: 'end' },
      { channel: 'email', next: 'mail' },
    ],
  }
  const task = { id: 'ask', kind: 'task', for: 'shop', title: 'Call them', next: 'end' }
  const { id, event } = await running([by, task])
  const way = async (userId: string) => {
    await does(userId, event)
    const paths = (await runsOf(userId, id)).map(({ path }) => path)
    const [latest] = paths
    return latest?.find(({ step, way: taken }) => step === 'by' && taken)?.way
  }
  const agreed = await someone()
  await answer(agreed, 'Given')
  expect(await way(agreed)).toBe('email')
  expect(await messagesOf(agreed)).toMatchObject([{ state: 'handed_over' }])

  expect(await way(await someone())).toBe('otherwise')
  const nowhere = await someone({ email: null })
  await answer(nowhere, 'Given')
  expect(await way(nowhere)).toBe('otherwise')

  // An address that does not exist falls silent, whoever agreed to what.
  const gone = await someone()
  await answer(gone, 'Given')
  await line.db
    .insertInto('messages.suppression')
    .values({ address_hash: hash(`${gone}@example.org`), ...silent, at: line.now })
    .execute()
  expect(await way(gone)).toBe('otherwise')

  await answer(agreed, 'Withdrawn')
  expect(await way(agreed)).toBe('otherwise')
  expect(await messagesOf(agreed)).toHaveLength(1)
})

test('the best hour is that of what somebody did, on their own clock', async () => {
  const best = {
    id: 'best',
    kind: 'best-hour',
    withinSeconds: 86_400,
    otherwise: '09:00',
    next: 'mail',
  }
  const { id, event } = await running([best])
  line.now = new Date('2026-07-01T08:00:00Z')
  const night = await someone({ timezone: 'America/New_York' })
  const context = { timezone: 'America/New_York' }
  // Nine in the evening there, which is three in the morning in Paris.
  const visits = [1, 2, 3, 4, 5, 6].map((ago) => ({
    ...{ type: 'page', name: 'Home', context },
    timestamp: new Date(Date.UTC(2026, 6, 1 - ago, 1, 20)).toISOString(),
  }))
  await send(night, ...visits)
  const unknown = await someone({ timezone: 'America/New_York' })
  for (const userId of [night, unknown]) await does(userId, event)
  const due = async (userId: string) => (await runsOf(userId, id))[0]?.dueAt
  expect(await due(night)).toBe('2026-07-02T01:00:00.000Z')
  expect(await due(unknown)).toBe('2026-07-01T13:00:00.000Z')
})

test('always means also while another run goes on, each with what it began with', async () => {
  const { id, event } = await running([day])
  const user = await someone()
  await answer(user, 'Given')
  for (const n of [1, 2]) await does(user, event, { n })
  expect((await runsOf(user, id)).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
  await later(24 * hour)
  expect(await messagesOf(user)).toHaveLength(2)
})

test('who is erased while they wait gets nothing, and holds up nobody', async () => {
  const { id, event } = await running([day])
  const [erased, other] = [await someone(), await someone()]
  for (const userId of [erased, other]) {
    await answer(userId, 'Given')
    await does(userId, event)
  }
  const request = await post('/api/privacy/requests', {
    ...{ kind: 'erasure', by: 'user_id', value: erased, bar: false },
  })
  await post(`/api/privacy/requests/${request.id}/verify`, { vouched: 'came to the shop' })
  await line.settle()
  await later(24 * hour)
  expect((await get(`/api/mails?search=${erased}@example.org`)).mails).toEqual([])
  expect((await get(`/api/mails?search=${other}@example.org`)).mails).toHaveLength(1)
  const { runs } = await get(`/api/journeys/${id}/runs`)
  expect(runs).toHaveLength(1)
  expect(runs).toMatchObject([{ state: 'done' }])
})

test('complaint 9: what the thread is told of a mail is small, and never its text', async () => {
  const { event } = await running([])
  const user = await someone()
  await answer(user, 'Given')
  await does(user, event, { n: 1 })
  expect(await messagesOf(user)).toHaveLength(1)
  const timeline = await get(`/api/customers/${await idOf(user)}/timeline`)
  const told = timeline.entries.filter(({ name }: { name: string }) => name.startsWith('Email '))
  expect(told.map(({ name }: { name: string }) => name)).toContain('Email Sent')
  for (const one of told) {
    const said = JSON.stringify(one)
    expect(said).not.toContain(text)
    expect(said.length).toBeLessThan(2_000)
  }
})
