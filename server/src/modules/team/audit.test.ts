import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type TeamServer, teamServer } from '../../../test/team-server.ts'
import { audit, commandLine, verifyAudit } from './index.ts'

let team: TeamServer
const servers: TeamServer[] = []

beforeEach(async () => {
  team = await teamServer()
  servers.push(team)
})
afterAll(() => Promise.all(servers.map(({ db }) => db.destroy())))

const note = (at: number) =>
  team.inWork((work) => audit(work, commandLine, 'team/tested', `thing:${at}`, { at, b: { a: 1 } }))

const idOf = async (position: number) =>
  team.db
    .selectFrom('team.audit')
    .select('id')
    .where('position', '=', position)
    .executeTakeFirstOrThrow()
    .then(({ id }) => id)

describe('the audit', () => {
  test('is one chain, even when many write at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, at) => note(at)))

    const verdict = await verifyAudit(team.db)
    expect(verdict).toEqual({ intact: 40, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('goes by the wall, wherever the clock of the demo was moved', async () => {
    await note(1)
    const { at } = await team.db.selectFrom('team.audit').select('at').executeTakeFirstOrThrow()
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000)
  })

  test('keeps nothing of what was undone', async () => {
    await note(1)
    const undone = team.inWork(async (work) => {
      await audit(work, commandLine, 'team/tested', 'thing:2')
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await note(3)
    expect(await verifyAudit(team.db)).toMatchObject({ intact: 2 })
  })

  test.each([
    ['was altered', sql`update team.audit set object = 'thing:9' where position = 3`],
    [
      'was given other details',
      sql`update team.audit set details = '{"at": 3}' where position = 3`,
    ],
    ['was dated back', sql`update team.audit set at = at - interval '1 hour' where position = 3`],
  ])('names the first line that %s', async (_, tampering) => {
    for (let at = 1; at <= 5; at++) await note(at)
    const id = await idOf(3)
    await tampering.execute(team.db)

    expect(await verifyAudit(team.db)).toMatchObject({
      intact: 2,
      firstAltered: { position: 3, id },
    })
  })

  test('misses a line that was taken out, in the middle or at the end', async () => {
    for (let at = 1; at <= 5; at++) await note(at)
    await sql`delete from team.audit where position = 5`.execute(team.db)
    expect(await verifyAudit(team.db)).toMatchObject({ firstAltered: { position: 5, id: null } })
    await sql`delete from team.audit where position = 2`.execute(team.db)
    expect(await verifyAudit(team.db)).toMatchObject({ firstAltered: { position: 2, id: null } })
  })

  test('cannot be changed by the role that the product runs as, unless that is a superuser', async () => {
    await note(1)
    const role = `plain_${process.pid}_${Math.floor(performance.now())}`
    await sql`create role ${sql.ref(role)}`.execute(team.db)
    try {
      await sql`alter table team.audit owner to ${sql.ref(role)}`.execute(team.db)
      await sql`grant usage on schema team to ${sql.ref(role)}`.execute(team.db)
      const asOwner = (statement: string) =>
        team.inWork(async ({ tx }) => {
          await sql`set local role ${sql.ref(role)}`.execute(tx)
          await sql.raw(statement).execute(tx)
        })
      await asOwner('select * from team.audit')
      for (const statement of ['update team.audit set object = object', 'delete from team.audit']) {
        await expect(asOwner(statement)).rejects.toThrow('permission denied')
      }
    } finally {
      await sql`alter table team.audit owner to current_user`.execute(team.db)
      await sql`drop owned by ${sql.ref(role)}`.execute(team.db)
      await sql`drop role ${sql.ref(role)}`.execute(team.db)
    }
  })

  test('is read latest first, page by page, with the names that are still known', async () => {
    const { id, key } = await team.keyFor('owner')
    for (let at = 1; at <= 3; at++) await note(at)
    await team.call('POST', '/api/keys', {
      key,
      body: { name: 'Till', rights: ['customers:read'] },
    })

    const first = (await team.call('GET', '/api/audit?limit=2', { key })).json()
    expect(first.lines).toMatchObject([
      { action: 'team/key-created', actor: { kind: 'key', id, name: 'a owner' } },
      { object: 'thing:3', actor: { kind: 'command-line', name: null }, details: { at: 3 } },
    ])
    const second = await team.call('GET', `/api/audit?limit=9&before=${first.next}`, { key })
    expect(second.json()).toMatchObject({ next: null, lines: [{}, {}, {}] })
    const found = async (query: string) =>
      (await team.call('GET', `/api/audit?${query}`, { key })).json().lines.length
    expect(await found('object=thing:2')).toBe(1)
    expect(await found('actor=command-line:shell')).toBe(4)
    expect(await found(`actor=key:${id}&area=team`)).toBe(1)
    expect(await found('area=tea')).toBe(0)
  })

  test('is read again as a whole by whoever may see it', async () => {
    const { key } = await team.keyFor('data_officer')
    const verdict = async () => (await team.call('GET', '/api/audit/verdict', { key })).json()
    await note(1)
    expect(await verdict()).toMatchObject({ intact: 2 })
    await sql`update team.audit set actor = 'person:somebody' where position = 2`.execute(team.db)
    expect(await verdict()).toMatchObject({ intact: 1, firstAltered: { position: 2 } })
  })
})
