import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  baseUrl,
  cookieOf,
  owner,
  type TeamServer,
  teamServer,
  tokenOf,
} from '../../../test/team-server.ts'
import { commandLine, ownerLink, Right, Role, rightsOf } from './index.ts'

let team: TeamServer
let call: TeamServer['call']
let cookie: string

beforeAll(async () => {
  team = await teamServer()
  call = team.call
  const made = await team.inWork((work) => ownerLink(work, baseUrl))
  const joined = await call('POST', '/api/owner', {
    body: { ...owner, token: tokenOf(made?.link) },
  })
  cookie = cookieOf(joined)
})
afterAll(() => team.db.destroy())

const codeOf = async (answer: ReturnType<typeof call>) => (await answer).json().code

describe('a key', () => {
  test('may what its role may, and is told which right it lacks', async () => {
    const { key } = await team.keyFor('data_officer')

    expect((await call('GET', '/api/people', { key })).statusCode).toBe(200)
    const refused = await call('POST', '/api/keys', {
      key,
      body: { name: 'x', rights: ['insight:read'] },
    })
    expect(refused.statusCode).toBe(403)
    expect(refused.json()).toMatchObject({
      code: 'team/right-missing',
      details: { right: 'team:write' },
    })
  })

  test('needs no header of the console, and has no session', async () => {
    const { key } = await team.keyFor('owner')
    const headers = { 'x-filrouge': '', origin: 'https://elsewhere.example' }

    const made = await call('POST', '/api/keys', {
      ...{ key, headers, body: { name: 'Till', rights: ['customers:read'] } },
    })
    expect(made.statusCode).toBe(201)
    expect(await codeOf(call('GET', '/api/session', { key }))).toBe('team/persons-only')
  })

  test('is told once, listed by its beginning, noted when used, and dead once revoked', async () => {
    const made = await call('POST', '/api/keys', {
      cookie,
      body: { name: 'Warehouse', rights: ['team:read'] },
    })
    const { id, key, prefix } = made.json()
    expect(key).toMatch(/^frk_[\w-]{12}_[\w-]{43}$/)
    await call('GET', '/api/keys', { key })

    const list = (await call('GET', '/api/keys', { cookie })).body
    const listed = JSON.parse(list).keys.find((one: { id: string }) => one.id === id)
    expect(listed).toMatchObject({ name: 'Warehouse', prefix, revokedAt: null })
    expect(Date.parse(listed.lastUsedAt)).toBeGreaterThan(Date.now() - 60_000)
    expect(list).not.toContain(key.slice(prefix.length + 1))

    expect((await call('DELETE', `/api/keys/${id}`, { cookie })).statusCode).toBe(204)
    expect(await codeOf(call('GET', '/api/keys', { key }))).toBe('team/not-signed-in')
    expect((await call('DELETE', `/api/keys/${id}`, { cookie })).statusCode).toBe(404)
  })

  test('may what it was given alone, and never more than whoever made it', async () => {
    const make = async (by: { cookie?: string; key?: string }, rights: string[]) =>
      call('POST', '/api/keys', { ...by, body: { name: 'Limited', rights } })
    const { key } = (await make({ cookie }, ['team:read', 'team:write'])).json()
    const { person } = (await call('GET', '/api/session', { cookie })).json()

    expect((await call('GET', '/api/keys', { key })).statusCode).toBe(200)
    expect(await codeOf(call('GET', '/api/audit', { key }))).toBe('team/right-missing')
    const more = await make({ key }, ['team:read', 'customers:read'])
    expect(more.json()).toMatchObject({
      code: 'team/rights-too-high',
      details: { missing: ['customers:read'] },
    })
    // Nor does it reach somebody who may more, by any of the ways an owner has.
    const ways = [
      call('POST', `/api/people/${person.id}/reset-link`, { key }),
      call('DELETE', `/api/people/${person.id}/proofs`, { key }),
      call('DELETE', `/api/people/${person.id}/sessions`, { key }),
      call('DELETE', `/api/people/${person.id}`, { key }),
      call('PATCH', `/api/people/${person.id}`, { key, body: { role: 'agent' } }),
    ]
    const codes = await Promise.all(ways.map(codeOf))
    expect(codes).toEqual(Array(5).fill('team/role-too-high'))
    expect((await make({ cookie }, [])).statusCode).toBe(400)
    expect((await make({ cookie }, ['everything'])).statusCode).toBe(400)
  })

  test('ends on the day that was set, and is listed with it', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString()
    const made = await call('POST', '/api/keys', {
      cookie,
      body: { name: 'For a minute', rights: ['team:read'], expiresAt },
    })
    const { id, key } = made.json()
    expect(made.json()).toMatchObject({ expiresAt, rights: ['team:read'] })
    expect((await call('GET', '/api/keys', { key })).statusCode).toBe(200)

    await team.db
      .updateTable('team.api_key')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', id)
      .execute()
    expect(await codeOf(call('GET', '/api/keys', { key }))).toBe('team/not-signed-in')
  })

  test('with one character changed is nobody', async () => {
    const { key } = await team.keyFor('owner')
    const changed = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')

    for (const bad of [changed, `${key}x`, 'frk_', '', 'x'.repeat(5000)]) {
      const answer = await call('GET', '/api/keys', { headers: { authorization: `Bearer ${bad}` } })
      expect(answer.statusCode).toBe(401)
    }
    // A bad key beside a good cookie is a mistake of a program: not quietly a person.
    const both = await call('GET', '/api/keys', { key: changed, cookie })
    expect(both.statusCode).toBe(401)
  })
})

describe('a write with the cookie of a session', () => {
  const write = (headers: Record<string, string>) =>
    codeOf(
      call('POST', '/api/keys', { cookie, headers, body: { name: 'x', rights: ['insight:read'] } }),
    )

  test('is refused unless the console itself sent it', async () => {
    expect(await write({ 'x-filrouge': '' })).toBe('team/foreign-request')
    expect(await write({ origin: 'https://elsewhere.example' })).toBe('team/foreign-request')
    expect(await write({ origin: 'null' })).toBe('team/foreign-request')
    expect(await write({ origin: baseUrl })).toBeUndefined()
    expect(await write({ host: 'shop.example', origin: 'http://shop.example' })).toBeUndefined()
  })

  test('to somewhere that only reads is no write', async () => {
    const answer = await call('GET', '/api/keys', { cookie, headers: { 'x-filrouge': '' } })
    expect(answer.statusCode).toBe(200)
  })
})

describe('a colleague', () => {
  test('joins by a link under the invited email, once, with the role that was given', async () => {
    const invited = await call('POST', '/api/people', {
      cookie,
      body: { email: 'Marc@example.fr', role: 'marketer' },
    })
    expect(invited.statusCode).toBe(201)
    const people = await call('GET', '/api/people', { cookie })
    expect(people.json().invitations).toMatchObject([{ email: 'marc@example.fr' }])

    const body = { token: tokenOf(invited.json().link), name: 'Marc', password: 'another long one' }
    const joined = await call('POST', '/api/people/join', { body })
    expect(joined.json()).toMatchObject({
      person: { email: 'marc@example.fr', role: 'marketer' },
      rights: rightsOf.marketer,
    })
    expect(await codeOf(call('POST', '/api/people/join', { body }))).toBe('team/link-not-valid')
    const after = (await call('GET', '/api/people', { cookie })).json()
    expect(after.people.map(({ name }: { name: string }) => name)).toEqual(['Marc', 'Odile'])
    expect(after.invitations).toEqual([])
  })

  test('who was invited by mistake finds the link withdrawn', async () => {
    const invited = await call('POST', '/api/people', {
      cookie,
      body: { email: 'wrong@example.fr', role: 'owner' },
    })
    const { id, link } = invited.json()
    const withdraw = () => call('DELETE', `/api/people/invitations/${id}`, { cookie })

    expect((await withdraw()).statusCode).toBe(204)
    const body = { token: tokenOf(link), name: 'Nobody', password: 'another long one' }
    expect(await codeOf(call('POST', '/api/people/join', { body }))).toBe('team/link-not-valid')
    expect(await codeOf(withdraw())).toBe('team/invitation-not-found')
  })

  test('who changes role may something else at once, and who is removed is out at once', async () => {
    const { link } = (
      await call('POST', '/api/people', { cookie, body: { email: 'a@b.fr', role: 'analyst' } })
    ).json()
    const body = { token: tokenOf(link), name: 'Ana', password: 'a password of hers' }
    const joined = await call('POST', '/api/people/join', { body })
    const hers = { cookie: cookieOf(joined) }
    const { id } = joined.json().person

    expect((await call('GET', '/api/audit', hers)).statusCode).toBe(403)
    await call('PATCH', `/api/people/${id}`, { cookie, body: { role: 'data_officer' } })
    expect((await call('GET', '/api/audit', hers)).statusCode).toBe(200)

    expect((await call('DELETE', `/api/people/${id}`, { cookie })).statusCode).toBe(204)
    expect((await call('GET', '/api/session', hers)).statusCode).toBe(401)
  })

  test('reads the console in the language of their choice', async () => {
    const changed = await call('PATCH', '/api/session', { cookie, body: { language: 'en' } })
    expect(changed.json().person.language).toBe('en')
    const read = await call('GET', '/api/session', { cookie })
    expect(read.json().person.language).toBe('en')
  })

  test('who is the last owner cannot leave or step down', async () => {
    const { person } = (await call('GET', '/api/session', { cookie })).json()

    expect(await codeOf(call('DELETE', `/api/people/${person.id}`, { cookie }))).toBe(
      'team/last-owner',
    )
    const stepDown = { cookie, body: { role: 'agent' } }
    expect(await codeOf(call('PATCH', `/api/people/${person.id}`, stepDown))).toBe(
      'team/last-owner',
    )
  })
})

test('every role may something, and nobody but an owner may change who may what', () => {
  for (const role of Role.options) {
    expect(rightsOf[role].length).toBeGreaterThan(0)
    expect(rightsOf[role].includes('team:write')).toBe(role === 'owner')
  }
  expect(commandLine.rights).toEqual(Right.options)
})
