import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { openLinks, publishWording } from '../index.ts'
import { noMessage } from '../link.ts'

let line: Line
let source: Awaited<ReturnType<Line['source']>>
let officer: { authorization: string }
let people = 0

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-01-31T10:00:00Z') })
  source = await line.source('server')
  officer = await line.as('data_officer')
  await line.inWork((work) =>
    publishWording(work, {
      ...{ purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' },
      text: 'Je veux recevoir les nouvelles.',
    }),
  )
})
afterAll(() => line.stop())

/** Somebody with two devices that proved to be one person, an order, a consent and a refused event. */
async function someone() {
  const n = ++people
  const email = `sophie.${n}@example.fr`
  const phone = `+3361234${String(5000 + n)}`
  const at = line.now.toISOString()
  const common = { timestamp: at }
  await line.send(source, [
    { ...common, type: 'identify', userId: `u-${n}-shop`, traits: { phone, firstName: 'Sophie' } },
    { ...common, type: 'identify', userId: undefined, anonymousId: `d-${n}`, traits: { email } },
    {
      ...{ ...common, type: 'track', event: 'Order Completed', anonymousId: `d-${n}` },
      properties: { order_id: `o-${n}`, total: 49, currency: 'EUR', email },
    },
    {
      ...{ ...common, type: 'track', event: 'Consent Given', anonymousId: `d-${n}` },
      properties: { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' },
    },
    { ...common, type: 'track', anonymousId: `d-${n}`, properties: { email } },
  ])
  await line.settle()
  // The phone that both know makes them one.
  await line.send(source, [
    { ...common, type: 'identify', anonymousId: `d-${n}`, traits: { phone } },
  ])
  await line.settle()
  return { email, phone, n, id: await idBy('email', email) }
}

const api = (method: 'GET' | 'POST', url: string, payload?: object) =>
  line.app.http.inject({ method, url, headers: officer, ...(payload && { payload }) })

const idBy = async (kind: string, value: string) => {
  const answer = await api('GET', `/api/customers/by/${kind}/${encodeURIComponent(value)}`)
  return answer.statusCode === 200 ? (answer.json().id as string) : undefined
}

const open = async (kind: 'export' | 'erasure', by: string, value: string, bar = false) =>
  (await api('POST', '/api/privacy/requests', { kind, by, value, bar })).json()

const vouch = async (id: string) => {
  await api('POST', `/api/privacy/requests/${id}/verify`, { vouched: 'came to the shop' })
  await line.settle()
  return (await api('GET', `/api/privacy/requests/${id}`)).json()
}

/** Every table of the product in which a text stands, read whole. */
async function tablesThatMention(text: string): Promise<string[]> {
  const { sql } = await import('kysely')
  const { allTables } = await import('../../../app.ts')
  const found: string[] = []
  // Copies for the debugger may be written a moment later; they are forgotten after an hour.
  for (const table of Object.keys(allTables).filter((one) => one !== 'thread.raw_copy')) {
    const { rows } = await sql<{ n: number }>`
      select 1 as n from ${sql.table(table)} as one where to_jsonb(one)::text ilike ${`%${text}%`} limit 1`.execute(
      line.db,
    )
    if (rows.length > 0) found.push(table)
  }
  return found
}

test('the clock of the law runs a month from the asking, two more with a reason, once', async () => {
  const { email } = await someone()
  const request = await open('export', 'email', email)
  expect(request).toMatchObject({ state: 'asked', dueAt: '2026-02-28T10:00:00.000Z' })
  const again = await api('POST', '/api/privacy/requests', {
    kind: 'export',
    by: 'email',
    value: email,
  })
  expect([again.statusCode, again.json().code]).toEqual([409, 'consent/already-asked'])

  const extend = () =>
    api('POST', `/api/privacy/requests/${request.id}/extend`, {
      reason: 'three archives to search',
    })
  expect((await extend()).json()).toMatchObject({ dueAt: '2026-04-30T10:00:00.000Z' })
  expect((await extend()).json().code).toBe('consent/already-extended')
  const list = (await api('GET', '/api/privacy/requests')).json()
  expect(list.map((one: { id: string }) => one.id)).toContain(request.id)
})

test('nothing runs before the person is known: a code goes to their address, five tries, one hour', async () => {
  const { email } = await someone()
  const { id } = await open('export', 'email', email)
  await line.settle()
  expect((await api('GET', `/api/privacy/requests/${id}`)).json().state).toBe('asked')

  expect((await api('POST', `/api/privacy/requests/${id}/code`)).json().codeSent).toBe(true)
  await line.settle()
  const mails = (await api('GET', `/api/mails?search=${email}`)).json().mails
  const code = /\d{6}/.exec(mails[0].subject)?.[0] ?? ''
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  const verify = (said: string) => api('POST', `/api/privacy/requests/${id}/verify`, { code: said })
  const refused = await verify(wrong)
  expect([refused.statusCode, refused.json()]).toMatchObject([
    422,
    { code: 'consent/code-refused', details: { triesLeft: 4 } },
  ])
  expect((await verify(code)).json()).toMatchObject({ state: 'verified', verifiedHow: 'code' })
}, 60_000)

test('a copy holds all channels in two files behind a link that ends', async () => {
  const { email, phone, n } = await someone()
  const { id } = await open('export', 'phone', phone)
  const done = await vouch(id)
  expect(done).toMatchObject({ state: 'done' })
  const tables = done.receipt.filter((one: { rows: number }) => one.rows > 0)
  expect(tables.map((one: { table: string }) => one.table)).toEqual(
    expect.arrayContaining([
      ...['customers.customer', 'customers.merge', 'thread.event', 'thread.quarantine'],
      ...['consent.decision', 'insight.sale', 'consent.request'],
    ]),
  )
  const path = new URL(done.link.url).pathname
  const page = await line.app.http.inject(path)
  expect(page.body).toContain(`${path}/json`)
  const json = (await line.app.http.inject(`${path}/json`)).json()
  expect(json.tables['thread.event'].map((row: { name: string }) => row.name)).toContain(
    'Order Completed',
  )
  expect(json.tables['insight.sale']).toMatchObject([
    { reference: expect.stringContaining(`o-${n}`) },
  ])
  expect(JSON.stringify(json)).not.toContain('code_hash')
  const readable = await line.app.http.inject(`${path}/html`)
  expect(readable.body).toContain(email)
  expect(readable.body).toContain('Vos achats et retours')

  line.now = new Date(line.now.getTime() + 8 * 86_400_000)
  expect((await line.app.http.inject(`${path}/json`)).statusCode).toBe(404)
  line.now = new Date('2026-01-31T10:00:00Z')
})

test('a copy asked from one’s own page is made once a mail to one’s address has confirmed it', async () => {
  const { email, id = '' } = await someone()
  const links = await openLinks(line.db, line.now)
  const token = links.sign('p', { customerId: id, messageId: noMessage, about: '' })
  const page = () => line.app.http.inject(`/p/${token}?lang=fr`)
  const ask = () => submit(`/p/${token}/copy`, 'language=fr')
  const mails = async () => {
    await line.settle()
    return (await api('GET', `/api/mails?search=${email}`)).json().mails as { subject: string }[]
  }
  const own = async () =>
    (await api('GET', '/api/privacy/requests'))
      .json()
      .filter((one: { identifier: string }) => one.identifier === email)

  expect((await page()).body).toContain('Demander une copie')
  expect(await own()).toEqual([])
  const answers = await Promise.all([ask(), ask(), ask()])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303])
  expect(await own()).toMatchObject([
    { state: 'asked', kind: 'export', askedBy: 'customer', dueAt: '2026-02-28T10:00:00.000Z' },
  ])
  expect((await page()).body).toContain('Écrivez-moi de nouveau')
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    'Avez-vous demandé une copie de vos données ?',
  ])

  const proof = await proofFor(email)
  // A scanner that follows the link brings nothing about, nor does the link of the page.
  expect((await line.app.http.inject(proof)).body).toContain('Oui, je la demande')
  expect((await submit(`/a/${token}`)).statusCode).toBe(404)
  expect(await own()).toMatchObject([{ state: 'asked' }])
  expect((await submit(proof)).body).toContain('28 février 2026')
  expect((await page()).body).toContain('28 février 2026')
  expect((await submit(proof)).statusCode).toBe(200)
  expect((await mails())[0]?.subject).toBe('La copie de vos données est prête')
  expect(await own()).toMatchObject([
    { state: 'done', verifiedBy: 'customer', verifiedHow: 'link', link: expect.anything() },
  ])
  // The page tells nobody who holds its link where the files are.
  expect((await page()).body).not.toContain('/e/')
}, 60_000)

test('the mail that proves who asked for a copy holds for a day, and the latest counts', async () => {
  const { email, id = '' } = await someone()
  const links = await openLinks(line.db, line.now)
  const token = links.sign('p', { customerId: id, messageId: noMessage, about: '' })
  const english = () => submit(`/p/${token}/copy`, 'language=en')
  expect((await english()).headers.location).toContain('lang=en')
  await line.settle()
  const first = await proofFor(email)
  line.now = new Date(line.now.getTime() + 60 * 60_000)
  await english()
  await line.settle()
  const second = await proofFor(email)
  expect(second).not.toBe(first)
  expect((await submit(first)).body).toContain('n’est plus valable')
  line.now = new Date(line.now.getTime() + 25 * 3_600_000)
  expect((await submit(second)).body).toContain('n’est plus valable')
  line.now = new Date('2026-01-31T10:00:00Z')
  expect((await submit(second)).body).toContain('C’est confirmé')
}, 60_000)

test('whose address is not known cannot prove it by a mail, and reads where to ask', async () => {
  await line.send(source, [{ type: 'identify', userId: 'no-mail', traits: { firstName: 'Léa' } }])
  await line.settle()
  const customerId = (await idBy('user_id', 'no-mail')) ?? ''
  const links = await openLinks(line.db, line.now)
  const token = links.sign('p', { customerId, messageId: noMessage, about: '' })
  const { body } = await line.app.http.inject(`/p/${token}?lang=en`)
  expect(body).toContain('ask in one of our shops')
  expect(body).not.toContain(`/p/${token}/copy`)
  expect((await submit(`/p/${token}/copy`, 'language=en')).statusCode).toBe(404)
})

const submit = (url: string, payload = '') =>
  line.app.http.inject({
    ...{ method: 'POST', url, payload },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

/** The link of the last mail that asks somebody whether it was they who asked. */
async function proofFor(email: string): Promise<string> {
  const { mails } = (await api('GET', `/api/mails?search=${email}`)).json()
  const { html } = (await api('GET', `/api/mails/${mails[0].id}`)).json()
  const [, tracked] = /\/(c\/[\w-]+)/.exec(html) ?? []
  const { headers } = await line.app.http.inject(`/${tracked}`)
  return new URL(String(headers.location)).pathname
}

test('an erasure by any identifier leaves nothing that names the person, and says table by table what it did', async () => {
  const { email, phone, n, id } = await someone()
  await vouch((await open('export', 'email', email)).id)
  await line.send(source, [
    { type: 'track', event: 'Late Thing', anonymousId: `d-${n}`, properties: { email } },
  ])
  // Accepted, not woven: it must not bring the person back.
  const { id: request } = await open('erasure', 'user_id', `u-${n}-shop`)
  const done = await vouch(request)

  expect(done).toMatchObject({ state: 'done', identifier: null, customerId: null })
  const lineOf = (table: string) =>
    done.receipt.find((one: { table: string }) => one.table === table)
  expect(lineOf('thread.event').rows).toBeGreaterThan(3)
  expect(lineOf('thread.quarantine')).toMatchObject({ rows: 1, done: 'erased' })
  expect(lineOf('insight.sale')).toMatchObject({ rows: 1, done: 'pseudonymised' })
  expect(await tablesThatMention(email)).toEqual([])
  expect(await tablesThatMention(phone)).toEqual([])
  expect(await tablesThatMention(id ?? '')).toEqual(['team.audit'])
  const search = await api('GET', `/api/customers?search=${encodeURIComponent(email)}`)
  expect(search.json().customers.map((one: { email: string }) => one.email)).not.toContain(email)
  const kept = await line.db
    .selectFrom('insight.sale')
    .select(['customer_id', 'amount'])
    .where('reference', 'like', `%o-${n}`)
    .execute()
  expect(kept).toMatchObject([{ amount: 4900 }])
  expect(kept[0]?.customer_id).not.toBe(id)
})

test('what the books keep stays together under an id of nobody, with what is written meanwhile', async () => {
  const { email, id = '' } = await someone()
  const [payment, order, refund] = [randomUUID(), randomUUID(), randomUUID()]
  const paid = { customer_id: id, order_id: order, currency: 'EUR' }
  const times = { created_at: line.now, changed_at: line.now }
  await line.db
    .insertInto('payments.payment')
    .values({
      ...{ ...paid, ...times, id: payment, means: 'card', amount: 4900, captured: 4900 },
      ...{ state: 'captured', goal: 'take', card: 'visa 4242', token: 'tok_1' },
    })
    .execute()
  await line.db
    .insertInto('payments.refund')
    .values({
      ...{ ...paid, ...times, id: refund, payment_id: payment, amount: 900 },
      ...{ state: 'done', cause: 'return' },
    })
    .execute()
  const number = `N-${order}`
  await line.db
    .insertInto('orders.number')
    .values({ number, customer_id: id, order_id: order })
    .execute()
  const step = (at: Date) => ({
    ...{ customer_id: id, id: randomUUID(), payment_id: payment, state: 'captured', at },
  })
  await line.db.insertInto('payments.step').values(step(line.now)).execute()

  const request = await open('erasure', 'email', email)
  await api('POST', `/api/privacy/requests/${request.id}/verify`, { vouched: 'came to the shop' })
  const loop = line.app.loops.find(({ name }) => name === 'consent/requests')
  const state = async () => (await api('GET', `/api/privacy/requests/${request.id}`)).json()
  const isDone = (one: { table: string }) => one.table === 'payments.step'
  while (!(await state()).receipt.some(isDone)) await loop?.run()
  // The provider's answer was under way when its table was done.
  await line.db.insertInto('payments.step').values(step(line.now)).execute()
  await line.settle()
  expect(await state()).toMatchObject({ state: 'done' })

  expect(await tablesThatMention(id)).toEqual(['team.audit'])
  const holders = await Promise.all([
    line.db
      .selectFrom('payments.payment')
      .select('customer_id')
      .where('id', '=', payment)
      .execute(),
    line.db.selectFrom('payments.refund').select('customer_id').where('id', '=', refund).execute(),
    line.db
      .selectFrom('orders.number')
      .select('customer_id')
      .where('number', '=', number)
      .execute(),
    line.db
      .selectFrom('payments.step')
      .select('customer_id')
      .where('payment_id', '=', payment)
      .execute(),
  ])
  expect(holders.map((rows) => rows.length)).toEqual([1, 1, 1, 2])
  expect(new Set(holders.flat().map((row) => row.customer_id)).size).toBe(1)
})

test('an erasure that was interrupted goes on where it was, and takes what came meanwhile', async () => {
  const { email, id = '' } = await someone()
  const request = await open('erasure', 'email', email)
  await api('POST', `/api/privacy/requests/${request.id}/verify`, { vouched: 'came to the shop' })
  const loop = line.app.loops.find(({ name }) => name === 'consent/requests')
  for (let part = 0; part < 6; part++) await loop?.run()
  const half = (await api('GET', `/api/privacy/requests/${request.id}`)).json()
  expect(half.state).toBe('running')
  expect(await idBy('email', email)).toBeUndefined()
  // A step of a journey that had been in hand writes under the old id after its table was done.
  const done = half.receipt.map((one: { table: string }) => one.table)
  expect(done).toContain('thread.event')
  const event = { id: half.id, position: 999_999, type: 'fact', name: 'Email Sent' } as const
  await line.db
    .insertInto('thread.event')
    .values({
      ...{ customer_id: id, at: line.now, received_at: line.now, message_id: half.id, ...event },
      ...{ channel: 'email', historical: false, properties: '{}', context: '{}' },
    })
    .execute()

  // Notes of merges that nobody has followed yet name them too.
  const merge = { from_id: id, into_id: half.id }
  await line.db
    .insertInto('journeys.merge')
    .values({ ...merge, id: randomUUID() })
    .execute()
  await line.db.insertInto('insight.merged').values(merge).execute()

  const later = await startLine({ url: line.url, now: line.now })
  await later.settle(({ name }) => name === 'consent/requests')
  await later.stop()
  const whole = (await api('GET', `/api/privacy/requests/${request.id}`)).json()
  expect(whole.state).toBe('done')
  expect(await tablesThatMention(email)).toEqual([])
  expect(await tablesThatMention(id)).toEqual(['team.audit'])
})

test('the same address starts an empty profile, to which no consent passed', async () => {
  const { email, id, n } = await someone()
  await vouch((await open('erasure', 'email', email)).id)
  await line.send(source, [
    { type: 'identify', userId: `new-${n}`, traits: { email, firstName: 'Someone' } },
  ])
  await line.settle()
  const fresh = await idBy('email', email)
  expect(fresh).toBeDefined()
  expect(fresh).not.toBe(id)
  const { standings, history } = (await api('GET', `/api/customers/${fresh}/consents`)).json()
  expect(history).toEqual([])
  expect(standings.every((one: { state: string }) => one.state === 'unknown')).toBe(true)
})

test('whoever wants no more of it is refused at the door: counted, and kept nowhere', async () => {
  const { email, n } = await someone()
  const done = await vouch((await open('erasure', 'email', email, true)).id)
  expect(done).toMatchObject({ state: 'done', bar: true })
  const told = { email: email.toUpperCase(), firstName: 'Sophie' }
  await expect
    .poll(async () => {
      await line.send(source, [{ type: 'identify', userId: `back-${n}`, traits: told }])
      await line.settle()
      return idBy('email', email)
    })
    .toBeUndefined()
  expect(await tablesThatMention(email)).toEqual([])
  expect(await tablesThatMention(`back-${n}`)).toEqual([])
  await line.send(source, [{ type: 'identify', userId: 'other', traits: { email: 'o@x.fr' } }])
  await line.settle()
  expect(await idBy('email', 'o@x.fr')).toBeDefined()
})

test('what names no customer can be erased from what was set aside', async () => {
  const email = 'stray@example.fr'
  await line.send(source, [{ type: 'track', userId: 'stray', properties: { email } }])
  await line.settle()
  expect(await tablesThatMention(email)).toEqual(['thread.quarantine'])
  const done = await vouch((await open('erasure', 'email', email)).id)
  expect(done.state).toBe('done')
  expect(await tablesThatMention(email)).toEqual([])
})

test('only who has the right sees what people ask', async () => {
  for (const role of ['marketer', 'agent', 'analyst'] as const) {
    const headers = await line.as(role)
    const { statusCode } = await line.app.http.inject({ url: '/api/privacy/requests', headers })
    expect(statusCode).toBe(403)
  }
})
