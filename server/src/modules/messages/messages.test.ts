import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { type MailWorld, mailWorld } from '../../../test/mail-world.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { httpServer } from '../../kernel/http.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import {
  consentHooks,
  consentRoutes,
  type Links,
  openLinks,
  publishWording,
} from '../consent/index.ts'
import { commandLine } from '../team/index.ts'
import {
  installTemplates,
  messagesConsumers,
  messagesRoutes,
  nextMessageAt,
  openMessages,
  planMessage,
} from './index.ts'

const baseUrl = 'http://filrouge.example'

let db: Db
let inWork: InWork
let now: Date
let line: ReturnType<typeof wovenLine>
let links: Links
let outside: MailWorld
let messages: Awaited<ReturnType<typeof openMessages>>
let http: Awaited<ReturnType<typeof httpServer>>
let cart: string
let people = 0

beforeAll(async () => {
  now = new Date('2026-11-20T08:00:00Z')
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, { hooks: consentHooks(), consumers: messagesConsumers() })
  links = await openLinks(db, now)
  outside = await mailWorld()
  const config = {
    baseUrl,
    smtpUrl: outside.url,
    mailFrom: '"Maison Garance" <bonjour@garance.example>',
    dkim: undefined,
  }
  messages = await openMessages({ db, inWork, links, demo: false, config })
  const log = pino({ level: 'silent' })
  const checkAccess = async (request: { actor: unknown }) => {
    request.actor = commandLine
  }
  http = await httpServer({ title: 'Messages', log, checkAccess })
  http.decorateRequest('actor')
  await http.register(consentRoutes, { db, inWork, links, brandName: 'Maison Garance' })
  await http.register(messagesRoutes, messages.routes)
  for (const purpose of ['marketing', 'email_open_tracking'] as const) {
    const text = `I agree to ${purpose}.`
    const wording = { purpose, channel: 'email', version: 'v1', language: 'fr', text } as const
    await inWork((work) => publishWording(work, wording))
  }
  cart = (await installTemplates(inWork)).abandonedCart
})
afterAll(async () => {
  await messages.close()
  await http.close()
  await outside.close()
  await db.destroy()
})
beforeEach(() => {
  now = new Date('2026-11-21T10:00:00Z')
  outside.mails = []
  outside.raw = []
  outside.answer = undefined
})

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

/** Somebody with an address, who agreed to marketing, in French unless said otherwise. */
async function reader(traits: Record<string, unknown> = {}, purposes = ['marketing']) {
  const userId = `reader-${++people}`
  const email = `r${people}@example.fr`
  const id = await line.customer(userId, { email, firstName: 'Zoé', language: 'fr', ...traits })
  for (const purpose of purposes) {
    const properties = { purpose, channel: 'email', wording: 'v1', language: 'fr' }
    await line.send({ name: 'Consent Given', userId, properties })
  }
  return { id, userId, email }
}

const products = [
  {
    name: 'Crème <riche> & douce',
    price: 24.9,
    quantity: 2,
    image_url: 'https://img.example/1.jpg',
  },
  { name: 'Savon', price: '6.50' },
]

const plan = (customerId: string, more: object = {}) =>
  inWork((work) =>
    planMessage(work, {
      customerId,
      key: `cart-${people}`,
      templateId: cart,
      event: { cart_url: 'https://shop.example/panier?c=1', products },
      origin: { kind: 'journey', id: cart, runId: customerId, step: 'mail' },
      ...more,
    }),
  )

const send = async () => {
  for (const loop of messages.loops) while (await loop.run());
  await line.rest()
}

const rowOf = async (customerId: string) =>
  (await http.inject(`/api/messages?customerId=${customerId}`)).json().messages[0]

const factsOf = async (customerId: string) =>
  (await line.facts()).filter((fact) => fact.customer_id === customerId).map(({ name }) => name)

const hrefs = (html = '') => [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url ?? '')

const clickOn = (url: string, headers: Record<string, string> = { 'user-agent': firefox }) =>
  http.inject({ method: 'GET', url: url.replace(baseUrl, ''), headers })

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe('a mail of a cart', () => {
  test('is written in the customer’s language, with the lines, the total and the way back', async () => {
    const { id, email } = await reader()
    await plan(id)
    await send()

    expect(outside.mails).toHaveLength(1)
    const [mail] = outside.mails
    expect(mail?.to).toMatchObject([{ address: email }])
    expect(mail?.subject).toBe('Zoé, votre panier vous attend')
    expect(mail?.html).toContain('lang="fr"')
    expect(mail?.html).toContain('Crème &lt;riche&gt; &amp; douce')
    expect(mail?.html?.replace(/\s/g, ' ')).toContain('49,80 €')
    expect(mail?.html?.replace(/\s/g, ' ')).toContain('56,30 €')
    expect(mail?.html).toContain('src="https://img.example/1.jpg"')
    expect(mail?.text).toContain('Crème <riche> & douce')
    expect(mail?.text?.replace(/\s/g, ' ')).toContain('Total 56,30 €')
    expect(mail?.text).toMatch(/Reprendre mon panier <http:\/\/filrouge.example\/c\/[\w-]+>/)
    expect(await rowOf(id)).toMatchObject({
      state: 'handed_over',
      ground: 'consent',
      language: 'fr',
      address: email,
      originKind: 'journey',
      step: 'mail',
    })
    expect(await factsOf(id)).toContain('Email Sent')
  })

  test('leaves on the thread that it was sent and not what it said, so that a long history stays light', async () => {
    const { id } = await reader()
    await plan(id)
    await send()
    const told = (await line.facts('Email Sent')).find((fact) => fact.customer_id === id)
    expect(outside.mails[0]?.html?.length).toBeGreaterThan(5000)
    expect(JSON.stringify(told).length).toBeLessThan(2000)
    expect(JSON.stringify(told)).not.toContain('Crème')
  })

  test('speaks English to those who do', async () => {
    const { id } = await reader({ language: 'en', firstName: null })
    await plan(id)
    await send()
    expect(outside.mails[0]?.subject).toBe('Your basket is waiting')
    expect(outside.mails[0]?.html).toContain('€49.80')
  })

  test('planned twice under one key is sent once', async () => {
    const { id } = await reader()
    const first = await plan(id)
    const again = await plan(id)
    expect(again).toEqual({ messageId: first.messageId, planned: false })
    await send()
    await send()
    expect(outside.mails).toHaveLength(1)
  })

  test('waits for its hour', async () => {
    const { id } = await reader()
    const dueAt = new Date(now.getTime() + 60_000)
    await plan(id, { dueAt })
    await send()
    expect(outside.mails).toHaveLength(0)
    expect(await nextMessageAt(db)).toEqual(dueAt)
    later(1)
    await send()
    expect(await nextMessageAt(db)).not.toEqual(dueAt)
    expect(outside.mails).toHaveLength(1)
  })

  test('without a variable is held, not sent broken, and goes out once it is mended', async () => {
    const { id } = await reader()
    await plan(id, {
      event: { cart_url: 'https://shop.example/panier?c=1', products: [{ name: 'Savon' }] },
    })
    await send()
    expect(outside.mails).toHaveLength(0)
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'held', reason: 'missing-variable' })
    expect(row.detail.split(', ').sort()).toEqual(['line.amount', 'total'])
    expect(await factsOf(id)).toContain('Email Not Sent')

    const { contents } = (await http.inject(`/api/messages/templates/${cart}/versions`)).json()[0]
    const mended = structuredClone(contents)
    mended.fr.mjml = mended.fr.mjml.replaceAll(
      /\{\{ (line\.amount|total) \| money: 'EUR' \}\}/g,
      '',
    )
    const path = `/api/messages/templates/${cart}/versions`
    await http.inject({ method: 'POST', url: path, body: { name: 'Panier', contents: mended } })
    const release = { method: 'POST', url: `/api/messages/${id}/${row.id}/release` } as const
    expect((await http.inject(release)).statusCode).toBe(200)
    await send()
    expect(outside.mails).toHaveLength(1)
    expect((await http.inject(release)).json().code).toBe('messages/message-not-held')
    await http.inject({ method: 'POST', url: path, body: { name: 'Panier abandonné', contents } })
  })
})

describe('at the hand-over', () => {
  test('a consent taken back after the planning is heard', async () => {
    const { id, userId } = await reader()
    await plan(id)
    later(1)
    await line.send({ name: 'Consent Withdrawn', userId, properties: { purpose: 'marketing' } })
    await send()
    expect(outside.mails).toHaveLength(0)
    expect(await rowOf(id)).toMatchObject({ state: 'refused', reason: 'consent-withdrawn' })
  })

  test('who never agreed gets nothing, who has no address neither', async () => {
    const silent = await reader({}, [])
    await plan(silent.id)
    const homeless = await line.customer(`reader-${++people}`, { language: 'fr' })
    const properties = {
      purpose: 'marketing',
      channel: 'email',
      wording: 'v1',
      language: 'fr',
    }
    await line.send({ name: 'Consent Given', userId: `reader-${people}`, properties })
    await plan(homeless)
    await send()
    expect(outside.mails).toHaveLength(0)
    expect(await rowOf(silent.id)).toMatchObject({ state: 'refused', reason: 'consent-unknown' })
    expect(await rowOf(homeless)).toMatchObject({ state: 'refused', reason: 'no-address' })
  })

  test('the cap is kept in the person’s own days, also when all are due at once', async () => {
    await http.inject({
      method: 'PUT',
      url: '/api/messages/frequency-cap',
      body: { messages: 2, days: 1 },
    })
    const { id } = await reader({ timeZone: 'Europe/Paris' })
    for (const key of ['a', 'b', 'c']) await plan(id, { key })
    await send()
    expect(outside.mails).toHaveLength(2)
    expect(
      (await http.inject(`/api/messages?customerId=${id}&state=refused`)).json().messages,
    ).toMatchObject([{ reason: 'frequency-cap' }])
    now = new Date('2026-11-21T22:30:00Z') // still the 21st in UTC, the 22nd in Paris (23:30 is CET+1)
    await plan(id, { key: 'd' })
    await send()
    expect(outside.mails).toHaveLength(2)
    now = new Date('2026-11-21T23:05:00Z') // five past midnight in Paris
    await plan(id, { key: 'e' })
    await send()
    expect(outside.mails).toHaveLength(3)
    await http.inject({
      method: 'PUT',
      url: '/api/messages/frequency-cap',
      body: { messages: 4, days: 7 },
    })
  })
})

describe('when the mail server', () => {
  test('refuses the address, it bounces and is not tried again, for anybody', async () => {
    const { id, email } = await reader()
    outside.answer = { to: new RegExp(email), code: 550, text: '5.1.1 no such user' }
    await plan(id)
    await send()
    expect(await rowOf(id)).toMatchObject({ state: 'bounced', reason: 'address-refused' })
    expect(await factsOf(id)).toContain('Email Bounced')
    outside.answer = undefined
    await plan(id, { key: 'another' })
    await send()
    expect(outside.mails).toHaveLength(0)
    expect(await rowOf(id)).toMatchObject({ state: 'refused', reason: 'suppressed' })
  })

  test('refuses the message, it failed and the address stays good', async () => {
    const { id } = await reader()
    outside.answer = { code: 554, text: '5.7.1 looks like spam' }
    await plan(id)
    await send()
    expect(await rowOf(id)).toMatchObject({ state: 'failed', reason: 'message-refused' })
    outside.answer = undefined
    await plan(id, { key: 'another' })
    await send()
    expect(outside.mails).toHaveLength(1)
  })

  test('says later, it is tried later', async () => {
    const { id } = await reader()
    outside.answer = { code: 451, text: '4.7.1 greylisted' }
    await plan(id)
    await send()
    expect(await rowOf(id)).toMatchObject({
      state: 'planned',
      reason: 'provider-unreachable',
      tries: 1,
    })
    outside.answer = undefined
    await send()
    expect(outside.mails).toHaveLength(0)
    later(1)
    await send()
    expect(outside.mails).toHaveLength(1)
    expect(await rowOf(id)).toMatchObject({ state: 'handed_over', reason: null, tries: 2 })
  })
})

describe('what comes back', () => {
  const sent = async (purposes?: string[]) => {
    const person = await reader({}, purposes)
    await plan(person.id)
    await send()
    const mail = outside.mails.at(-1)
    return { ...person, html: mail?.html ?? '', mail }
  }

  test('a click leads where the mail said and lies on the thread', async () => {
    const { id, html } = await sent()
    const tracked = hrefs(html).filter((url) => url.startsWith(`${baseUrl}/c/`))
    const answer = await clickOn(tracked.at(-1) ?? '')
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe(`https://shop.example/panier?c=1`)
    await line.rest()
    const click = (await line.facts('Email Link Clicked')).at(-1)
    expect(click).toMatchObject({
      customer_id: id,
      properties: { url: `https://shop.example/panier?c=1`, journeyId: cart, step: 'mail' },
    })
    expect(click?.properties).not.toHaveProperty('bot')
    expect((await rowOf(id)).firstClickedAt).toBe(now.toISOString())
  })

  test('a click by a scanner is told as such, and is no reading', async () => {
    const { id, html } = await sent()
    const [url = ''] = hrefs(html).filter((one) => one.startsWith(`${baseUrl}/c/`))
    await clickOn(url, { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' })
    await clickOn(url, { 'user-agent': firefox, 'sec-purpose': 'prefetch' })
    await line.rest()
    const clicks = (await line.facts('Email Link Clicked')).filter(
      (fact) => fact.customer_id === id,
    )
    expect(clicks.map(({ properties }) => properties.bot)).toEqual([true, true])
    expect((await rowOf(id)).firstClickedAt).toBeNull()
  })

  test('nobody is led to an address that we did not mail', async () => {
    const { html } = await sent()
    const [url = ''] = hrefs(html).filter((one) => one.startsWith(`${baseUrl}/c/`))
    const token = Buffer.from(url.replace(`${baseUrl}/c/`, ''), 'base64url')
    const forged = Buffer.concat([token.subarray(0, 48), Buffer.from('https://evil.example')])
    expect((await clickOn(`/c/${forged.toString('base64url')}`)).statusCode).toBe(404)
  })

  test('one click unsubscribes, and is told of the mail', async () => {
    const { id, mail } = await sent()
    const header = (name: string) => mail?.headers.find(({ key }) => key === name)?.value
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    const url = header('list-unsubscribe')?.replace(/[<>]/g, '').replace(baseUrl, '') ?? ''
    later(1)
    const answer = await http.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    })
    expect(answer.statusCode).toBe(200)
    await line.rest()
    const told = (await line.facts('Email Unsubscribed')).at(-1)
    expect(told).toMatchObject({ customer_id: id, properties: { journeyId: cart, step: 'mail' } })
    await plan(id, { key: 'another' })
    await send()
    expect(await rowOf(id)).toMatchObject({ state: 'refused', reason: 'consent-withdrawn' })
  })

  const pixelIn = (html: string) => /src="([^"]+\/o\/[^"]+)"/.exec(html)?.[1] ?? ''

  test('an open is seen only of those who agreed to it', async () => {
    const { id, html } = await sent(['marketing', 'email_open_tracking'])
    const open = () => clickOn(pixelIn(html))
    expect((await open()).headers['content-type']).toBe('image/gif')
    await open()
    await line.rest()
    expect((await factsOf(id)).filter((name) => name === 'Email Opened')).toHaveLength(1)
    expect((await rowOf(id)).firstOpenedAt).toBe(now.toISOString())
  })

  test('who took that back is no longer seen, in mails sent before as well', async () => {
    const { id, userId, html } = await sent(['marketing', 'email_open_tracking'])
    later(1)
    const properties = { purpose: 'email_open_tracking' }
    await line.send({ name: 'Consent Withdrawn', userId, properties })
    await clickOn(pixelIn(html))
    await line.rest()
    expect(await factsOf(id)).not.toContain('Email Opened')
    expect((await rowOf(id)).firstOpenedAt).toBeNull()
  })

  test('all others are counted without a name', async () => {
    const { id, html } = await sent()
    const pixel = pixelIn(html)
    expect(pixel).toMatch(new RegExp(`/o/anonymous/${cart}\\.\\d+$`))
    const opens = async () =>
      (await db.selectFrom('messages.anonymous_open').select('opens').execute()).reduce(
        (sum, row) => sum + row.opens,
        0,
      )
    const before = await opens()
    await clickOn(pixel)
    expect(await opens()).toBe(before + 1)
    await line.rest()
    expect(await factsOf(id)).not.toContain('Email Opened')
  })

  const report = (messageId: string, recipient: string, status: string) =>
    [
      'From: MAILER-DAEMON@mx.example',
      'To: bonjour@garance.example',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Sorry.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      'Diagnostic-Code: smtp; 550 no such',
      '  user',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${messageId}`,
      'Subject: whatever',
      '',
      'Body',
      '--b--',
      '',
    ].join('\r\n')
  const bounce = (payload: string) =>
    http.inject({
      method: 'POST',
      url: '/api/messages/bounces',
      headers: { 'content-type': 'message/rfc822' },
      payload,
    })

  test('a report of a bounce finds the message and silences an address that is not there', async () => {
    const { id, email, mail } = await sent()
    const answer = await bounce(report(mail?.messageId ?? '', email, '5.1.1'))
    expect(answer.json()).toMatchObject({ taken: true, customerId: id, suppressed: true })
    await bounce(report(mail?.messageId ?? '', email, '5.1.1'))
    await line.rest()
    expect(await rowOf(id)).toMatchObject({
      state: 'bounced',
      detail: '5.1.1 smtp; 550 no such user',
    })
    expect((await factsOf(id)).filter((name) => name === 'Email Bounced')).toHaveLength(1)
    await plan(id, { key: 'another' })
    await send()
    expect(await rowOf(id)).toMatchObject({ reason: 'suppressed' })
  })

  test('a full mail box is written to again', async () => {
    const { id, email, mail } = await sent()
    expect((await bounce(report(mail?.messageId ?? '', email, '5.2.2'))).json().suppressed).toBe(
      false,
    )
    await plan(id, { key: 'another' })
    await send()
    expect(await rowOf(id)).toMatchObject({ state: 'handed_over' })
  })

  test('a complaint is a no to marketing, and silences the address', async () => {
    const { id, email, mail } = await sent()
    later(1)
    const complaint = [
      'From: abuse@mx.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'Version: 1',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${mail?.messageId}`,
      `To: ${email}`,
      '',
      'Body',
      '--b--',
      '',
    ].join('\r\n')
    expect((await bounce(complaint)).json()).toMatchObject({ customerId: id, suppressed: true })
    await bounce(complaint)
    await line.rest()
    expect((await factsOf(id)).filter((name) => name === 'Email Marked as Spam')).toHaveLength(1)
    expect(await rowOf(id)).toMatchObject({ state: 'handed_over', reason: 'complaint' })
    await plan(id, { key: 'another' })
    await send()
    expect(await rowOf(id)).toMatchObject({ state: 'refused', reason: 'consent-withdrawn' })
  })

  test('what is no report is refused', async () => {
    const answer = await bounce('Subject: hello\r\n\r\nI am on holiday')
    expect(answer.json()).toMatchObject({ code: 'messages/report-unknown' })
  })
})

describe('a template', () => {
  const create = (contents: object, purpose = 'service') =>
    http.inject({
      method: 'POST',
      url: '/api/messages/templates',
      body: { name: 'A template', purpose, contents },
    })
  const wrap = (body: string) =>
    `<mjml><mj-body><mj-section><mj-column><mj-text>${body}</mj-text></mj-column></mj-section></mj-body></mjml>`
  const french = (body: string) => ({ fr: { subject: 'Bonjour', mjml: wrap(body) } })

  test.each([
    [
      'MJML that is not',
      { fr: { subject: 'x', mjml: '<mjml><mj-body><mj-foo/></mj-body></mjml>' } },
      'mjml',
    ],
    ['Liquid that does not close', french('{% if a %}'), 'mjml'],
    ['a filter that does not exist', french('{{ a | shout }}'), 'mjml'],
    ['a broken subject', { fr: { subject: '{{ a', mjml: wrap('x') } }, 'subject'],
    ['no language', {}, 'contents'],
  ])('with %s is not published', async (_, contents, part) => {
    const answer = await create(contents)
    expect(answer.json()).toMatchObject({ code: 'messages/template-invalid', details: { part } })
  })

  test('for marketing must let people leave', async () => {
    const answer = await create(french('Soldes !'), 'marketing')
    expect(answer.json().details.faults).toEqual(['unsubscribe_url'])
    const link = french('<a href="{{ unsubscribe_url }}">Stop</a>')
    expect((await create(link, 'marketing')).statusCode).toBe(201)
  })

  const previewed = async (body: string, traits: Record<string, unknown>, event: object = {}) => {
    const { id } = await reader(traits)
    const { id: template } = (await create(french(body))).json()
    const url = `/api/messages/templates/${template}/preview`
    return (await http.inject({ method: 'POST', url, body: { customerId: id, event } })).json()
  }

  test('is previewed as a given customer, with all that is missing', async () => {
    const good = await previewed('Bonjour {{ customer.first_name }}', { firstName: 'Léa' })
    expect(good).toMatchObject({ language: 'fr', subject: 'Bonjour', missing: [] })
    expect(good.html).toContain('Bonjour Léa')
    const bad = await previewed(
      '{{ customer.nick }} {{ event.gift.name }} {{ customer.email }}',
      {},
    )
    expect(bad.missing).toEqual(['customer.nick', 'event.gift'])
    expect(bad.html).toContain('@example.fr')
  })

  test('takes an empty trait for a missing one, and lets a template provide for that', async () => {
    const traits = { nick: '  ', city: null }
    expect((await previewed('{{ customer.nick }}{{ customer.city }}', traits)).missing).toEqual([
      'customer.nick',
      'customer.city',
    ])
    const provided = await previewed(
      "{{ customer.nick | default: 'vous' }}{% if customer.city %}!{% endif %}",
      traits,
    )
    expect(provided).toMatchObject({ missing: [], failures: [] })
    expect(provided.html).toContain('vous')
  })

  test('puts nothing of people’s into the mail but text', async () => {
    const evil = '"><script>alert(1)</script>'
    const { html } = await previewed(
      '{{ customer.nick }} {{ customer.nick | raw }} <a href="{{ customer.site }}">x</a><a href="{{ customer.ok }}">y</a>',
      { nick: evil, site: 'javascript:alert(1)', ok: 'https://a.example/?a=1&b=2' },
    )
    expect(html).not.toContain('<script')
    expect(html).not.toContain('javascript:')
    expect(html).toContain('href="https://a.example/?a=1&amp;b=2"')
  })

  test('reads no file and no prototype, and does not run away', async () => {
    expect((await previewed("{% include '/etc/passwd' %}", {})).failures).not.toEqual([])
    expect((await previewed('{{ customer.constructor.name }}', {})).missing).toEqual([
      'customer.constructor',
    ])
    const endless = '{% for a in (1..100000000) %}{{ a }}{% endfor %}'
    expect((await previewed(endless, {})).failures).not.toEqual([])
  })

  test('is tried on somebody of the team, without touching the customer', async () => {
    const { id } = await reader({}, [])
    const { id: template } = (await create(french('Bonjour {{ customer.first_name }}'))).json()
    const url = `/api/messages/templates/${template}/test`
    const body = { customerId: id, to: 'team@garance.example' }
    expect((await http.inject({ method: 'POST', url, body })).statusCode).toBe(204)
    expect(outside.mails[0]).toMatchObject({ subject: '[Test] Bonjour' })
    expect(await rowOf(id)).toBeUndefined()
  })
})
