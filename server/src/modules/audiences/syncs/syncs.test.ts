import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildAudiences } from '../../../../test/build-audiences.ts'
import { testDatabase } from '../../../../test/database.ts'
import { wovenLine } from '../../../../test/woven.ts'
import type { Db } from '../../../kernel/database.ts'
import { openSeal } from '../../../kernel/seal.ts'
import { checkTimed } from '../../../kernel/signed.ts'
import { type InWork, startWork } from '../../../kernel/work.ts'
import { consentHooks, publishWording } from '../../consent/index.ts'
import { commandLine } from '../../team/index.ts'
import { createAudience } from '../audiences.ts'
import { audiencesHooks, audiencesLoops } from '../index.ts'
import { syncsConsumer } from './changes.ts'
import type { SyncTarget } from './contract.ts'
import { googleRules, hashedIdentifiers, metaRules } from './identifiers.ts'
import { askForAll, syncsLoop } from './loop.ts'
import { changeSync, createSync, deleteSync, sync } from './syncs.ts'

let db: Db
let inWork: InWork
let now = new Date('2026-11-21T10:00:00Z')
let line: ReturnType<typeof wovenLine>
let loop: ReturnType<typeof syncsLoop>
let people = 0
const seal = openSeal({ sealKey: 'a key for this test', dataDir: '' })

interface Heard {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever is sent is looked at
  readonly body: any
}
const heard: Heard[] = []
/** What the place answers next; fine, when there is nothing here. */
const answers: { status: number; body?: object; headers?: Record<string, string> }[] = []

/** A place that speaks what the platforms' documents say: a token for Google, lists, users of Meta. */
const place = createServer(async (request, response) => {
  let text = ''
  for await (const part of request) text += part
  const { method, url: path, headers } = request
  const json = headers['content-type'] === 'application/json'
  heard.push({ method, path, headers, text, body: json ? JSON.parse(text) : text })
  const next = answers.shift() ?? { status: 200 }
  const fine = path?.startsWith('/token') ? { access_token: 'for an hour' } : { requestId: 'r' }
  response.writeHead(next.status, { 'content-type': 'application/json', ...next.headers })
  response.end(JSON.stringify(next.body ?? fine))
})

beforeAll(async () => {
  place.listen(0, '127.0.0.1')
  await once(place, 'listening')
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, {
    hooks: [...consentHooks(), ...audiencesHooks()],
    consumers: [syncsConsumer],
  })
  const host = `127.0.0.1:${(place.address() as AddressInfo).port}`
  const base = `http://${host}`
  const bases = { google: base, googleToken: base, meta: base }
  loop = syncsLoop({ inWork, seal, now: () => now, bases, mayCall: [host] })
  await inWork((work) =>
    publishWording(work, {
      ...{ purpose: 'advertising', channel: 'web', version: 'v1', language: 'fr' },
      text: 'Je veux des publicités qui me conviennent.',
    }),
  )
})
afterAll(async () => {
  place.close()
  await db.destroy()
})
beforeEach(() => {
  heard.length = 0
  answers.length = 0
})

const say = (userId: string, name: string, properties: object = {}) =>
  line.send({ userId, name, properties: { ...properties }, at: now.getTime() })
const agree = (userId: string) =>
  say(userId, 'Consent Given', {
    ...{ purpose: 'advertising', channel: 'web', wording: 'v1', language: 'fr' },
  })

async function someone(tier: string, traits: Record<string, unknown> = {}) {
  const userId = `sync-${++people}`
  return { userId, id: await line.customer(userId, { tier, ...traits }) }
}

async function audienceOf(tier: string): Promise<string> {
  const condition = { kind: 'trait', path: 'tier', op: 'eq', value: tier } as const
  const id = await inWork((work) => createAudience(work, commandLine, { name: tier, condition }))
  await buildAudiences(audiencesLoops(inWork))
  return id
}

async function sending(tier: string, target: SyncTarget) {
  const audienceId = await audienceOf(tier)
  const created = { audienceId, name: 'there', target, seal }
  return { audienceId, ...(await inWork((work) => createSync(work, commandLine, created))) }
}

async function goOn(seconds = 60) {
  now = new Date(now.getTime() + seconds * 1000)
  await line.rest()
  while (await loop.run());
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const google: SyncTarget = {
  ...{ kind: 'google', accountId: '1234567890', listId: '77', loginAccountId: '99' },
  ...{ clientId: 'client', clientSecret: 'secret of the client', refreshToken: 'refresh' },
}
const metaTarget: SyncTarget = { kind: 'meta', listId: '2384', accessToken: 'token of Meta' }

describe('what names a person', () => {
  const named = [
    { kind: 'email', value: ' Cloudy.SanFrancisco+shopping@Gmail.com ' },
    { kind: 'email', value: 'user.name+NYC@Example.com' },
    { kind: 'phone', value: '+33 6 12 34 56 78' },
    { kind: 'phone', value: '0612345678' },
    { kind: 'user_id', value: 'C-1' },
  ]
  test('is written as Google asks before it is hashed', () => {
    expect(hashedIdentifiers(named, googleRules)).toEqual(
      [
        `email:${hash('cloudysanfrancisco@gmail.com')}`,
        `email:${hash('user.name+nyc@example.com')}`,
        `phone:${hash('+33612345678')}`,
      ].sort(),
    )
  })
  test('is written as Meta asks before it is hashed', () => {
    expect(hashedIdentifiers(named, metaRules)).toEqual(
      [
        `email:${hash('cloudy.sanfrancisco+shopping@gmail.com')}`,
        `email:${hash('user.name+nyc@example.com')}`,
        `phone:${hash('33612345678')}`,
      ].sort(),
    )
  })
})

describe('an audience sent to Google', () => {
  test('is ingested whole, then what changed, of people who agreed, and is taken back when they no longer do', async () => {
    const one = await someone('g1', { email: 'one@example.fr', phone: '+33612345601' })
    const silent = await someone('g1', { email: 'silent@example.fr' })
    await agree(one.userId)
    const { id } = await sending('g1', google)
    await goOn()
    const [token, ingest, ...more] = heard
    expect(more).toEqual([])
    expect(token?.path).toBe('/token')
    expect(new URLSearchParams(token?.text).get('refresh_token')).toBe('refresh')
    expect(ingest).toMatchObject({ method: 'POST', path: '/v1/audienceMembers:ingest' })
    expect(ingest?.headers.authorization).toBe('Bearer for an hour')
    expect(ingest?.body).toEqual({
      destinations: [
        {
          operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1234567890' },
          loginAccount: { accountType: 'GOOGLE_ADS', accountId: '99' },
          productDestinationId: '77',
        },
      ],
      audienceMembers: [
        {
          compositeData: {
            userData: {
              userIdentifiers: [
                { emailAddress: hash('one@example.fr') },
                { phoneNumber: hash('+33612345601') },
              ],
            },
          },
        },
      ],
      encoding: 'HEX',
      consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
      termsOfService: { customerMatchTermsOfServiceStatus: 'ACCEPTED' },
    })
    expect(await sync(db, id)).toMatchObject({ synced: 1, added: 1, barred: 1, tries: 0 })

    heard.length = 0
    await agree(silent.userId)
    await say(one.userId, 'Consent Withdrawn', { purpose: 'advertising', channel: 'web' })
    await goOn()
    const changes = heard.filter(({ path }) => path?.startsWith('/v1'))
    expect(changes.map(({ path }) => path)).toEqual([
      '/v1/audienceMembers:remove',
      '/v1/audienceMembers:ingest',
    ])
    expect(changes[0]?.text).toContain(hash('one@example.fr'))
    expect(changes[0]?.body.consent).toBeUndefined()
    expect(changes[1]?.text).toContain(hash('silent@example.fr'))
    expect(await sync(db, id)).toMatchObject({ synced: 1, added: 2, removed: 1 })

    heard.length = 0
    await goOn(20 * 60)
    expect(heard).toEqual([])
  })

  test('is tried again later each time while Google is not well, and keeps what it says', async () => {
    const one = await someone('g2', { email: 'two@example.fr' })
    await agree(one.userId)
    const { id } = await sending('g2', google)
    answers.push({ status: 200, body: { access_token: 'x' } }, { status: 503 })
    await goOn()
    expect(await sync(db, id)).toMatchObject({ state: 'active', tries: 1, synced: 0 })
    expect((await sync(db, id)).lastError).toContain('503')
    heard.length = 0
    await goOn(5)
    expect(heard).toEqual([])
    answers.push(
      { status: 200, body: { access_token: 'x' } },
      { status: 429, headers: { 'retry-after': '600' } },
    )
    await goOn(30)
    expect(await sync(db, id)).toMatchObject({ tries: 2 })
    heard.length = 0
    await goOn(590)
    expect(heard).toEqual([])
    await goOn(20)
    expect(await sync(db, id)).toMatchObject({ tries: 0, synced: 1, lastError: null })
  })

  test('waits for a person when Google refuses it for good, and goes on when they say so', async () => {
    const one = await someone('g3', { email: 'three@example.fr' })
    await agree(one.userId)
    const { id } = await sending('g3', google)
    answers.push({ status: 400, body: { error: 'invalid_grant' } })
    await goOn()
    expect(await sync(db, id)).toMatchObject({ state: 'failed', synced: 0 })
    expect((await sync(db, id)).lastError).toContain('invalid_grant')
    heard.length = 0
    await goOn(3600)
    expect(heard).toEqual([])
    await inWork((work) => changeSync(work, commandLine, id, 'active'))
    await goOn()
    expect(await sync(db, id)).toMatchObject({ state: 'active', synced: 1, lastError: null })
    await inWork((work) => deleteSync(work, commandLine, id))
  })
})

describe('an audience sent to Meta', () => {
  test('adds and deletes users of the custom audience', async () => {
    const one = await someone('m1', { email: 'meta@example.fr', phone: '+33612345699' })
    await agree(one.userId)
    const { id } = await sending('m1', metaTarget)
    await goOn()
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ method: 'POST', path: '/v25.0/2384/users' })
    expect(heard[0]?.headers.authorization).toBe('Bearer token of Meta')
    expect(heard[0]?.body.payload).toEqual({
      schema: ['EMAIL', 'PHONE'],
      data: [[hash('meta@example.fr'), hash('33612345699')]],
    })
    expect(heard[0]?.body.session).toMatchObject({ batch_seq: 1, last_batch_flag: true })
    heard.length = 0
    const traits = { tier: 'm2' }
    await line.send({ type: 'identify', name: 'Identified', userId: one.userId, traits })
    await goOn()
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ method: 'DELETE', path: '/v25.0/2384/users' })
    expect(heard[0]?.body.payload.data).toEqual([[hash('meta@example.fr'), hash('33612345699')]])
    expect(await sync(db, id)).toMatchObject({ synced: 0, added: 1, removed: 1 })
  })

  test('comes back later when Meta says that it is asked too often, though it calls that a bad request', async () => {
    const one = await someone('m3', { email: 'often@example.fr' })
    await agree(one.userId)
    const { id } = await sending('m3', metaTarget)
    answers.push({ status: 400, body: { error: { code: 80_003, message: 'too many calls' } } })
    await goOn()
    expect(await sync(db, id)).toMatchObject({ state: 'active', tries: 1 })
    await goOn()
    expect(await sync(db, id)).toMatchObject({ synced: 1, tries: 0 })
  })

  test('takes nobody off who is there as somebody else: two who prove to be one keep their address', async () => {
    const one = await someone('m4', { email: 'same@example.fr' })
    await agree(one.userId)
    const { id } = await sending('m4', metaTarget)
    await goOn()
    // Somebody with the same hashed address, as after a merge under another id.
    const other = '00000000-0000-7000-8000-0000000000aa'
    await db
      .insertInto('audiences.synced')
      .values({
        ...{ customer_id: other, sync_id: id, at: now },
        identifiers: [`email:${hash('same@example.fr')}`],
      })
      .execute()
    heard.length = 0
    await askForAll(inWork, id)
    await goOn()
    expect(heard).toEqual([])
    expect(await sync(db, id)).toMatchObject({ synced: 1 })
  })
})

describe('an audience sent to an address', () => {
  test('is told who came and who went, signed with a secret that only they know', async () => {
    const one = await someone('w1')
    const url = `http://127.0.0.1:${(place.address() as AddressInfo).port}/audience`
    const { id, secret, audienceId } = await sending('w1', { kind: 'webhook', url })
    await goOn()
    const [call] = heard
    expect(call?.body).toMatchObject({
      ...{ type: 'audience.added', audienceId, customers: [{ customerId: one.id }] },
    })
    const header = String(call?.headers['filrouge-signature'])
    const given = { header, body: Buffer.from(call?.text ?? ''), now: now.getTime() }
    expect(checkTimed(secret ?? '', given)).toBeInstanceOf(Buffer)
    expect(checkTimed('another', given)).toBe('wrong')
    const { rows } = await db
      .selectFrom('audiences.sync')
      .select('secret')
      .where('id', '=', id)
      .execute()
      .then((found) => ({ rows: found }))
    expect(rows[0]?.secret.toString('latin1')).not.toContain(secret)
    heard.length = 0
    await line.send({
      type: 'identify',
      name: 'Identified',
      userId: one.userId,
      traits: { tier: null },
    })
    await goOn()
    expect(heard[0]?.body).toMatchObject({ type: 'audience.removed' })
  })

  test('cannot be one of our own networks', async () => {
    await someone('w2')
    const { id } = await sending('w2', { kind: 'webhook', url: 'http://127.0.0.1:1/inside' })
    await goOn()
    expect(await sync(db, id)).toMatchObject({ state: 'failed', lastError: 'inner-address' })
  })
})
