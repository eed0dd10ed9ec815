import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { installTemplates, planMessage } from '../messages/index.ts'
import type { ConsentRules } from './contract.ts'
import { type Asking, mayContact, publishWording } from './index.ts'

let line: Line
let server: Awaited<ReturnType<Line['source']>>
let officer: { authorization: string }
let people = 0

beforeAll(async () => {
  line = await startLine()
  server = await line.source('server')
  officer = await line.as('data_officer')
  for (const channel of ['email', 'sms'] as const) {
    await line.inWork((work) =>
      publishWording(work, {
        ...{ purpose: 'marketing', channel, version: 'v1', language: 'fr' },
        text: 'Je veux recevoir les nouvelles.',
      }),
    )
  }
  await line.inWork((work) =>
    publishWording(work, {
      ...{ purpose: 'analytics', channel: 'web', version: 'v1', language: 'fr' },
      text: 'Mesurer mes visites, oui.',
    }),
  )
})
afterAll(() => line.stop())
beforeEach(async () => {
  // A Wednesday at eleven in Paris.
  line.now = new Date('2026-11-18T10:00:00Z')
  await rules({})
})

const none: ConsentRules = {
  softOptIn: { channels: [], offeredSince: null },
  doubleOptIn: { channels: [], withinDays: 7 },
}
const rules = async (changed: Partial<ConsentRules>) => {
  const answer = await api('PUT', '/api/consent/rules', { ...none, ...changed })
  expect(answer.statusCode).toBe(200)
}
const api = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  line.app.http.inject({ method, url, headers: officer, ...(payload && { payload }) })

async function someone(traits: Record<string, unknown> = {}) {
  const userId = `p-${++people}`
  const email = `${userId}@example.fr`
  const told = { email, phone: `+336555${String(10000 + people)}`, language: 'fr', ...traits }
  await send(userId, { type: 'identify', traits: told })
  const found = await api('GET', `/api/customers/by/email/${email}`)
  return { userId, email, id: found.json().id as string }
}
const send = async (userId: string, event: object) => {
  await line.send(server, [{ userId, timestamp: line.now.toISOString(), ...event }])
  await line.settle()
}
const track = (userId: string, event: string, properties: object) =>
  send(userId, { type: 'track', event, properties })
const yes = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }

const may = async (
  id: string,
  purpose: Asking = 'marketing',
  channel: 'email' | 'sms' | 'web' = 'email',
) => (await mayContact(line.db, { customerIds: [id], purpose, channel, now: line.now })).get(id)

const days = (n: number) => {
  line.now = new Date(line.now.getTime() + n * 86_400_000)
}

describe('writing to who bought', () => {
  const offered = { softOptIn: { channels: ['email' as const], offeredSince: '2026-01-01' } }

  test('needs an order; an account alone is not enough, and the brand must say so', async () => {
    const { id, userId } = await someone()
    await track(userId, 'Order Completed', { order_id: `so-${people}`, total: 20 })
    expect(await may(id)).toMatchObject({ allowed: false, reason: 'consent-unknown' })
    await rules(offered)
    expect(await may(id)).toMatchObject({ allowed: true, ground: 'soft-opt-in' })
    expect((await may(id))?.orderEventId).toMatch(/^[0-9a-f-]{36}$/)
    expect(await may(id, 'marketing', 'sms')).toMatchObject({ reason: 'consent-unknown' })
    const other = await someone()
    expect(await may(other.id)).toMatchObject({ allowed: false, reason: 'consent-unknown' })
  })

  test('ends with a no, with three years of silence, and does not begin before the refusal was offered', async () => {
    await rules(offered)
    const { id, userId } = await someone()
    await track(userId, 'Order Completed', { order_id: `so-${people}`, total: 20 })
    await rules({ softOptIn: { channels: ['email'], offeredSince: '2026-11-19' } })
    expect((await may(id))?.allowed).toBe(false)
    await rules(offered)
    days(3 * 366)
    expect((await may(id))?.allowed).toBe(false)
    days(-3 * 366)
    expect((await may(id))?.allowed).toBe(true)
    await track(userId, 'Consent Withdrawn', { purpose: 'marketing', channel: 'email' })
    expect(await may(id)).toMatchObject({ allowed: false, reason: 'consent-withdrawn' })
  })

  test('is kept with the message: the ground and the order', async () => {
    await rules(offered)
    const { id, userId } = await someone({ firstName: 'Ada' })
    await track(userId, 'Order Completed', { order_id: `so-${people}`, total: 20 })
    const { abandonedCart: templateId } = await installTemplates(line.inWork)
    const event = {
      products: [{ name: 'Tasse', price: 12, quantity: 1 }],
      cart_url: 'https://x.fr',
    }
    await line.inWork((work) =>
      planMessage(work, { customerId: id, key: 'once', templateId, event }),
    )
    await line.settle()
    const message = await line.db
      .selectFrom('messages.message')
      .select(['state', 'ground', 'order_event_id'])
      .where('customer_id', '=', id)
      .executeTakeFirst()
    expect(message).toMatchObject({ state: 'handed_over', ground: 'soft-opt-in' })
    expect(message?.order_event_id).toBe((await may(id))?.orderEventId)
  }, 60_000)
})

describe('somebody under fifteen', () => {
  test('does not consent alone, nor by a purchase; with a parent they do, until they are of age', async () => {
    await rules({ softOptIn: { channels: ['email'], offeredSince: '2026-01-01' } })
    const { id, userId } = await someone({ birthday: '2012-11-19' })
    await track(userId, 'Order Completed', { order_id: `mi-${people}`, total: 20 })
    expect(await may(id)).toMatchObject({ allowed: false, reason: 'minor' })
    await track(userId, 'Consent Given', yes)
    expect(await may(id)).toMatchObject({ allowed: false, reason: 'minor' })
    expect((await may(id, 'service'))?.allowed).toBe(true)
    line.now = new Date(line.now.getTime() + 60_000)
    await track(userId, 'Consent Given', { ...yes, parent: 'Claire Martin' })
    expect(await may(id)).toMatchObject({ allowed: true, ground: 'consent' })
    const { history } = (await api('GET', `/api/customers/${id}/consents`)).json()
    expect(history[0]).toMatchObject({ parent: 'Claire Martin' })

    const alone = await someone({ birthday: '19/11/2012' })
    await track(alone.userId, 'Consent Given', yes)
    expect((await may(alone.id))?.reason).toBe('minor')
    days(366)
    expect((await may(alone.id))?.allowed).toBe(true)
  })
})

describe('a yes with an end', () => {
  test('to being measured holds thirteen months, then it must be asked for again', async () => {
    const { id, userId } = await someone()
    await track(userId, 'Consent Given', { ...yes, purpose: 'analytics', channel: 'web' })
    expect((await may(id, 'analytics', 'web'))?.allowed).toBe(true)
    days(390)
    expect((await may(id, 'analytics', 'web'))?.allowed).toBe(true)
    days(10)
    expect(await may(id, 'analytics', 'web')).toMatchObject({ reason: 'consent-expired' })
    const { standings } = (await api('GET', `/api/customers/${id}/consents`)).json()
    const one = standings.find((row: { purpose: string }) => row.purpose === 'analytics')
    expect(one.state).toBe('expired')
  })

  test('that is brought in must say where it was asked', async () => {
    const { id, userId } = await someone()
    const old = { type: 'track', event: 'Consent Given', timestamp: '2024-05-02T10:00:00Z' }
    const bring = async (properties: object) => {
      const { putInInbox, readEvent } = await import('../thread/index.ts')
      await line.inWork(async (work) => {
        const arrival = { sourceId: server.id, kind: 'import' as const, historical: true as const }
        const raw = { ...old, userId, messageId: work.newId(), properties }
        const { newId } = work
        const event = readEvent(raw, undefined, { ...arrival, receivedAt: +work.now, newId })
        if (!('reason' in event)) await putInInbox(work, [event])
      })
      await line.settle()
    }
    await bring(yes)
    expect((await may(id))?.reason).toBe('consent-unknown')
    await bring({ ...yes, form: 'card at the till 2024', proof: 'box 12' })
    expect((await may(id))?.allowed).toBe(true)
  })
})

describe('double opt-in', () => {
  const confirmed = { doubleOptIn: { channels: ['email' as const], withinDays: 7 } }
  const linkIn = async (email: string) => {
    const { mails } = (await api('GET', `/api/mails?search=${email}`)).json()
    expect(mails).toHaveLength(1)
    const mail = (await api('GET', `/api/mails/${mails[0].id}`)).json()
    const tracked = /https?:\/\/[^\s"]+\/c\/([\w-]+)/.exec(mail.html)?.[1] ?? ''
    const direct = /\/d\/([\w-]+)/.exec(mail.html)?.[1]
    if (direct) return `/d/${direct}`
    const { headers } = await line.app.http.inject(`/c/${tracked}`)
    return new URL(String(headers.location)).pathname
  }

  test('writes once, and waits for the address; looking confirms nothing; both times are kept', async () => {
    await rules(confirmed)
    const { id, userId, email } = await someone()
    await track(userId, 'Consent Given', { ...yes, form: 'footer' })
    expect(await may(id)).toMatchObject({ allowed: false, reason: 'consent-pending' })
    expect(await may(id, 'confirmation')).toMatchObject({ allowed: true, ground: 'confirmation' })
    const path = await linkIn(email)
    days(2)
    const page = await line.app.http.inject(path)
    expect(page.body).toContain('Je veux recevoir les nouvelles.')
    expect((await may(id))?.reason).toBe('consent-pending')
    expect((await line.app.http.inject({ method: 'POST', url: path })).statusCode).toBe(200)
    await line.settle()
    expect(await may(id)).toMatchObject({ allowed: true, ground: 'consent' })
    expect((await may(id, 'confirmation'))?.reason).toBe('nothing-to-confirm')
    const { history } = (await api('GET', `/api/customers/${id}/consents`)).json()
    expect(history).toMatchObject([
      {
        ...{ decision: 'given', sourceKind: 'confirmation', form: 'footer' },
        ...{ at: '2026-11-20T10:00:00.000Z', askedAt: '2026-11-18T10:00:00.000Z' },
        wording: { version: 'v1' },
      },
      { decision: 'pending', at: '2026-11-18T10:00:00.000Z' },
    ])
  }, 60_000)

  test('comes to nothing when it is late or when a no came between', async () => {
    await rules(confirmed)
    const one = await someone()
    await track(one.userId, 'Consent Given', yes)
    const path = await linkIn(one.email)
    days(8)
    await line.app.http.inject({ method: 'POST', url: path })
    expect(await may(one.id)).toMatchObject({ allowed: false, reason: 'consent-expired' })
    days(-8)
    await track(one.userId, 'Consent Withdrawn', { purpose: 'marketing', channel: 'email' })
    await line.app.http.inject({ method: 'POST', url: path })
    expect(await may(one.id)).toMatchObject({ allowed: false, reason: 'consent-withdrawn' })
  })

  test('takes nothing from who agreed before it was asked for', async () => {
    const { id, userId } = await someone()
    await track(userId, 'Consent Given', yes)
    await rules(confirmed)
    days(1)
    await track(userId, 'Consent Given', yes)
    expect((await may(id))?.allowed).toBe(true)
  })
})

test('a business text message waits for the hours of the country, and the answer says until when', async () => {
  const { id, userId } = await someone()
  await track(userId, 'Consent Given', { ...yes, channel: 'sms' })
  expect((await may(id, 'marketing', 'sms'))?.allowed).toBe(true)
  line.now = new Date('2026-11-21T21:30:00Z')
  const answer = await may(id, 'marketing', 'sms')
  expect(answer).toMatchObject({ allowed: false, reason: 'outside-hours' })
  expect(answer?.notBefore?.toISOString()).toBe('2026-11-23T07:00:00.000Z')
})
