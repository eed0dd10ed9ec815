import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Answer,
  baseUrl,
  codeFor,
  cookieOf,
  owner,
  type TeamServer,
  teamServer,
  tokenOf,
} from '../../../test/team-server.ts'
import { ownerLink } from './index.ts'

let team: TeamServer
let call: TeamServer['call']
let cookie: string
let id: string

beforeAll(async () => {
  team = await teamServer()
  call = team.call
  const made = await team.inWork((work) => ownerLink(work, baseUrl))
  const body = { ...owner, token: tokenOf(made?.link), language: 'en' }
  const joined = await call('POST', '/api/owner', { body })
  cookie = cookieOf(joined)
  id = joined.json().person.id
})
afterAll(() => team.db.destroy())
beforeEach(() => team.db.deleteFrom('team.attempt').execute())

const forgotten = (email: string) => call('POST', '/api/sign-in/forgotten', { body: { email } })
const reset = (token: string, password: string) =>
  call('POST', '/api/sign-in/reset', { body: { token, password } })
const signIn = (password: string) =>
  call('POST', '/api/sign-in', { body: { email: owner.email, password } })
const codeOf = (answer: Answer) => answer.json().code
const linkIn = (text = '') => /http\S+\/reset\/([\w-]+)/.exec(text)?.[1] ?? ''

describe('a forgotten password', () => {
  test('is asked for by anybody for any address, and the answer never tells who is here', async () => {
    const known = await forgotten(owner.email)
    const unknown = await forgotten('nobody@example.fr')
    expect([known.statusCode, known.body]).toEqual([202, ''])
    expect([unknown.statusCode, unknown.body]).toEqual([202, ''])

    const letters = await team.letters()
    expect(letters).toMatchObject([
      { to: owner.email, subject: 'A new password for the console of Filrouge' },
    ])
    expect(letters[0]?.html).toContain(linkIn(letters[0]?.text))
  })

  test('is replaced by the link of the mail, once; whoever was in with the old one is out', async () => {
    await forgotten(owner.email)
    const early = linkIn((await team.letters())[0]?.text)
    await forgotten(owner.email)
    const token = linkIn((await team.letters())[0]?.text)
    const other = cookieOf(await signIn(owner.password))

    expect(codeOf(await reset(early, 'another good one'))).toBe('team/link-not-valid')
    expect((await reset(token, 'too short')).statusCode).toBe(400)
    const done = await reset(token, 'the second password')
    expect([done.statusCode, done.cookies]).toEqual([204, []])
    expect(codeOf(await reset(token, 'the third password'))).toBe('team/link-not-valid')

    expect((await call('GET', '/api/session', { cookie: other })).statusCode).toBe(401)
    expect((await signIn(owner.password)).statusCode).toBe(401)
    const back = await signIn('the second password')
    expect(back.statusCode).toBe(200)
    cookie = cookieOf(back)
  })

  test('lets nobody fill a mailbox: after a few links the address has to wait', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 6; at++) statuses.push((await forgotten('full@example.fr')).statusCode)
    expect(statuses).toEqual([202, 202, 202, 202, 429, 429])
  })

  test('is not a way round the second proof', async () => {
    const begun = await call('POST', '/api/account/authenticator/begin', {
      ...{ cookie, body: { password: 'the second password' } },
    })
    const { ticket, secret } = begun.json()
    await call('POST', '/api/account/authenticator', {
      ...{ cookie, body: { ticket, code: codeFor(secret) } },
    })
    await forgotten(owner.email)
    const token = linkIn((await team.letters())[0]?.text)
    await reset(token, 'the fourth password')

    const answer = await signIn('the fourth password')
    expect([answer.statusCode, answer.json().needs]).toEqual([202, 'second-proof'])
    const proven = await call('POST', '/api/sign-in/code', {
      body: { ticket: answer.json().ticket, code: codeFor(secret, { stepsAway: 1 }) },
    })
    cookie = cookieOf(proven)
  })

  test('is replaced by a link that an owner hands over, and both are written down', async () => {
    const made = await call('POST', `/api/people/${id}/reset-link`, { cookie })
    expect(made.statusCode).toBe(201)
    expect(made.json().link).toMatch(/^http:\/\/127\.0\.0\.1:4000\/reset\/[\w-]{43}$/)
    expect((await reset(tokenOf(made.json().link), 'the fifth password')).statusCode).toBe(204)
    expect((await signIn('the fifth password')).statusCode).toBe(202)

    const lines = await team.db
      .selectFrom('team.audit')
      .select('action')
      .where('action', 'like', 'team/%reset%')
      .orderBy('position', 'desc')
      .limit(2)
      .execute()
    expect(lines.map(({ action }) => action)).toEqual([
      ...['team/password-reset', 'team/reset-link-made'],
    ])
  })
})
