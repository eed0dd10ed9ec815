import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildAudiences } from '../../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../../test/line.ts'
import { type MailWorld, mailWorld } from '../../../../test/mail-world.ts'
import { remember } from '../../../kernel/settings.ts'
import { publishWording } from '../../consent/index.ts'
import { findBy } from '../../customers/index.ts'
import { settingsName } from '../people.ts'
import type { CampaignDetail } from './contract.ts'

vi.setConfig({ testTimeout: 60_000 })

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let line: Line
let world: MailWorld
let headers: { authorization: string }
let source: { authorization: string }
let offer: string
let notice: string
let crowd = 0

beforeAll(async () => {
  world = await mailWorld()
  line = await startLine({ smtpUrl: world.url })
  headers = await line.as('owner')
  source = await line.source('server')
  const agreed = { purpose: 'marketing', channel: 'email', language: 'fr' } as const
  await line.inWork((work) =>
    publishWording(work, { ...agreed, version: 'v1', text: 'J’accepte de recevoir les offres.' }),
  )
  const mjml =
    '<mjml><mj-body><mj-section><mj-column><mj-text><a href="https://shop.example/new">Voir</a> <a href="{{ unsubscribe_url }}">Non</a></mj-text></mj-column></mj-section></mj-body></mjml>'
  const template = async (purpose: string) =>
    (
      await post('/api/messages/templates', {
        ...{ name: purpose, purpose },
        contents: { fr: { subject: 'Nouveautés', mjml } },
      })
    ).body.id
  offer = await template('marketing')
  notice = await template('service')
}, 60_000)
afterAll(async () => {
  await line.stop()
  await world.close()
})
beforeEach(async () => {
  await line.db.deleteFrom('journeys.campaign').execute()
  line.now = new Date(line.now.getTime() + 30 * day)
  world.mails.length = 0
  world.answer = undefined
})

const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) => {
  const answer = await line.app.http.inject({ method, url, headers, ...(body && { body }) })
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined }
}
const post = (url: string, body?: object) => call('POST', url, body)

/** Customers with an address; who agreed says so in the words shown. */
async function people(count: number, { silent = false, traits = {} } = {}): Promise<string[]> {
  const group = ++crowd
  const names = Array.from({ length: count }, (_, at) => `reader-${group}-${at}`)
  const timestamp = line.now.toISOString()
  await line.send(
    source,
    names.flatMap((userId) => [
      { type: 'identify', userId, timestamp, traits: { email: `${userId}@example.fr`, ...traits } },
      ...(silent ? [] : [yes(userId, timestamp)]),
    ]),
  )
  await line.settle()
  return names
}

const yes = (userId: string, timestamp: string) => ({
  ...{ type: 'track', event: 'Consent Given', userId, timestamp },
  properties: { purpose: 'marketing', channel: 'email', language: 'fr', wording: 'v1' },
})

async function list(names: readonly string[]): Promise<string> {
  const { body } = await post('/api/audience-lists', { name: `list ${++crowd}` })
  await join(body.id, names)
  return body.id
}
const join = (id: string, values: readonly string[]) =>
  values.length === 0
    ? undefined
    : post(`/api/audience-lists/${id}/people`, { action: 'add', by: 'userId', values })

async function campaign(listId: string, more: object = {}): Promise<string> {
  const definition = { to: { of: 'list', id: listId }, templateId: offer, ...more }
  return (await post('/api/campaigns', { name: 'Nouveautés', definition })).body.id
}
const look = async (id: string): Promise<CampaignDetail> =>
  (await call('GET', `/api/campaigns/${id}`)).body
const schedule = async (id: string) => {
  const { status, body } = await post(`/api/campaigns/${id}/schedule`)
  if (status !== 200) throw new Error(JSON.stringify(body))
}
/** What the campaigns' loop does by itself, no mail being sent. */
const plan = () => line.settle(({ name }) => name === 'journeys/campaigns')
const recipients = () => world.mails.map(({ to }) => to?.[0]?.address).sort()
const addresses = (names: readonly string[]) => names.map((name) => `${name}@example.fr`).sort()
const later = async (milliseconds: number) => {
  line.now = new Date(line.now.getTime() + milliseconds)
  await line.settle()
}
const planned = async (campaignId: string) => {
  const rows = await line.db
    .selectFrom('messages.message')
    .select('customer_id')
    .where('origin_id', '=', campaignId)
    .execute()
  return rows.length
}

describe('who gets a campaign', () => {
  test('is who is on the list when it begins, once, for a scheduled one and not for a draft', async () => {
    const [early = '', late = '', after = ''] = await people(3)
    const listId = await list([early])
    const moment = new Date(line.now.getTime() + hour).toISOString()
    const draft = await campaign(listId, { when: { at: 'moment', moment } })
    const id = await campaign(listId, { when: { at: 'moment', moment } })
    await schedule(id)
    await join(listId, [late])
    await later(hour - 1)
    expect(recipients()).toEqual([])
    await later(1)
    await join(listId, [after])
    await later(hour)

    expect(recipients()).toEqual(addresses([early, late]))
    expect(await look(id)).toMatchObject({ state: 'done', progress: { enrolled: 2, delivered: 2 } })
    expect(await look(draft)).toMatchObject({ state: 'draft', progress: { enrolled: 0 } })
  })

  test('is who is in an audience then', async () => {
    const [one = ''] = await people(1, { traits: { favourite: 'savon' } })
    const condition = { kind: 'trait', path: 'favourite', op: 'eq', value: 'savon' }
    const { body } = await post('/api/audiences', { name: 'Savons', condition })
    await buildAudiences(line.app.loops)
    await line.settle()
    const [two = ''] = await people(1, { traits: { favourite: 'savon' } })
    await people(1)

    const id = await campaign('', { to: { of: 'audience', id: body.id } })
    await schedule(id)
    await line.settle()
    expect(recipients()).toEqual(addresses([one, two]))
  })

  test('is asked like of every message: consent, silence and the cap hold it back, with the reason', async () => {
    const [fine = '', capped = ''] = await people(2)
    const silent = await people(1, { silent: true })
    await call('PUT', '/api/messages/frequency-cap', { messages: 1, days: 7 })
    await schedule(await campaign(await list([capped])))
    await line.settle()
    world.mails.length = 0
    const id = await campaign(await list([fine, capped, ...silent]))
    await schedule(id)
    await line.settle()

    expect(recipients()).toEqual(addresses([fine]))
    await call('PUT', '/api/messages/frequency-cap', { messages: 4, days: 7 })
    const { state, progress } = await look(id)
    expect(state).toBe('done')
    expect(progress).toMatchObject({ enrolled: 3, remaining: 0, delivered: 1 })
    expect(progress.heldBack.map(({ reason }) => reason).sort()).toEqual([
      'consent-unknown',
      'frequency-cap',
    ])
  })

  test('is nobody of the global control group, who are told all the same what must be told', async () => {
    const names = await people(40)
    const listId = await list(names)
    await line.inWork((work) => remember(work.tx, settingsName, { globalHoldout: 20 }, work.now))
    const [offered, told] = [await campaign(listId), await campaign(listId, { templateId: notice })]
    await schedule(offered)
    await schedule(told)
    await line.settle()
    await line.inWork((work) => remember(work.tx, settingsName, { globalHoldout: 0 }, work.now))

    const { progress } = await look(offered)
    const spared = progress.heldBack.find(({ reason }) => reason === 'control')?.customers ?? 0
    expect(spared).toBeGreaterThan(0)
    expect(progress.delivered).toBe(40 - spared)
    expect((await look(told)).progress).toMatchObject({ delivered: 40, heldBack: [] })
  })

  test('is a person once, whoever they prove to be between two portions', async () => {
    const names = await people(3)
    const anonymousId = `device-${crowd}`
    await line.send(source, [{ type: 'page', name: 'Home', anonymousId }])
    await line.settle()
    const listId = await list(names)
    const stranger = await findBy(line.db, 'anonymous_id', anonymousId)
    const change = { action: 'add', by: 'customerId', values: [stranger] }
    await post(`/api/audience-lists/${listId}/people`, change)
    const id = await campaign(listId, { batch: 3, rate: { messages: 3, per: 'minute' } })
    await schedule(id)
    await line.settle()
    expect(recipients()).toEqual(addresses(names))
    await line.send(source, [{ type: 'identify', anonymousId, userId: names[0], traits: {} }])
    await line.settle()
    expect(await findBy(line.db, 'anonymous_id', anonymousId)).toBe(
      await findBy(line.db, 'user_id', names[0] ?? ''),
    )
    await later(minute)

    expect(recipients()).toEqual(addresses(names))
    expect(await look(id)).toMatchObject({
      ...{ state: 'done', progress: { heldBack: [{ reason: 'merged', customers: 1 }] } },
    })
  })
})

describe('when and how fast', () => {
  test('each by their own clock, whoever joined before it struck there', async () => {
    const tokyo = await people(1, { traits: { timezone: 'Asia/Tokyo' } })
    const [lille = '', late = ''] = await people(2)
    const [never = ''] = await people(1, { traits: { timezone: 'Asia/Tokyo' } })
    const listId = await list([...tokyo, lille])
    const tomorrow = new Date(line.now.getTime() + 2 * day).toISOString().slice(0, 10)
    const id = await campaign(listId, { when: { at: 'local', day: tomorrow, time: '10:00' } })
    await schedule(id)
    const at = (time: string) => later(Date.parse(`${tomorrow}T${time}Z`) - line.now.getTime())
    await at('00:59')
    expect(recipients()).toEqual([])
    await at('01:00')
    expect(recipients()).toEqual(addresses(tokyo))
    await join(listId, [late, never])
    await at('07:59')
    expect(world.mails).toHaveLength(1)
    await at(line.now.getUTCMonth() > 2 && line.now.getUTCMonth() < 9 ? '08:00' : '09:00')
    expect(recipients()).toEqual(addresses([...tokyo, lille, late]))
    expect((await look(id)).state).toBe('done')
  })

  test('so many in a time, and it says when it ends', async () => {
    const id = await campaign(await list(await people(5)), {
      ...{ rate: { messages: 2, per: 'minute' }, batch: 1 },
    })
    const begun = line.now.getTime()
    await schedule(id)
    await line.settle()
    expect(world.mails).toHaveLength(1)
    expect((await look(id)).expectedEndAt).toBe(new Date(begun + 2 * minute).toISOString())
    await later(29_999)
    expect(world.mails).toHaveLength(1)
    await later(1)
    expect(world.mails).toHaveLength(2)
    for (let n = 0; n < 3; n++) await later(30_000)
    expect(world.mails).toHaveLength(5)
  })

  test('an hour in which nothing worked is not made up for at once', async () => {
    const id = await campaign(await list(await people(9)), {
      ...{ rate: { messages: 1, per: 'minute' }, batch: 1 },
    })
    await schedule(id)
    await line.settle()
    await later(hour)
    expect(world.mails).toHaveLength(2)
  })

  test('one that should have begun long ago asks first', async () => {
    const moment = new Date(line.now.getTime() + hour).toISOString()
    const id = await campaign(await list(await people(1)), { when: { at: 'moment', moment } })
    await schedule(id)
    await later(26 * hour)
    expect(world.mails).toHaveLength(0)
    expect(await look(id)).toMatchObject({ state: 'paused', reason: 'overdue' })
    await post(`/api/campaigns/${id}/resume`)
    await line.settle()
    expect(world.mails).toHaveLength(1)
  })

  test('is over only once each message is', async () => {
    const id = await campaign(await list(await people(2)))
    world.answer = { to: /-1@/, code: 451, text: '4.7.1 later' }
    await schedule(id)
    await line.settle()
    expect(await look(id)).toMatchObject({
      ...{ state: 'sending', progress: { delivered: 1, remaining: 1 } },
    })
    world.answer = undefined
    await later(minute)
    expect(await look(id)).toMatchObject({ state: 'done', progress: { delivered: 2 } })
  })
})

describe('a pause', () => {
  test('takes back what no sender has in hand, and everybody gets it once after it', async () => {
    const names = await people(30)
    const id = await campaign(await list(names), { onError: 'skip', batch: 20 })
    await schedule(id)
    await plan()
    expect(await planned(id)).toBe(20)
    await post(`/api/campaigns/${id}/pause`)
    // At once, not when the campaigns' loop comes by: a sender may come first.
    expect(await planned(id)).toBe(0)
    await later(hour)
    expect([await planned(id), world.mails.length]).toEqual([0, 0])
    expect((await look(id)).progress).toMatchObject({ enrolled: 30, remaining: 30 })

    await post(`/api/campaigns/${id}/resume`)
    await line.settle()
    expect(recipients()).toEqual(addresses(names))
  })

  test('also keeps back what the server put off', async () => {
    const id = await campaign(await list(await people(1)))
    world.answer = { code: 451, text: '4.7.1 later' }
    await schedule(id)
    await line.settle()
    world.answer = undefined
    await post(`/api/campaigns/${id}/pause`)
    await later(hour)
    expect(world.mails).toHaveLength(0)
    await post(`/api/campaigns/${id}/resume`)
    await line.settle()
    expect(world.mails).toHaveLength(1)
  })

  test('comes by itself at the first mail that the provider refuses; one was tried, the rest is sent later', async () => {
    const id = await campaign(await list(await people(5)))
    world.answer = { code: 554, text: '5.7.1 account blocked' }
    await schedule(id)
    await line.settle()
    expect(await look(id)).toMatchObject({
      ...{ state: 'paused', reason: 'error', progress: { failed: 1, remaining: 4 } },
    })
    world.answer = undefined
    await post(`/api/campaigns/${id}/resume`)
    await line.settle()
    expect(await look(id)).toMatchObject({ state: 'done', progress: { failed: 1, delivered: 4 } })
  })

  test('does not come where errors are skipped, nor for an address that does not exist', async () => {
    const skipping = await campaign(await list(await people(3)), { onError: 'skip' })
    world.answer = { code: 554, text: '5.7.1 account blocked' }
    await schedule(skipping)
    await line.settle()
    expect(await look(skipping)).toMatchObject({ state: 'done', progress: { failed: 3 } })

    world.answer = { to: /-0@/, code: 550, text: '5.1.1 no such user' }
    const id = await campaign(await list(await people(3)))
    await schedule(id)
    await line.settle()
    expect(await look(id)).toMatchObject({ state: 'done', progress: { bounced: 1, delivered: 2 } })
  })

  test('for good takes back at once, too: a sender that comes first finds nothing', async () => {
    const id = await campaign(await list(await people(8)), { onError: 'skip', batch: 6 })
    await schedule(id)
    await plan()
    expect(await planned(id)).toBe(6)
    await post(`/api/campaigns/${id}/cancel`)
    await line.settle(({ name }) => name !== 'journeys/campaigns')
    expect([await planned(id), world.mails.length]).toEqual([0, 0])
    expect(await look(id)).toMatchObject({ state: 'cancelled', progress: { remaining: 8 } })
  })

  test('may be for good: who was not written to never is', async () => {
    const id = await campaign(await list(await people(3)), {
      ...{ batch: 1, rate: { messages: 1, per: 'hour' } },
    })
    await schedule(id)
    await line.settle()
    await post(`/api/campaigns/${id}/cancel`)
    await later(day)
    expect(world.mails).toHaveLength(1)
    expect(await look(id)).toMatchObject({ state: 'cancelled', progress: { remaining: 2 } })
    expect((await post(`/api/campaigns/${id}/resume`)).body).toMatchObject({
      code: 'journeys/campaign-not-in-state',
    })
  })
})

describe('what it brought', () => {
  const orders = (userId = '', total = 30) =>
    line.send(source, [
      {
        ...{ type: 'track', event: 'Order Completed', userId, timestamp: line.now.toISOString() },
        properties: { order_id: `o${++crowd}`, total, currency: 'EUR' },
      },
    ])

  test('is the first order of each within the days of its goal, after the mail', async () => {
    const [soon = '', late = '', before = ''] = await people(3)
    await orders(before)
    await later(minute)
    const id = await campaign(await list([soon, late, before]), { goalDays: 2 })
    await schedule(id)
    await line.settle()
    await later(day)
    await orders(soon, 30)
    await later(minute)
    await orders(soon, 50)
    await later(2 * day)
    await orders(late)
    await line.settle()
    expect((await look(id)).results).toMatchObject({
      ...{ converted: 1, revenue: [{ currency: 'EUR', amount: 3000 }] },
    })
  })
})

describe('a draft', () => {
  test('that another has saved meanwhile is not overwritten, and says who did, and when', async () => {
    const id = await campaign(await list(await people(1)))
    const { definition, revision } = await look(id)
    const save = (name: string) =>
      call('PUT', `/api/campaigns/${id}`, { name, definition, revision })
    expect((await save('De Léa')).status).toBe(200)
    expect(await save('De Paul')).toMatchObject({
      status: 409,
      body: {
        code: 'journeys/changed-meanwhile',
        details: { by: 'owner', at: line.now.toISOString(), revision: revision + 1 },
      },
    })
    expect(await look(id)).toMatchObject({ name: 'De Léa', changedBy: 'owner' })
  })

  test('that lacks something is not sent, and one on its way not changed', async () => {
    const { body } = await post('/api/campaigns', { name: 'Vide' })
    expect(await post(`/api/campaigns/${body.id}/schedule`)).toMatchObject({
      ...{ status: 422, body: { details: { lacks: ['to', 'template'] } } },
    })
    const moment = new Date(line.now.getTime() + hour).toISOString()
    const id = await campaign(await list([]), { when: { at: 'moment', moment } })
    await schedule(id)
    const { name, definition, revision } = await look(id)
    const change = { name, definition, revision }
    expect((await call('PUT', `/api/campaigns/${id}`, change)).status).toBe(409)
    await post(`/api/campaigns/${id}/unschedule`)
    expect((await call('PUT', `/api/campaigns/${id}`, change)).status).toBe(200)
    expect((await call('DELETE', `/api/campaigns/${id}`)).status).toBe(204)
    expect((await call('GET', `/api/campaigns/${id}`)).status).toBe(404)
  })
})
