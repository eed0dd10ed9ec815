import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  baseUrl,
  cookieOf,
  owner,
  productTime,
  type TeamServer,
  teamServer,
  tokenOf,
} from '../../../test/team-server.ts'
import { countTry, ownerLink, Right, teamJobs } from './index.ts'

let team: TeamServer
let call: TeamServer['call']

beforeAll(async () => {
  team = await teamServer()
  call = team.call
})
afterAll(() => team.db.destroy())
beforeEach(() => team.db.deleteFrom('team.attempt').execute())

const newLink = () => team.inWork((work) => ownerLink(work, baseUrl))

describe('the first owner', () => {
  test('comes in by a link that works once, and is signed in', async () => {
    const made = await newLink()
    const another = await newLink()
    expect(made?.link).toMatch(/^http:\/\/127\.0\.0\.1:4000\/owner\/[\w-]{43}$/)
    expect((await call('GET', '/api/owner')).json()).toMatchObject({ exists: false })
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

    expect((await call('GET', '/api/owner')).json()).toMatchObject({ exists: true })
    const later = [body.token, tokenOf(another?.link ?? '')]
    for (const token of later) {
      const refused = await call('POST', '/api/owner', {
        body: { ...body, token, email: 'b@c.fr' },
      })
      expect(refused.json().code).toBe('team/has-owner')
    }
    expect(await newLink()).toBeNull()
  })

  test('cannot be two, even when both open their links at once', async () => {
    await team.db.deleteFrom('team.founder').execute()
    const links = [await newLink(), await newLink()]
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
    const callSecurely = await team.serve('https://brand.example')
    const answer = await callSecurely('POST', '/api/sign-in', { body: owner })

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

  test('takes as long to refuse somebody unknown as a wrong password', async () => {
    const time = async (email: string) => {
      await team.db.deleteFrom('team.attempt').execute()
      const began = performance.now()
      await call('POST', '/api/sign-in', { body: { email, password: 'not this one' } })
      return performance.now() - began
    }
    const unknown: number[] = []
    const known: number[] = []
    for (let round = 0; round < 7; round++) {
      unknown.push(await time(`nobody${round}@example.fr`))
      known.push(await time(owner.email))
    }
    // The quickest of each: whatever else the machine does only adds to it.
    const ratio = Math.min(...unknown) / Math.min(...known)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  test('is refused after five wrong passwords for one account, known or not, however many come at once', async () => {
    for (const email of ['guessed@example.fr', owner.email]) {
      const guesses = await Promise.all(
        Array.from({ length: 13 }, (_, at) =>
          call('POST', '/api/sign-in', {
            body: { email, password: `guess ${at}` },
            from: `198.51.100.${at}`,
          }),
        ),
      )
      const statuses = guesses.map(({ statusCode }) => statusCode)
      expect(statuses.filter((status) => status === 401)).toHaveLength(6) // five, and the first that closes
      expect(statuses.filter((status) => status === 429)).toHaveLength(7)
      const refused = guesses.find(({ statusCode }) => statusCode === 429)
      expect(refused?.json()).toMatchObject({
        code: 'team/too-many-tries',
        details: { retryAfter: expect.any(Number) },
      })
      expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
      // Not even the right password gets through a closed door.
      const closed = { closed_until: new Date(Date.now() + 60_000) }
      await team.db
        .updateTable('team.attempt')
        .set(closed)
        .where('door', 'like', 'account:%')
        .execute()
      const right = await call('POST', '/api/sign-in', { body: { ...owner, email } })
      expect(right.statusCode).toBe(429)
    }
  })

  test('lets both of two in who try a free door at once, whichever is counted first', async () => {
    await team.inWork(async ({ tx }) => {
      // It begins first, and is counted second.
      await sql`select now()`.execute(tx)
      await countTry(team.db, 'shopper', 'two@example.fr')
      await countTry(tx, 'shopper', 'two@example.fr')
    })
  })

  test('closes an account for twice as long after each further try, up to a quarter of an hour', async () => {
    const closedFor = async () => {
      await team.db
        .updateTable('team.attempt')
        .set({ closed_until: new Date(0) })
        .execute()
      await call('POST', '/api/sign-in', { body: { email: 'slow@example.fr', password: 'guess' } })
      const { seconds } = await team.db
        .selectFrom('team.attempt')
        .select(sql<number>`extract(epoch from closed_until - last_try_at)::int`.as('seconds'))
        .where('door', 'like', 'account:%')
        .executeTakeFirstOrThrow()
      return seconds
    }
    const waits: number[] = []
    for (let at = 0; at < 18; at++) waits.push(await closedFor())
    expect(waits).toEqual([
      ...[0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900],
    ])
  })

  test('is allowed again with time: one try wears off in an hour', async () => {
    const enter = async (password: string) =>
      (await call('POST', '/api/sign-in', { body: { ...owner, password } })).statusCode
    const hoursPass = (hours: number) =>
      team.db
        .updateTable('team.attempt')
        .set({ last_try_at: new Date(Date.now() - hours * 3_600_000), closed_until: new Date(0) })
        .execute()
    const tries = async () => {
      const account = team.db.selectFrom('team.attempt').where('door', 'like', 'account:%')
      const row = await account.select('tries').executeTakeFirst()
      return row && Math.round(row.tries)
    }
    for (let at = 0; at < 5; at++) await enter('wrong')
    expect(await tries()).toBe(5)
    await hoursPass(3)
    expect(await enter('wrong')).toBe(401)
    expect(await tries()).toBe(3)
    await hoursPass(20)
    await enter('wrong')
    expect(await tries()).toBe(1)
    expect(await enter(owner.password)).toBe(200)
    expect(await tries()).toBeUndefined() // all is forgiven
  })

  test('is refused to an address that knocked too often, however it moves in its network', async () => {
    const knock = (from: string) =>
      call('POST', '/api/people/join', {
        body: { token: 'guessed', name: 'x', password: 'long enough to do' },
        from,
      })
    for (let at = 0; at < 31; at++) await knock(`2001:db8:1:2::${at}`)

    expect((await knock('2001:db8:1:2:ffff::1')).statusCode).toBe(429)
    // Nor by saying that it is somebody else: nobody's word is taken for where a request comes from.
    const disguised = await call('POST', '/api/people/join', {
      body: { token: 'guessed', name: 'x', password: 'long enough to do' },
      from: '2001:db8:1:2::7',
      headers: { 'x-forwarded-for': '203.0.113.9' },
    })
    expect(disguised.statusCode).toBe(429)
    expect((await knock('2001:db8:1:3::1')).statusCode).toBe(410)
  })

  test('may be done all day by an office behind one address', async () => {
    for (let at = 0; at < 3; at++) {
      const came = await call('POST', '/api/sign-in', { body: owner })
      expect(came.statusCode).toBe(200)
    }
    const left = await team.db.selectFrom('team.attempt').select('tries').execute()
    expect(left).toEqual([{ tries: 0 }])
  })

  test('is the business of the console alone, of no page elsewhere', async () => {
    const enter = (headers: Record<string, string>) =>
      call('POST', '/api/sign-in', { body: owner, headers })
    for (const headers of [{ 'x-filrouge': '' }, { origin: 'https://elsewhere.example' }]) {
      const answer = await enter(headers)
      expect(answer.json().code).toBe('team/foreign-request')
      expect(answer.cookies).toEqual([])
    }
    // A form can be sent by any page, but not as JSON.
    const form = await enter({ 'content-type': 'text/plain' })
    expect(form.json().code).toBe('request/invalid')
  })
})

test('what is over is tidied away, what still holds is not', async () => {
  const cookie = cookieOf(await call('POST', '/api/sign-in', { body: owner }))
  const over = cookieOf(await call('POST', '/api/sign-in', { body: owner }))
  const token = decodeURIComponent(over.split('=')[1] ?? '').split('.')[0] ?? ''
  await team.db
    .updateTable('team.session')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('token', '=', token)
    .execute()
  const sessions = () => team.db.selectFrom('team.session').select('token').execute()
  const before = await sessions()

  await teamJobs(team.inWork)[0]?.run({})
  expect(await sessions()).toEqual(before.filter((session) => session.token !== token))
  expect((await call('GET', '/api/session', { cookie })).statusCode).toBe(200)
})
