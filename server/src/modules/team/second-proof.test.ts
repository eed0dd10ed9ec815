import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Answer,
  baseUrl,
  bytesOf,
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

beforeAll(async () => {
  team = await teamServer()
  call = team.call
  const made = await team.inWork((work) => ownerLink(work, baseUrl))
  const body = { ...owner, token: tokenOf(made?.link) }
  cookie = cookieOf(await call('POST', '/api/owner', { body }))
})
afterAll(() => team.db.destroy())
beforeEach(() => team.db.deleteFrom('team.attempt').execute())

/** A colleague with a password and nothing else. */
async function colleague(name: string, role = 'analyst') {
  const email = `${name}@example.fr`
  const invited = await call('POST', '/api/people', { cookie, body: { email, role } })
  const password = `the password of ${name}`
  const joined = await call('POST', '/api/people/join', {
    body: { token: tokenOf(invited.json().link), name, password },
  })
  return { email, password, joined, cookie: cookieOf(joined), id: joined.json().person?.id }
}

type Colleague = Awaited<ReturnType<typeof colleague>>

/** Sets up an app, as the account page does; its code of now is used up by that. */
async function withApp({ cookie: own, password }: Colleague) {
  const begun = await call('POST', '/api/account/authenticator/begin', {
    ...{ cookie: own, body: { password } },
  })
  const { ticket, secret } = begun.json()
  const confirmed = await call('POST', '/api/account/authenticator', {
    ...{ cookie: own, body: { ticket, code: codeFor(secret) } },
  })
  return { secret: String(secret), backupCodes: confirmed.json().backupCodes as string[] }
}

const signIn = ({ email, password }: Colleague) =>
  call('POST', '/api/sign-in', { body: { email, password } })
const prove = (ticket: string, code: string) =>
  call('POST', '/api/sign-in/code', { body: { ticket, code } })
const codeOf = (answer: Answer) => answer.json().code
const isIn = async (answer: Answer) =>
  (await call('GET', '/api/session', { cookie: cookieOf(answer) })).statusCode === 200

describe('an authenticator app', () => {
  test('is asked for after the password, and only both together let in', async () => {
    const ana = await colleague('ana')
    const { secret } = await withApp(ana)

    const first = await signIn(ana)
    expect(first.statusCode).toBe(202)
    expect(first.cookies).toEqual([])
    expect(first.json()).toMatchObject({ needs: 'second-proof', by: ['code'] })
    const { ticket } = first.json()
    const wrong = await prove(ticket, '000000')
    expect([wrong.statusCode, codeOf(wrong), wrong.cookies]).toEqual([
      ...[401, 'team/code-refused', []],
    ])
    const right = await prove(ticket, codeFor(secret, { stepsAway: 1 }))
    expect(right.statusCode).toBe(200)
    expect(await isIn(right)).toBe(true)
  })

  test('is kept so that a copy of the database shows its secret to nobody', async () => {
    const lea = await colleague('lea')
    const begun = await call('POST', '/api/account/authenticator/begin', {
      ...{ cookie: lea.cookie, body: { password: lea.password } },
    })
    const { ticket, secret } = begun.json()
    const told = bytesOf(secret)
    const waiting = await team.db
      .selectFrom('team.ticket')
      .select('content')
      .where('person_id', '=', lea.id)
      .executeTakeFirstOrThrow()
    for (const form of [told.toString('base64'), secret]) {
      expect(JSON.stringify(waiting.content)).not.toContain(form)
    }
    await call('POST', '/api/account/authenticator', {
      ...{ cookie: lea.cookie, body: { ticket, code: codeFor(secret) } },
    })
    const kept = await team.db
      .selectFrom('team.authenticator')
      .select('secret')
      .where('person_id', '=', lea.id)
      .executeTakeFirstOrThrow()
    for (const form of [told, told.toString('base64'), secret]) {
      expect(kept.secret.includes(form)).toBe(false)
    }
    const next = (await signIn(lea)).json().ticket
    expect((await prove(next, codeFor(secret, { stepsAway: 1 }))).statusCode).toBe(200)
  })

  test('is told apart from a wrong code where its secret cannot be read; paper still lets in', async () => {
    const max = await colleague('max')
    const { secret, backupCodes } = await withApp(max)
    const elsewhere = await team.serve(baseUrl, 'the key of another house')
    const { ticket } = (await signIn(max)).json()
    const code = codeFor(secret, { stepsAway: 1 })

    const refused = await elsewhere('POST', '/api/sign-in/code', { body: { ticket, code } })
    expect([refused.statusCode, codeOf(refused)]).toEqual([409, 'team/authenticator-unreadable'])
    const paper = { ticket, code: backupCodes[0] }
    expect((await elsewhere('POST', '/api/sign-in/code', { body: paper })).statusCode).toBe(200)
  })

  test('cannot be lent: its sealed secret opens for no other person', async () => {
    const [nia, oto] = [await colleague('nia'), await colleague('oto')]
    const { secret } = await withApp(nia)
    await withApp(oto)
    await sql`update team.authenticator set last_step = 0, secret =
      (select secret from team.authenticator where person_id = ${nia.id})
      where person_id = ${oto.id}`.execute(team.db)
    const { ticket } = (await signIn(oto)).json()
    expect(codeOf(await prove(ticket, codeFor(secret)))).toBe('team/authenticator-unreadable')
  })

  test('counts only once a code has shown that the app holds the secret', async () => {
    const bob = await colleague('bob')
    const begun = await call('POST', '/api/account/authenticator/begin', {
      ...{ cookie: bob.cookie, body: { password: bob.password } },
    })
    const { ticket, secret, uri } = begun.json()
    expect(uri).toContain(`secret=${secret}`)
    const confirm = (code: string) =>
      call('POST', '/api/account/authenticator', {
        ...{ cookie: bob.cookie, body: { ticket, code } },
      })
    expect(codeOf(await confirm('000000'))).toBe('team/code-refused')
    expect((await signIn(bob)).statusCode).toBe(200)

    const confirmed = await confirm(codeFor(secret))
    expect(confirmed.json().backupCodes).toHaveLength(10)
    expect((await signIn(bob)).statusCode).toBe(202)
    expect(codeOf(await confirm(codeFor(secret)))).toBe('team/ticket-not-valid')
  })

  test('gives codes that work once, also for two who type the same one at once', async () => {
    const cleo = await colleague('cleo')
    const { secret } = await withApp(cleo)
    const ticket = (await signIn(cleo)).json().ticket

    // The code by which the app was set up, read over a shoulder.
    expect(codeOf(await prove(ticket, codeFor(secret)))).toBe('team/code-refused')
    const next = codeFor(secret, { stepsAway: 1 })
    const both = await Promise.all([prove(ticket, next), prove(ticket, next)])
    expect(both.map(({ statusCode }) => statusCode).sort()[0]).toBe(200)
    expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    const again = (await signIn(cleo)).json().ticket
    expect(codeOf(await prove(again, next))).toBe('team/code-refused')
  })

  test('cannot be guessed: tries are counted for the person, over all tickets', async () => {
    const dan = await colleague('dan')
    await withApp(dan)
    const guess = async (code: string, from: string) => {
      const { ticket } = (await signIn(dan)).json()
      return call('POST', '/api/sign-in/code', { body: { ticket, code }, from })
    }
    for (let at = 0; at < 6; at++) {
      expect(codeOf(await guess(`00000${at}`, `198.51.100.${at}`))).toBe('team/code-refused')
    }
    const closing = await team.db
      .selectFrom('team.attempt')
      .select(sql<number>`extract(epoch from closed_until - last_try_at)::int`.as('seconds'))
      .where('door', 'like', 'code:%')
      .execute()
    expect(closing).toEqual([{ seconds: 1 }])
    const closed = { closed_until: new Date(Date.now() + 60_000) }
    await team.db.updateTable('team.attempt').set(closed).where('door', 'like', 'code:%').execute()
    expect(codeOf(await guess('000007', '198.51.100.7'))).toBe('team/too-many-tries')
  })

  test('is replaced by a code on paper when the phone is gone, each good for once', async () => {
    const eva = await colleague('eva')
    const { backupCodes } = await withApp(eva)
    const [code = ''] = backupCodes
    const ticket = (await signIn(eva)).json().ticket
    const typed = code.toLowerCase().replace('-', ' ')

    expect((await prove(ticket, typed)).statusCode).toBe(200)
    const again = (await signIn(eva)).json().ticket
    expect(codeOf(await prove(again, code))).toBe('team/code-refused')
    const { authenticator } = (await call('GET', '/api/account', { cookie: eva.cookie })).json()
    expect(authenticator.backupCodes).toBe(9)

    const renewed = await call('POST', '/api/account/backup-codes', {
      ...{ cookie: eva.cookie, body: { password: eva.password } },
    })
    expect(codeOf(await prove(again, backupCodes[1] ?? ''))).toBe('team/code-refused')
    expect((await prove(again, renewed.json().backupCodes[0])).statusCode).toBe(200)
  })

  test('is changed by nobody who only found the browser open', async () => {
    const fay = await colleague('fay')
    await withApp(fay)
    const body = { password: 'guessed by a passer-by' }
    for (const path of ['begin', 'remove']) {
      const answer = await call('POST', `/api/account/authenticator/${path}`, {
        ...{ cookie: fay.cookie, body },
      })
      expect(codeOf(answer)).toBe('team/password-refused')
    }
    for (const path of ['backup-codes', 'passkeys/begin']) {
      const answer = await call('POST', `/api/account/${path}`, { cookie: fay.cookie, body })
      expect(codeOf(answer)).toBe('team/password-refused')
    }
    const removed = await call('POST', '/api/account/authenticator/remove', {
      ...{ cookie: fay.cookie, body: { password: fay.password } },
    })
    expect(removed.statusCode).toBe(204)
    expect((await signIn(fay)).statusCode).toBe(200)
  })
})

describe('a role that asks for a second proof', () => {
  const strict = (role: string, value: boolean) =>
    call('PATCH', `/api/roles/${role}`, { cookie, body: { strict: value } })

  test('lets nobody in before they have one, and shows them how', async () => {
    const gil = await colleague('gil', 'marketer')
    expect((await strict('marketer', true)).statusCode).toBe(204)
    expect((await call('GET', '/api/session', { cookie: gil.cookie })).statusCode).toBe(401)

    const first = await signIn(gil)
    expect([first.statusCode, first.cookies]).toEqual([202, []])
    const { needs, ticket, secret } = first.json()
    expect(needs).toBe('authenticator')
    expect(codeOf(await prove(ticket, codeFor(secret)))).toBe('team/ticket-not-valid')
    const set = (code: string) =>
      call('POST', '/api/sign-in/authenticator', { body: { ticket, code } })
    expect(codeOf(await set('000000'))).toBe('team/code-refused')
    const done = await set(codeFor(secret))
    expect(done.json().backupCodes).toHaveLength(10)
    expect(await isIn(done)).toBe(true)

    const dropped = await call('POST', '/api/account/authenticator/remove', {
      ...{ cookie: cookieOf(done), body: { password: gil.password } },
    })
    expect(codeOf(dropped)).toBe('team/proof-needed')
    expect((await signIn(gil)).json().needs).toBe('second-proof')
  })

  test('asks whoever joins it, or is moved into it, too', async () => {
    await strict('developer', true)
    const hal = await colleague('hal', 'developer')
    expect([hal.joined.statusCode, hal.joined.json().needs]).toEqual([202, 'authenticator'])

    const ida = await colleague('ida')
    await call('PATCH', `/api/people/${ida.id}`, { cookie, body: { role: 'developer' } })
    expect((await call('GET', '/api/session', { cookie: ida.cookie })).statusCode).toBe(401)
    expect((await call('GET', '/api/roles/strict', { cookie })).json().strict).toContain(
      'developer',
    )

    await strict('developer', false)
    expect((await signIn(ida)).statusCode).toBe(200)
  })

  test('is set by an owner who has one, and by nobody of a lesser role', async () => {
    expect(codeOf(await strict('owner', true))).toBe('team/own-proof-first')
    const jo = await colleague('jo')
    const answer = await call('PATCH', '/api/roles/agent', {
      ...{ cookie: jo.cookie, body: { strict: true } },
    })
    expect(codeOf(answer)).toBe('team/right-missing')
  })
})

test('who has lost their phone and their paper is helped by an owner, and begins anew', async () => {
  const kim = await colleague('kim')
  await withApp(kim)
  const helped = await call('DELETE', `/api/people/${kim.id}/proofs`, { cookie })
  expect(helped.statusCode).toBe(204)
  expect((await call('GET', '/api/session', { cookie: kim.cookie })).statusCode).toBe(401)
  expect((await signIn(kim)).statusCode).toBe(200)

  const { lines } = (await call('GET', `/api/audit?object=person:${kim.id}`, { cookie })).json()
  expect(lines.map(({ action }: { action: string }) => action)).toEqual([
    ...['team/signed-in', 'team/proofs-removed', 'team/authenticator-added'],
    ...['team/signed-in', 'team/joined'],
  ])
})
