import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../kernel/database.ts'
import { type HttpServer, httpServer } from '../../kernel/http.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import {
  authorise,
  commandLine,
  createKey,
  openAccess,
  ownerLink,
  Right,
  type Role,
  startAuth,
  teamRoutes,
} from './index.ts'

const baseUrl = 'http://127.0.0.1:4000'
const password = 'correct horse battery'
const owner = { name: 'Odile', email: 'odile@example.fr', password }
const productTime = new Date('2027-01-05T10:00:00Z')

let db: Db
let inWork: InWork
let http: HttpServer
const accesses: string[] = []

async function serve(url = baseUrl) {
  const log = pino({ level: 'silent' })
  const auth = startAuth({ db, baseUrl: url, log })
  const server = await httpServer({ title: 'Team', log, checkAccess: authorise(db, auth) })
  server.addHook('onRoute', ({ config }) => {
    if (config?.access) accesses.push(config.access)
  })
  await server.register(teamRoutes, {
    db,
    inWork,
    auth,
    clock: { now: () => productTime, demo: true },
  })
  return server
}

beforeAll(async () => {
  db = (await testDatabase()).db
  inWork = startWork(db, { clock: () => productTime })
  http = await serve()
})
afterAll(() => db.destroy())
beforeEach(() => db.deleteFrom('team.attempt').execute())

interface Call {
  body?: object
  cookie?: string
  key?: string
  headers?: Record<string, string>
  from?: string
}

/** Calls as the console does; a test that plays somebody else says so in its headers. */
function call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, options: Call = {}) {
  const { body, cookie, key, headers, from = '192.0.2.1' } = options
  return http.inject({
    method,
    url,
    remoteAddress: from,
    headers: {
      'x-filrouge': 'console',
      ...(cookie && { cookie }),
      ...(key && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body && { body }),
  })
}

type Answer = Awaited<ReturnType<typeof call>>
const cookieOf = ({ cookies }: Answer) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
const tokenOf = (link: string) => link.split('/').at(-1) ?? ''

async function keyFor(role: Role): Promise<string> {
  const { key } = await inWork((work) => createKey(work, commandLine, { name: role, role }))
  return key
}

/** One sign-in for all tests that only need to be in: a password takes its time. */
let ownersCookie: Promise<string> | undefined
const signedIn = () => {
  ownersCookie ??= call('POST', '/api/sign-in', { body: owner }).then(cookieOf)
  return ownersCookie
}

describe('the first owner', () => {
  test('comes in by a link that works once, and is signed in', async () => {
    const made = await inWork((work) => ownerLink(work, baseUrl))
    const another = await inWork((work) => ownerLink(work, baseUrl))
    expect(made?.link).toMatch(/^http:\/\/127\.0\.0\.1:4000\/owner\/[\w-]{43}$/)
    expect((await call('GET', '/api/owner')).json()).toEqual({ exists: false })
    const body = { ...owner, token: tokenOf(made?.link ?? ''), language: 'fr' }

    const joined = await call('POST', '/api/owner', { body })
    expect(joined.statusCode).toBe(201)
    const session = await call('GET', '/api/session', { cookie: cookieOf(joined) })
    expect(session.json()).toMatchObject({
      person: { name: 'Odile', email: owner.email, role: 'owner', language: 'fr' },
      rights: Right.options,
      demo: true,
      now: productTime.toISOString(),
      brand: { timeZone: 'Europe/Paris', currency: 'EUR', languages: ['fr', 'en'] },
    })

    expect((await call('GET', '/api/owner')).json()).toEqual({ exists: true })
    const later = [body.token, tokenOf(another?.link ?? '')]
    for (const token of later) {
      const refused = await call('POST', '/api/owner', {
        body: { ...body, token, email: 'b@c.fr' },
      })
      expect(refused.json().code).toBe('team/has-owner')
    }
    expect(await inWork((work) => ownerLink(work, baseUrl))).toBeNull()
  })

  test('cannot be two, even when both open their links at once', async () => {
    await db.deleteFrom('team.founder').execute()
    const links = [
      await inWork((work) => ownerLink(work, baseUrl)),
      await inWork((work) => ownerLink(work, baseUrl)),
    ]
    const answers = await Promise.all(
      links.map((made, at) =>
        call('POST', '/api/owner', {
          body: { ...owner, email: `owner${at}@example.fr`, token: tokenOf(made?.link ?? '') },
        }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  })
})

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await call('POST', '/api/sign-in', {
      body: { ...owner, email: ' Odile@Example.fr' },
    })

    expect(answer.statusCode).toBe(200)
    expect(answer.cookies).toEqual([
      expect.objectContaining({
        name: 'filrouge.session_token',
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
      }),
    ])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('gives a cookie for encrypted connections only where the product is reached by them', async () => {
    const before = http
    http = await serve('https://brand.example')
    const answer = await call('POST', '/api/sign-in', { body: owner })
    http = before

    expect(answer.cookies[0]).toMatchObject({
      name: '__Secure-filrouge.session_token',
      secure: true,
    })
  })

  test('ends the session that the browser came with, and never takes over its cookie', async () => {
    const first = cookieOf(await call('POST', '/api/sign-in', { body: owner }))
    const planted = `${first}; filrouge.session_token=planted.signature`
    const second = cookieOf(await call('POST', '/api/sign-in', { body: owner, cookie: first }))
    const third = cookieOf(await call('POST', '/api/sign-in', { body: owner, cookie: planted }))

    expect(second).not.toBe(first)
    expect(third).not.toContain('planted')
    expect((await call('GET', '/api/session', { cookie: first })).statusCode).toBe(401)
    expect((await call('GET', '/api/session', { cookie: second })).statusCode).toBe(200)
  })

  test('is over after signing out, also for who kept the cookie', async () => {
    const cookie = cookieOf(await call('POST', '/api/sign-in', { body: owner }))

    const out = await call('POST', '/api/sign-out', { cookie })
    expect(out.statusCode).toBe(204)
    expect(out.cookies.every(({ maxAge }) => maxAge === 0)).toBe(true)
    expect((await call('GET', '/api/session', { cookie })).json().code).toBe('team/not-signed-in')
  })

  test('tells nothing about who has an account', async () => {
    const attempt = async (email: string) => {
      const began = performance.now()
      const answer = await call('POST', '/api/sign-in', {
        body: { email, password: 'not this one' },
      })
      const { requestId: _, ...body } = answer.json()
      return { status: answer.statusCode, body, ms: performance.now() - began }
    }
    await attempt('warm@example.fr')
    const unknown = await attempt('nobody@example.fr')
    const known = await attempt(owner.email)

    expect(unknown.status).toBe(401)
    expect({ ...unknown, ms: 0 }).toEqual({ ...known, ms: 0 })
    expect(unknown.ms).toBeGreaterThan(known.ms / 4) // a password is hashed for nobody, too
  })

  test('is refused for a while after ten wrong passwords for one account, the right one too', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 13 }, (_, at) =>
        call('POST', '/api/sign-in', {
          body: { email: 'guessed@example.fr', password: `guess ${at}` },
          from: `198.51.100.${at}`,
        }),
      ),
    )
    const statuses = guesses.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(3)
    const refused = guesses.find(({ statusCode }) => statusCode === 429)?.json()
    expect(refused).toMatchObject({ code: 'team/too-many-tries' })
    expect(refused.details.retryAfter).toBeLessThanOrEqual(900)
  })
})
