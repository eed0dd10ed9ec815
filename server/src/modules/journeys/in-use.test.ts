import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../test/line.ts'

/** An audience, or a list, that journeys and campaigns go by: changed, or to be deleted, while they do. */
let line: Line
let owner: { authorization: string }
let source: { authorization: string }
let journeys = 0

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-03-02T10:00:00Z') })
  owner = await line.as()
  source = await line.source('server')
}, 60_000)
afterAll(() => line.stop())

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined }
}
const post = async (url: string, payload?: object) => (await ask('POST', url, payload)).body

const city = (value: string) => ({ kind: 'trait', path: 'city', op: 'eq', value })

async function built() {
  await buildAudiences(line.app.loops)
  await line.settle()
}
async function draw(name: string, condition: object): Promise<string> {
  const { id } = await post('/api/audiences', { name, condition })
  await built()
  return id
}
async function becomes(audienceId: string, condition: object) {
  await ask('PATCH', `/api/audiences/${audienceId}`, { condition })
  await built()
}
async function lives(userId: string, where: string): Promise<string> {
  await line.send(source, [{ type: 'identify', userId, traits: { city: where } }])
  await line.settle()
  return (await ask('GET', `/api/customers/by/user_id/${userId}`)).body.id
}

const end = { id: 'end', kind: 'exit' }
interface Drawn {
  id: string
  [part: string]: unknown
}
const day = { id: 'day', kind: 'delay', seconds: 86_400, next: 'end' }

async function running(entry: object, steps: Drawn[] = [day], more: object = {}) {
  const name = `Journey ${++journeys}`
  const { id } = await post('/api/journeys', {
    name,
    definition: {
      ...{ entry, reentry: 'after-completion', first: steps[0]?.id },
      steps: [...steps, end],
      ...more,
    },
  })
  await post(`/api/journeys/${id}/publish`)
  return { id: id as string, name }
}
async function runsOf(person: string, journeyId: string) {
  const { journeys: all } = (await ask('GET', `/api/customers/${person}/journeys`)).body
  return all.filter((one: { journeyId: string }) => one.journeyId === journeyId)
}

describe('an audience that is changed', () => {
  test('lets nobody into a journey by that, who comes by themselves afterwards begins', async () => {
    const audienceId = await draw('Nice', city('Nice'))
    const { id } = await running({ kind: 'audience', audienceId, change: 'entered' })
    const lea = await lives('lea', 'Lyon')
    await becomes(audienceId, city('Lyon'))
    expect((await ask('GET', `/api/audiences/${audienceId}`)).body.members).toBe(1)
    expect(await runsOf(lea, id)).toEqual([])

    const marc = await lives('marc', 'Lyon')
    expect(await runsOf(marc, id)).toMatchObject([{ state: 'waiting' }])
    // Those who are in it already are let in when somebody says so.
    await post(`/api/journeys/${id}/invite`)
    await line.settle()
    expect(await runsOf(lea, id)).toMatchObject([{ state: 'waiting' }])
  })

  test('leads nobody out by that, and is asked on the way as it is now', async () => {
    const audienceId = await draw('Metz', city('Metz'))
    const where = { of: 'audience', audienceId, is: 'in' }
    const which = { id: 'which', kind: 'condition', yes: 'end', no: 'end', all: [where] }
    const rule = { exitAudiences: [{ audienceId, change: 'left' }] }
    const entry = { kind: 'audience', audienceId, change: 'entered' }
    const { id } = await running(entry, [{ ...day, next: 'which' }, which], rule)
    const nora = await lives('nora', 'Metz')
    await becomes(audienceId, city('Brest'))
    expect(await runsOf(nora, id)).toMatchObject([{ state: 'waiting' }])

    await line.advance(86_400_000)
    await line.settle()
    const [run] = await runsOf(nora, id)
    expect(run).toMatchObject({ state: 'done' })
    expect(run.path).toContainEqual(expect.objectContaining({ step: 'which', way: 'no' }))
  })
})

describe('what a journey or a campaign goes by', () => {
  test('is told with its names, and cannot be deleted before they let go of it', async () => {
    const audienceId = await draw('Brest', city('Brest'))
    const uses = async () => (await ask('GET', `/api/audiences/${audienceId}/uses`)).body
    const remove = () => ask('DELETE', `/api/audiences/${audienceId}`)
    expect(await uses()).toEqual([])

    const { id, name } = await running({ kind: 'audience', audienceId, change: 'entered' })
    expect(await uses()).toEqual([{ kind: 'journey', id, name, live: true }])
    expect(await remove()).toMatchObject({
      status: 409,
      body: { code: 'audiences/in-use', details: { by: [id], names: name } },
    })
    await post(`/api/journeys/${id}/stop`)
    await line.settle()
    expect(await uses()).toEqual([{ kind: 'journey', id, name, live: false }])

    const to = { of: 'audience', id: audienceId }
    const campaign = await post('/api/campaigns', { name: 'Soldes', definition: { to } })
    expect(await uses()).toContainEqual({
      ...{ kind: 'campaign', id: campaign.id, name: 'Soldes', live: false },
    })
    expect((await remove()).status).toBe(204)
  })

  test('on any step, or as an end, is seen as such; and so is a list', async () => {
    const audienceId = await draw('Dax', city('Dax'))
    const { id: listId } = await post('/api/audience-lists', { name: 'Invités' })
    const wait = {
      ...{ id: 'wait', kind: 'wait-until', timeoutSeconds: 60, onTimeout: 'put' },
      branches: [{ name: 'in', on: { of: 'audience', audienceId, is: 'in' }, next: 'put' }],
    }
    const put = { id: 'put', kind: 'list', listId, action: 'add', next: 'end' }
    const waits = await running({ kind: 'api' }, [wait, put])
    const exits = await running({ kind: 'api' }, [day], {
      exitAudiences: [{ audienceId, change: 'entered' }],
    })
    const uses = (await ask('GET', `/api/audiences/${audienceId}/uses`)).body
    expect(uses.map((use: { id: string }) => use.id)).toEqual([waits.id, exits.id])
    expect(await ask('DELETE', `/api/audience-lists/${listId}`)).toMatchObject({
      status: 409,
      body: { code: 'audiences/list-in-use', details: { by: [waits.id], names: waits.name } },
    })
  })

  test('of an older version counts as long as somebody goes by it', async () => {
    const audienceId = await draw('Pau', city('Pau'))
    const { id } = await running({ kind: 'audience', audienceId, change: 'entered' })
    await lives('ines', 'Pau')
    const definition = {
      ...{ entry: { kind: 'api' }, reentry: 'never', first: 'day', steps: [day, end] },
    }
    const { revision, name } = (await ask('GET', `/api/journeys/${id}`)).body
    const changed = await line.app.http.inject({
      ...{ method: 'PUT', url: `/api/journeys/${id}`, headers: owner },
      payload: { name, definition, revision },
    })
    expect(changed.statusCode).toBe(200)
    await post(`/api/journeys/${id}/publish`)
    expect((await ask('DELETE', `/api/audiences/${audienceId}`)).status).toBe(409)
    await line.advance(86_400_000)
    await line.settle()
    expect((await ask('DELETE', `/api/audiences/${audienceId}`)).status).toBe(204)
  })
})
