import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../test/line.ts'
import type { Condition } from './condition-contract.ts'

/** Audiences that name others, and lists made by hand, as a marketer uses them: over HTTP. */
const second = 1000

let line: Line
let owner: { authorization: string }
let till: { authorization: string }

beforeAll(async () => {
  line = await startLine()
  owner = await line.as('owner')
  till = await line.source('server')
})
afterAll(() => line.stop())

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined }
}

async function built() {
  await buildAudiences(line.app.loops)
  await line.settle()
}

async function draw(name: string, condition: Condition): Promise<string> {
  const { body } = await ask('POST', '/api/audiences', { name, condition })
  await built()
  return body.id
}

async function identify(userId: string, traits: object): Promise<string> {
  const event = { type: 'identify', userId, traits, timestamp: line.now.toISOString() }
  await line.send(till, [event])
  await line.settle()
  return (await ask('GET', `/api/customers/by/user_id/${userId}`)).body.id
}

const isIn = async (audienceId: string, person: string) => {
  const { body } = await ask('GET', `/api/customers/${person}/audiences`)
  return body.some((one: { audienceId: string }) => one.audienceId === audienceId)
}
const city = (value: string): Condition => ({ kind: 'trait', path: 'city', op: 'eq', value })

describe('an audience that names another', () => {
  test('follows what happens to it, what becomes of its sentence, and says so when asked why', async () => {
    const inner = await draw('Lillois', city('Lille'))
    const outer = await draw('Pas lillois', { kind: 'not', of: { kind: 'audience', id: inner } })
    const sophie = await identify('sophie', { city: 'Lille' })
    expect(await isIn(outer, sophie)).toBe(false)

    await identify('sophie', { city: 'Lyon' })
    expect(await isIn(outer, sophie)).toBe(true)

    await ask('PATCH', `/api/audiences/${inner}`, { condition: city('Lyon') })
    await built()
    expect(await isIn(inner, sophie)).toBe(true)
    expect(await isIn(outer, sophie)).toBe(false)
    const { body: why } = await ask('GET', `/api/audiences/${outer}/why/${sophie}`)
    expect(why).toMatchObject({ is: false, leaves: [{ is: true, found: true }] })
  })

  test('cannot be named by the one that it names, nor can what it names be deleted', async () => {
    const inner = await draw('A', city('Nice'))
    const outer = await draw('B', { kind: 'audience', id: inner })
    const circle = { kind: 'all', of: [city('Nice'), { kind: 'audience', id: outer }] }
    const edit = await ask('PATCH', `/api/audiences/${inner}`, { condition: circle })
    expect(edit).toMatchObject({ status: 422, body: { code: 'audiences/names-itself' } })
    const gone = await ask('DELETE', `/api/audiences/${inner}`)
    expect(gone).toMatchObject({ status: 409, body: { code: 'audiences/in-use' } })
    const nowhere = { kind: 'audience', id: '00000000-0000-7000-8000-000000000000' }
    const unknown = await ask('POST', '/api/audiences/size', { condition: nowhere })
    expect(unknown).toMatchObject({ status: 422, body: { code: 'audiences/audience-unknown' } })
  })
})

describe('a list made by hand', () => {
  test('lets people in and out at once, and says whom it does not know', async () => {
    const { body: list } = await ask('POST', '/api/audience-lists', { name: 'Ambassadrices' })
    const audienceId = await draw('Ambassadrices', { kind: 'list', id: list.id })
    const lea = await identify('lea', { email: 'Lea@Example.com' })
    const put = (action: string, values: string[]) =>
      ask('POST', `/api/audience-lists/${list.id}/people`, { action, by: 'email', values })

    const added = await put('add', ['lea@example.com', 'nobody@example.com'])
    await line.settle()
    expect(added.body).toEqual({ changed: 1, unknown: ['nobody@example.com'] })
    expect(await isIn(audienceId, lea)).toBe(true)

    expect((await ask('DELETE', `/api/audience-lists/${list.id}`)).status).toBe(409)
    await put('remove', ['LEA@example.com'])
    await line.settle()
    expect(await isIn(audienceId, lea)).toBe(false)
  })
})

describe('the passing of time alone', () => {
  test('ends a sequence that was not followed, to the second, in every audience that asks', async () => {
    const abandoned = await draw('Paniers', {
      ...{ kind: 'sequence', first: { name: 'Product Added' }, next: { name: 'Order Completed' } },
      ...{ withinSeconds: 60, happens: false, lookbackSeconds: 3600 },
    })
    const marc = await identify('marc', {})
    const timestamp = line.now.toISOString()
    await line.send(till, [{ type: 'track', event: 'Product Added', userId: 'marc', timestamp }])
    await line.settle()
    const after = async (ms: number) => {
      line.now = new Date(Date.parse(timestamp) + ms)
      await line.settle()
      return isIn(abandoned, marc)
    }
    expect(await after(60 * second)).toBe(false)
    expect(await after(61 * second)).toBe(true)
    expect(await after(3599 * second)).toBe(true)
    expect(await after(3600 * second)).toBe(false)
  })
})
