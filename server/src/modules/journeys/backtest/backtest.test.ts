import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { publishWording } from '../../consent/index.ts'
import { installTemplates } from '../../messages/index.ts'
import type { InboxEvent } from '../../thread/events.ts'
import { putInInbox } from '../../thread/index.ts'
import { installJourneys } from '../index.ts'
import type { Backtest } from './contract.ts'

const hour = 3_600_000
const day = 24 * hour
const now = new Date('2026-11-21T10:00:00Z')

let line: Line
let journey: string
let headers: { authorization: string }

const api = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => {
  const answer = await line.app.http.inject({ method, url, headers, ...(body && { body }) })
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined }
}
const backtests = () => `/api/journeys/${journey}/backtests`

/** What happened so long before today; `historical` where it was imported. */
async function happened(userId: string | undefined, ago: number, event: Partial<InboxEvent>) {
  const at = now.getTime() - ago
  await line.inWork((work) =>
    putInInbox(work, [
      {
        ...{ id: work.newId(), sourceId: null, messageId: randomUUID(), type: 'track' },
        ...(userId && { userId }),
        ...{ name: 'Something Done', at, receivedAt: event.historical ? now.getTime() : at },
        ...{ channel: 'web', properties: {}, context: {}, ...event },
      } as InboxEvent,
    ]),
  )
}

const cart = (id: string) => ({
  name: 'Product Added',
  properties: {
    ...{ cart_id: id, product_id: 'p1', name: 'Rouge Garance', price: 24.5, quantity: 1 },
  },
})
const order = (revenue: number) => ({
  name: 'Order Completed',
  properties: { order_id: randomUUID(), revenue, currency: 'EUR' },
})
const consent = {
  name: 'Consent Given',
  properties: { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr', form: 'f' },
}
const known = (userId: string): Partial<InboxEvent> => ({
  ...{ type: 'identify', name: 'Identified' },
  traits: { email: `${userId}@example.fr`, firstName: userId },
})

/** Asks for a backtest and lets it be done, with nothing else going on. */
async function tried(days = 90): Promise<Backtest> {
  const { body, status } = await api('POST', backtests(), { days })
  expect(status, JSON.stringify(body)).toBe(202)
  await onlyBacktests()
  return (await api('GET', `${backtests()}/${body.id}`)).body
}
const onlyBacktests = () => line.settle(({ name }) => name === 'journeys/backtests')

beforeAll(async () => {
  line = await startLine({ demo: true, now })
  headers = await line.as('owner')
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' } as const
  const text = 'J’accepte de recevoir les offres par e-mail.'
  await line.inWork((work) => publishWording(work, { ...wording, text }))
  const templateIds = await installTemplates(line.inWork)
  journey = (await line.inWork((work) => installJourneys(work, { templateIds }))).abandonedCart
  await line.db.updateTable('journeys.journey').set({ status: 'draft' }).execute()

  // Anne would be written to, and buys three days later.
  await happened('anne', 40 * day, known('anne'))
  await happened('anne', 40 * day - hour, consent)
  await happened('anne', 30 * day, cart('a1'))
  await happened('anne', 27 * day, order(49))
  // Ben has never said yes. Cleo buys within the hour.
  await happened('ben', 20 * day, known('ben'))
  await happened('ben', 20 * day, cart('b1'))
  await happened('cleo', 25 * day, known('cleo'))
  await happened('cleo', 25 * day, consent)
  await happened('cleo', 19 * day, cart('c1'))
  await happened('cleo', 19 * day - hour / 2, {
    ...{ name: 'Order Completed' },
    properties: { order_id: 'c', cart_id: 'c1', revenue: 20, currency: 'EUR' },
  })
  // Dora leaves six carts in a week: the cap lets four mails through.
  await happened('dora', 15 * day, known('dora'))
  await happened('dora', 15 * day, consent)
  for (let nth = 0; nth < 6; nth++) await happened('dora', (14 - nth) * day, cart(`d${nth}`))
  // Fay looks around unknown, and is found to be Fay afterwards: two who are one.
  await happened('fay', 12 * day, known('fay'))
  const phone = { anonymousId: 'phone' }
  await happened(undefined, 11 * day, { ...cart('f1'), ...phone })
  await happened('fay', 11 * day - hour / 2, { ...known('fay'), anonymousId: 'phone' })
  // Emma came with an import: what is told of her counts where it happened.
  await happened('emma', 60 * day, { ...known('emma'), historical: true })
  await happened('emma', 60 * day, { ...consent, historical: true })
  await happened('emma', 50 * day, { ...cart('e1'), historical: true })
  await line.settle(({ name }) => !name.startsWith('demo/'))
}, 60_000)
afterAll(() => line.stop())

/** Every row of the database but those that a backtest is for. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
      and format('%I.%I', schemaname, tablename) not in
        ('journeys.backtest', 'journeys.backtest_run')
    order by 1`.execute(line.db)
  const all: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.raw(name)} as t order by 1`.execute(line.db)
    all[name] = rows.map(({ row }) => row).join('\n')
  }
  return all
}

test('says who would have entered, what they would have got, and who bought anyway', async () => {
  const { state, result } = await tried()
  expect(state).toBe('done')
  expect(result).toMatchObject({
    entered: { people: 6, runs: 11 },
    messages: {
      ...{ due: 10, sent: 6, people: 3, most: 4, withheld: 0 },
      notSent: [
        { reason: 'consent-unknown', messages: 2 },
        { reason: 'frequency-cap', messages: 2 },
      ],
    },
    // Dora's week is not over for all; Anne bought, Emma did not.
    goal: { assumed: false, people: 3, reached: 1, open: 0 },
    overlaps: [],
    ranThen: 0,
    kept: 11,
  })
  expect(result?.goal.revenue).toEqual([{ currency: 'EUR', amount: 4900 }])
  const days = Object.fromEntries(result?.days.map(({ day: on, ...rest }) => [on, rest]) ?? [])
  expect(days['2026-10-22']).toEqual({ entered: 1, sent: 1, notSent: 0, reached: 0 })
  expect(days['2026-10-25']).toMatchObject({ reached: 1 })
  expect(Object.keys(days)).toHaveLength(91)
})

test('writes nothing but what it found, and sends nothing', async () => {
  const { body } = await api('POST', backtests(), { days: 90 })
  const before = await everything()
  await onlyBacktests()
  expect((await api('GET', `${backtests()}/${body.id}`)).body.state).toBe('done')
  const after = await everything()
  expect(Object.keys(after).length).toBeGreaterThan(60)
  for (const [table, rows] of Object.entries(before)) expect(after[table], table).toBe(rows)
})

test('shows each person’s way with its times and reasons, and the mail as they would have got it', async () => {
  const { id } = await tried()
  const { body } = await api('GET', `${backtests()}/${id}/runs?search=dora@example.fr&limit=4`)
  expect(body.runs).toHaveLength(4)
  expect(body.runs[0]).toMatchObject({ customerName: 'dora', key: 'd5', sent: 0, notSent: 1 })
  const next = await api(
    'GET',
    `${backtests()}/${id}/runs?search=dora@example.fr&limit=4&before=${encodeURIComponent(body.next)}`,
  )
  expect(next.body.runs.map(({ key }: { key: string }) => key)).toEqual(['d1', 'd0'])
  const refused = await api('GET', `${backtests()}/${id}/runs?what=not-sent`)
  const reasons: string[] = []
  for (const { id: run } of refused.body.runs) {
    const detail = (await api('GET', `${backtests()}/${id}/runs/${run}`)).body
    reasons.push(...detail.messages.map(({ reason }: { reason: string }) => reason))
    expect(detail.path.map(({ what }: { what: string }) => what)).toContain('not-sent')
  }
  expect(reasons.sort()).toEqual([
    ...['consent-unknown', 'consent-unknown', 'frequency-cap', 'frequency-cap'],
  ])
  const [anne] = (await api('GET', `${backtests()}/${id}/runs?what=reached`)).body.runs
  const detail = (await api('GET', `${backtests()}/${id}/runs/${anne.id}`)).body
  const [{ templateId, event, at }] = detail.messages
  expect(at).toBe(new Date(now.getTime() - 30 * day + hour).toISOString())
  const preview = await api('POST', `/api/messages/templates/${templateId}/preview`, {
    ...{ customerId: anne.customerId, event },
  })
  expect(preview.body.html).toContain('Rouge Garance')
})

test('looks no further back than it was asked to', async () => {
  const { result, from } = await tried(10)
  expect(from).toBe(new Date(now.getTime() - 10 * day).toISOString())
  expect(result?.entered).toEqual({ people: 1, runs: 2 })
})

describe('one that is not to be finished', () => {
  test('is cancelled while it waits or runs, and keeps nothing', async () => {
    const { body } = await api('POST', backtests(), { days: 90 })
    const second = await api('POST', backtests(), { days: 30 })
    expect(second).toMatchObject({ status: 409, body: { code: 'journeys/backtest-running' } })
    const loop = line.app.loops.find(({ name }) => name === 'journeys/backtests')
    expect(await loop?.run()).toBe(true)
    expect((await api('GET', `${backtests()}/${body.id}`)).body.state).toBe('running')
    const cancelled = await api('POST', `${backtests()}/${body.id}/cancel`)
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', result: null } })
    await onlyBacktests()
    const after = (await api('GET', `${backtests()}/${body.id}`)).body
    expect(after).toMatchObject({ state: 'cancelled', result: null })
    expect((await api('GET', `${backtests()}/${body.id}/runs`)).body.runs).toEqual([])
    const again = await api('POST', `${backtests()}/${body.id}/cancel`)
    expect(again).toMatchObject({ status: 409, body: { code: 'journeys/backtest-over' } })
  })

  test('says so when its process died', async () => {
    const { body } = await api('POST', backtests(), { days: 90 })
    await sql`update journeys.backtest set state = 'running',
      beat_at = clock_timestamp() - interval '1 minute' where id = ${body.id}`.execute(line.db)
    const lost = (await api('GET', `${backtests()}/${body.id}`)).body
    expect(lost.state).toBe('interrupted')
    // Another may be asked for at once.
    expect((await tried()).state).toBe('done')
    const { backtests: listed } = (await api('GET', backtests())).body
    expect(listed.map(({ state }: { state: string }) => state).slice(0, 2)).toEqual([
      'done',
      'interrupted',
    ])
  })

  test('is deleted with all that it found', async () => {
    const { id } = await tried()
    expect((await api('DELETE', `${backtests()}/${id}`)).status).toBe(204)
    expect((await api('GET', `${backtests()}/${id}`)).status).toBe(404)
    const left = await line.db
      .selectFrom('journeys.backtest_run')
      .select('id')
      .where('backtest_id', '=', id)
      .execute()
    expect(left).toEqual([])
  })
})
