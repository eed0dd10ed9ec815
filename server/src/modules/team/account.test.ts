import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  baseUrl,
  cookieOf,
  owner,
  type TeamServer,
  teamServer,
  tokenOf,
} from '../../../test/team-server.ts'
import { ownerLink } from './index.ts'

let team: TeamServer
let call: TeamServer['call']

beforeAll(async () => {
  team = await teamServer()
  call = team.call
  const made = await team.inWork((work) => ownerLink(work, baseUrl))
  await call('POST', '/api/owner', { body: { ...owner, token: tokenOf(made?.link) } })
})
afterAll(() => team.db.destroy())
beforeEach(() => team.db.deleteFrom('team.attempt').execute())

const signIn = async (userAgent: string, password = owner.password) =>
  cookieOf(
    await call('POST', '/api/sign-in', {
      ...{ body: { ...owner, password }, headers: { 'user-agent': userAgent } },
    }),
  )
const sessionsOf = async (cookie: string) =>
  (await call('GET', '/api/account', { cookie })).json().sessions
const isIn = async (cookie: string) =>
  (await call('GET', '/api/session', { cookie })).statusCode === 200

test('the browsers that somebody is signed in with are listed, this one first, and ended one by one', async () => {
  const phone = await signIn('a phone')
  const desk = await signIn('a desk')
  const sessions = await sessionsOf(desk)
  expect(sessions[0]).toMatchObject({ userAgent: 'a desk', current: true })
  const other = sessions.find(({ userAgent }: { userAgent: string }) => userAgent === 'a phone')
  expect(JSON.stringify(sessions)).not.toContain(phone.split(/[=.]/)[2])

  expect(
    (await call('DELETE', `/api/account/sessions/${other.id}`, { cookie: desk })).statusCode,
  ).toBe(204)
  expect([await isIn(phone), await isIn(desk)]).toEqual([false, true])
})

test('all other browsers are signed out at once, and nobody else’s session can be ended', async () => {
  const cookie = await signIn('mine')
  const others = [await signIn('one'), await signIn('two')]
  const invited = await call('POST', '/api/people', {
    cookie,
    body: { email: 'm@b.fr', role: 'agent' },
  })
  const joined = await call('POST', '/api/people/join', {
    body: { token: tokenOf(invited.json().link), name: 'Max', password: 'the password of Max' },
  })
  const [first] = await sessionsOf(cookie)
  const stranger = await call('DELETE', `/api/account/sessions/${first.id}`, {
    cookie: cookieOf(joined),
  })
  expect(stranger.json().code).toBe('team/session-not-found')

  expect((await call('DELETE', '/api/account/sessions', { cookie })).statusCode).toBe(204)
  expect([await isIn(cookie), await isIn(others[0] ?? ''), await isIn(others[1] ?? '')]).toEqual([
    ...[true, false, false],
  ])
  expect(await isIn(cookieOf(joined))).toBe(true)

  // An owner ends those of a colleague whose laptop was stolen.
  const { id } = joined.json().person
  await call('DELETE', `/api/people/${id}/sessions`, { cookie })
  expect(await isIn(cookieOf(joined))).toBe(false)
})

test('a new password needs the old one, and signs every other browser out', async () => {
  const cookie = await signIn('mine')
  const other = await signIn('another')
  const change = (password: string, next: string) =>
    call('POST', '/api/account/password', { cookie, body: { password, next } })

  expect((await change('guessed', 'a new one of mine')).json().code).toBe('team/password-refused')
  expect((await change(owner.password, 'short')).statusCode).toBe(400)
  expect((await change(owner.password, 'a new one of mine')).statusCode).toBe(204)
  expect([await isIn(cookie), await isIn(other)]).toEqual([true, false])
  expect(await isIn(await signIn('again', 'a new one of mine'))).toBe(true)
})

test('an account is the business of its person: a key has none, a foreign page changes nothing', async () => {
  const { key } = await team.keyFor('owner')
  expect((await call('GET', '/api/account', { key })).json().code).toBe('team/persons-only')

  const cookie = await signIn('mine', 'a new one of mine')
  const foreign = await call('DELETE', '/api/account/sessions', {
    ...{ cookie, headers: { origin: 'https://elsewhere.example' } },
  })
  expect(foreign.json().code).toBe('team/foreign-request')
})
