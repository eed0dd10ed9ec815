import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { httpServer } from '../../kernel/http.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { commandLine } from '../team/index.ts'
import {
  consentHooks,
  consenting,
  consentOf,
  consentRoutes,
  decide,
  type Links,
  mayContact,
  noMessage,
  openLinks,
  publishWording,
} from './index.ts'

let db: Db
let inWork: InWork
let now: Date
let line: ReturnType<typeof wovenLine>
let links: Links
let http: Awaited<ReturnType<typeof httpServer>>
let people = 0

beforeAll(async () => {
  now = new Date('2026-11-20T08:00:00Z')
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, { hooks: consentHooks() })
  links = await openLinks(db, now)
  const log = pino({ level: 'silent' })
  const checkAccess = async (request: { actor: unknown }) => {
    request.actor = commandLine
  }
  http = await httpServer({ title: 'Consent', log, checkAccess })
  http.decorateRequest('actor')
  await http.register(consentRoutes, { db, inWork, links, brandName: 'Maison Garance' })
  for (const language of ['fr', 'en'] as const) {
    for (const channel of ['email', 'sms'] as const) {
      const text = `Marketing ${channel} ${language} <b>`
      const wording = { purpose: 'marketing' as const, channel, version: 'v1', language, text }
      await inWork((work) => publishWording(work, wording))
    }
  }
})
afterAll(async () => {
  await http.close()
  await db.destroy()
})
beforeEach(() => {
  now = new Date('2026-11-21T10:00:00Z')
})

const someone = (traits: Record<string, unknown> = {}) =>
  line.customer(`user-${++people}`, { email: `p${people}@example.fr`, language: 'fr', ...traits })

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

const yes = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }
const given = (properties: Record<string, unknown> = {}, more: object = {}) =>
  line.send({
    name: 'Consent Given',
    userId: `user-${people}`,
    properties: { ...yes, ...properties },
    ...more,
  })
const withdrawn = (properties: Record<string, unknown>, more: object = {}) =>
  line.send({ name: 'Consent Withdrawn', userId: `user-${people}`, properties, ...more })

const mayMail = async (customerId: string) =>
  (
    await mayContact(db, { customerIds: [customerId], purpose: 'marketing', channel: 'email', now })
  ).get(customerId)

const consentsOver = async (customerId: string) =>
  (await http.inject(`/api/customers/${customerId}/consents`)).json()

describe('the ledger', () => {
  test('who was never asked has not said yes', async () => {
    const id = await someone()
    expect(await mayMail(id)).toMatchObject({ allowed: false, reason: 'consent-unknown' })
  })

  test('a yes is kept with the words, the place and the time, and allows that channel only', async () => {
    const id = await someone()
    await given({ form: 'footer' }, { context: { ip: '203.0.113.9', userAgent: 'Firefox' } })

    expect(await mayMail(id)).toMatchObject({ allowed: true, ground: 'consent', reason: null })
    const sms = { customerIds: [id], purpose: 'marketing', channel: 'sms', now } as const
    expect((await mayContact(db, sms)).get(id)?.allowed).toBe(false)
    const { history } = await consentsOver(id)
    expect(history).toMatchObject([
      {
        decision: 'given',
        at: '2026-11-21T10:00:00.000Z',
        form: 'footer',
        ip: '203.0.113.9',
        userAgent: 'Firefox',
        sourceKind: 'web',
        identifier: `p${people}@example.fr`,
        languageFrom: 'stated',
        wording: { version: 'v1', language: 'fr', text: 'Marketing email fr <b>' },
      },
    ])
    expect(history[0].wording.textHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a yes to words that nobody published is no consent, and is seen on the timeline', async () => {
    const id = await someone()
    await given({ wording: 'v9' })
    expect(await mayMail(id)).toMatchObject({ allowed: false, reason: 'consent-unknown' })
    const refused = (await line.facts('Consent Refused')).filter((fact) => fact.customer_id === id)
    expect(refused).toMatchObject([{ properties: { reason: 'unknown-wording', wording: 'v9' } }])
  })

  test.each([
    ['no words', { wording: undefined }, 'unknown-wording'],
    ['an unknown purpose', { purpose: 'world-peace' }, 'unknown-purpose'],
    ['an unknown channel', { channel: 'pigeon' }, 'unknown-channel'],
    ['a purpose that the channel has not', { channel: 'web' }, 'purpose-not-on-channel'],
    ['a purpose that rests on no consent', { purpose: 'service' }, 'purpose-not-on-channel'],
    ['no channel', { channel: undefined }, 'unknown-channel'],
  ])('a yes with %s is refused', async (_, properties, reason) => {
    const id = await someone()
    await given(properties)
    expect((await mayMail(id))?.allowed).toBe(false)
    const refused = (await line.facts('Consent Refused')).filter((fact) => fact.customer_id === id)
    expect(refused).toMatchObject([{ properties: { reason } }])
  })

  test('a no needs no words, and one without a channel means every channel', async () => {
    const id = await someone()
    await given()
    await given({ channel: 'sms' })
    later(1)
    await withdrawn({ purpose: 'marketing' })
    expect((await consentOf(db, [id])).get(id)).toMatchObject({
      'marketing/email': 'withdrawn',
      'marketing/sms': 'withdrawn',
      'marketing/push': 'withdrawn',
    })
  })

  test('the latest by the time it was said wins, whatever arrives last', async () => {
    const id = await someone()
    later(10)
    await withdrawn({ purpose: 'marketing', channel: 'email' })
    await given({}, { at: now.getTime() - 5 * 60_000 })
    expect(await mayMail(id)).toMatchObject({ reason: 'consent-withdrawn' })
    later(1)
    await given()
    expect((await mayMail(id))?.allowed).toBe(true)
  })

  test('a yes and a no of the same instant are a no', async () => {
    const id = await someone()
    await line.put({ name: 'Consent Withdrawn', userId: `user-${people}`, properties: yes })
    await line.put({ name: 'Consent Given', userId: `user-${people}`, properties: yes })
    await line.rest()
    expect(await mayMail(id)).toMatchObject({ reason: 'consent-withdrawn' })
  })

  test('a yes dated in the future by a wrong clock does not outlive a later no', async () => {
    const id = await someone()
    await given({}, { at: now.getTime() + 30 * 24 * 3_600_000 })
    expect((await mayMail(id))?.allowed).toBe(true)
    later(1)
    await withdrawn({ purpose: 'marketing', channel: 'email' })
    expect((await mayMail(id))?.allowed).toBe(false)
  })

  test('an order may be confirmed without any consent', async () => {
    const id = await someone()
    const service = { customerIds: [id], purpose: 'service', channel: 'email', now } as const
    expect((await mayContact(db, service)).get(id)).toMatchObject({
      allowed: true,
      ground: 'contract',
    })
  })

  test('gives the people who said yes as a query', async () => {
    const id = await someone()
    await given()
    const ids = (await consenting(db, 'marketing', 'email').execute()).map((row) => row.customer_id)
    expect(ids).toContain(id)
  })
})

describe('when two customers prove to be one', () => {
  /** A visitor known by a device, and a customer known by an id, who then signs in on the device. */
  const visitorAndCustomer = async () => {
    const anonymousId = `device-${++people}`
    await line.send({ anonymousId })
    later(1)
    const customer = await line.customer(`user-${people}`, { language: 'fr' })
    const signIn = () =>
      line.send({ type: 'identify', name: 'Identified', userId: `user-${people}`, anonymousId })
    return { anonymousId, customer, signIn }
  }
  const whoIs = async (id: string) =>
    (
      await db
        .selectFrom('customers.customer')
        .select('final_id')
        .where('customer_id', '=', id)
        .executeTakeFirstOrThrow()
    ).final_id

  test('an earlier no survives, until a later yes', async () => {
    const { anonymousId, customer, signIn } = await visitorAndCustomer()
    await given()
    later(1)
    await line.send({
      name: 'Consent Withdrawn',
      anonymousId,
      properties: { purpose: 'marketing' },
    })
    later(1)
    await signIn()
    const person = await whoIs(customer)
    expect(await mayMail(person)).toMatchObject({ reason: 'consent-withdrawn' })
    expect((await consentsOver(customer)).history).toHaveLength(4)
    later(1)
    await given()
    expect((await mayMail(person))?.allowed).toBe(true)
  })

  test('a no said on our page while the merge was under way is not lost', async () => {
    const { customer, signIn, anonymousId } = await visitorAndCustomer()
    await given()
    const visitor = await db
      .selectFrom('customers.identity')
      .select('customer_id')
      .where('value', '=', anonymousId)
      .executeTakeFirstOrThrow()
    later(1)
    await signIn()
    const person = await whoIs(customer)
    const absorbed = person === customer ? visitor.customer_id : customer
    // What a page that looked the customer up just before the merge writes just after it.
    await db
      .insertInto('consent.standing')
      .values({
        customer_id: absorbed,
        purpose: 'marketing',
        channel: 'email',
        decision: 'withdrawn',
        at: now,
        decision_id: noMessage,
      })
      .execute()
    await line.send({
      type: 'fact',
      name: 'Consent Withdrawn',
      customerId: absorbed,
      properties: { ...yes, customerId: absorbed },
    })
    expect(await mayMail(person)).toMatchObject({ reason: 'consent-withdrawn' })
  })
})

describe('the preference page', () => {
  const linkOf = (customerId: string) =>
    `/p/${links.sign('p', { customerId, messageId: noMessage, about: '' })}`
  const post = (url: string, fields: [string, string][]) =>
    http.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  const wordingsOn = (page: string) =>
    [...page.matchAll(/name="seen" value="([^"]+)"/g)].map(([, id]) => id ?? '')

  test('speaks the customer’s language or the one asked for, and shows the words', async () => {
    const id = await someone()
    const french = await http.inject(linkOf(id))
    expect(french.statusCode).toBe(200)
    expect(french.body).toContain('<html lang="fr">')
    expect(french.body).toContain('Marketing email fr &lt;b&gt;')
    expect(french.headers['referrer-policy']).toBe('no-referrer')
    expect((await http.inject(`${linkOf(id)}?lang=en`)).body).toContain('Your preferences')
  })

  test('is shown to the team as the customer sees it, with no link to decide in their name', async () => {
    const id = await someone()
    const preview = async (query = '') =>
      (await http.inject(`/api/customers/${id}/preferences/preview${query}`)).json()
    const { language, html } = await preview()
    expect(language).toBe('fr')
    expect(html).toContain('Marketing email fr &lt;b&gt;')
    expect(html).toMatch(/action="\/p\/"/)
    expect((await preview('?language=en')).html).toContain('Your preferences')
  })

  test('looking changes nothing; saving enters what changed, with proof', async () => {
    const id = await someone()
    const page = await http.inject(linkOf(id))
    const [email = '', sms = ''] = wordingsOn(page.body)
    expect((await consentsOver(id)).history).toEqual([])

    const saved = await post(linkOf(id), [
      ['language', 'fr'],
      ['seen', email],
      ['seen', sms],
      ['yes', email],
      ['action', 'save'],
    ])
    expect(saved.statusCode).toBe(303)
    expect((await mayMail(id))?.allowed).toBe(true)
    const { history } = await consentsOver(id)
    expect(history).toMatchObject([
      {
        decision: 'given',
        channel: 'email',
        sourceKind: 'preference-page',
        wording: { version: 'v1' },
      },
    ])
    const again = await http.inject(String(saved.headers.location))
    expect(again.body).toContain('Vos choix sont enregistrés')
    expect(again.body.match(/ checked/g)).toHaveLength(1)
    await line.rest()
    expect((await line.facts('Consent Given')).at(-1)).toMatchObject({ customer_id: id })
    expect((await consentsOver(id)).history).toHaveLength(1)
  })

  test('refusing all takes one click', async () => {
    const id = await someone()
    await given()
    later(1)
    const seen = wordingsOn((await http.inject(linkOf(id))).body)
    await post(linkOf(id), [
      ...seen.map((wording): [string, string] => ['seen', wording]),
      ['language', 'fr'],
      ['action', 'refuse-all'],
    ])
    expect((await consentOf(db, [id])).get(id)).toEqual({
      'marketing/email': 'withdrawn',
      'marketing/sms': 'withdrawn',
    })
  })

  test('a link that was changed, cut or signed for another use opens nothing', async () => {
    const id = await someone()
    const about = { customerId: id, messageId: noMessage, about: 'marketing/email' }
    const other = links.sign('u', about)
    const changed = linkOf(id).replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'))
    for (const url of [changed.replace(/^(.{20})./, '$1_'), '/p/abc', `/p/${other}`, '/u/xyz']) {
      const answer = await http.inject(url)
      expect([url, answer.statusCode]).toEqual([url, 404])
      expect(answer.body).toContain('Ce lien ne fonctionne pas')
    }
  })

  test('the secret of the links is made once, whoever comes first', async () => {
    const [one, other] = await Promise.all([openLinks(db, now), openLinks(db, now)])
    const to = { customerId: noMessage, messageId: noMessage, about: 'x' }
    expect(other.read('c', one.sign('c', to))).toEqual(to)
    expect(links.read('c', other.sign('c', to))).toEqual(to)
  })
})

describe('one-click unsubscribe', () => {
  const messageId = '0192f1a0-0000-7000-8000-000000000001'
  const linkOf = (customerId: string) =>
    `/u/${links.sign('u', { customerId, messageId, about: 'marketing/email' })}`
  const form = 'application/x-www-form-urlencoded'
  const post = (url: string, payload: string, type = form) =>
    http.inject({ method: 'POST', url, headers: { 'content-type': type }, payload })

  test('the bare POST of RFC 8058 works, for that purpose and channel only', async () => {
    const id = await someone()
    await given()
    await given({ channel: 'sms' })
    later(1)
    expect((await post(linkOf(id), 'List-Unsubscribe=One-Click')).statusCode).toBe(200)
    expect((await consentOf(db, [id])).get(id)).toEqual({
      'marketing/email': 'withdrawn',
      'marketing/sms': 'given',
    })
    await line.rest()
    expect((await line.facts('Consent Withdrawn')).at(-1)).toMatchObject({
      customer_id: id,
      properties: { messageId, source: 'one-click', purpose: 'marketing', channel: 'email' },
    })
  })

  test('so does the multipart form', async () => {
    const id = await someone()
    await given()
    later(1)
    const body =
      '--xyz\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--xyz--\r\n'
    expect((await post(linkOf(id), body, 'multipart/form-data; boundary=xyz')).statusCode).toBe(200)
    expect((await mayMail(id))?.allowed).toBe(false)
  })

  test('looking at the link, or posting anything else, changes nothing', async () => {
    const id = await someone()
    await given()
    later(1)
    const page = await http.inject(linkOf(id))
    expect(page.body).toContain('Me désabonner')
    expect((await post(linkOf(id), 'sub=0')).statusCode).toBe(404)
    await http.inject({ method: 'HEAD', url: linkOf(id) })
    expect((await mayMail(id))?.allowed).toBe(true)
  })
})

describe('the team', () => {
  test('enters what a customer said in the shop, with the words and who took it down', async () => {
    const id = await someone()
    const body = {
      purpose: 'marketing',
      channel: 'email',
      decision: 'given',
      wording: 'v1',
      language: 'fr',
    }
    const answer = await http.inject({ method: 'POST', url: `/api/customers/${id}/consents`, body })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().standings).toContainEqual(
      expect.objectContaining({ purpose: 'marketing', channel: 'email', state: 'given' }),
    )
    expect(answer.json().history[0].operator).toBe('command-line:shell')
    const unproved = { method: 'POST', url: `/api/customers/${id}/consents` } as const
    const refused = await http.inject({ ...unproved, body: { ...body, wording: 'v7' } })
    expect(refused.json().code).toBe('consent/unknown-wording')
  })

  test('publishes words once: the same again is the same, other words need a version', async () => {
    const publish = (text: string) => {
      const body = { purpose: 'analytics', channel: 'web', version: 'a1', language: 'en', text }
      return http.inject({ method: 'POST', url: '/api/consent/wordings', body })
    }
    const first = await publish('I agree to be measured.')
    expect(first.statusCode).toBe(201)
    expect((await publish('I agree to be measured.')).json().id).toBe(first.json().id)
    expect((await publish('I agree to everything.')).json().code).toBe('consent/wording-exists')
  })

  test('decides for several people in one go', async () => {
    const ids = [await someone(), await someone()]
    await inWork((work) =>
      decide(
        work,
        ids.map((customerId) => ({
          customerId,
          purpose: 'marketing' as const,
          channel: 'email' as const,
          decision: 'withdrawn' as const,
          sourceKind: 'team' as const,
        })),
      ),
    )
    const standing = await consentOf(db, ids)
    expect(ids.map((id) => standing.get(id)?.['marketing/email'])).toEqual([
      'withdrawn',
      'withdrawn',
    ])
  })
})
