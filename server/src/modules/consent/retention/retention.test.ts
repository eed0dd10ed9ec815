import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { allTables } from '../../../app.ts'
import { houseMails, lastClicks } from '../../messages/index.ts'
import type { RetentionView } from '../contract.ts'
import { openLinks, retentionNight } from '../index.ts'

let line: Line
let source: Awaited<ReturnType<Line['source']>>
let officer: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2023-01-10T10:00:00Z') })
  source = await line.source('server')
  officer = await line.as('data_officer')
})
afterAll(() => line.stop())

const api = async (method: 'GET' | 'PUT', url: string, payload?: object) =>
  (
    await line.app.http.inject({ method, url, headers: officer, ...(payload && { payload }) })
  ).json()
const send = async (event: object) => {
  await line.send(source, [{ timestamp: line.now.toISOString(), ...event }])
  await line.settle()
}
const night = async () =>
  retentionNight({
    ...{ inWork: line.inWork, tables: allTables, lastClicks, recipients: [] },
    ...{ post: houseMails(line.inWork), baseUrl: 'http://localhost' },
    links: await openLinks(line.db, line.now),
  })
const isKnown = async (email: string) =>
  (await api('GET', `/api/customers/by/email/${email}`)).id !== undefined
const ruleIn = (view: RetentionView, rule: string) => view.rules.find((one) => one.rule === rule)

test('who was only there goes after thirteen months, who left a name or bought after three years', async () => {
  await send({ type: 'page', anonymousId: 'passer-by' })
  await send({ type: 'identify', userId: 'p', traits: { email: 'prospect@example.fr' } })
  await send({ type: 'identify', userId: 'k', traits: { email: 'clicks@example.fr' } })
  await send({ type: 'identify', userId: 'c', traits: { email: 'customer@example.fr' } })
  await send({
    type: 'track',
    userId: 'c',
    event: 'Order Completed',
    properties: { order_id: '1', total: 9 },
  })

  line.now = new Date('2024-02-05T10:00:00Z')
  expect(ruleIn(await api('GET', '/api/privacy/retention'), 'visitors')).toMatchObject({
    ...{ dueNow: 0, dueSoon: 1 },
  })
  expect(await night()).toMatchObject({ set_aside: 0 })
  line.now = new Date('2024-02-11T10:00:00Z')
  expect(ruleIn(await api('GET', '/api/privacy/retention'), 'visitors')).toMatchObject({
    dueNow: 1,
  })
  expect(await night()).toMatchObject({ visitors: 1 })
  expect(await isKnown('prospect@example.fr')).toBe(true)

  // A link that was followed is a contact, though only our own mail tells of it; an open is none.
  const clicker = (await api('GET', '/api/customers/by/email/clicks@example.fr')).id
  const prospect = (await api('GET', '/api/customers/by/email/prospect@example.fr')).id
  await mailed(clicker, { first_clicked_at: line.now })
  await mailed(prospect, { first_opened_at: line.now })
  line.now = new Date('2026-01-11T10:00:00Z')
  expect(await night()).toMatchObject({ prospects: 1, customers: 1 })
  expect(await isKnown('prospect@example.fr')).toBe(false)
  expect(await isKnown('customer@example.fr')).toBe(false)
  expect(await isKnown('clicks@example.fr')).toBe(true)
  const sales = await line.db.selectFrom('insight.sale').select('amount').execute()
  expect(sales).toEqual([{ amount: 900 }])
  const { runs }: RetentionView = await api('GET', '/api/privacy/retention')
  expect(runs.map(({ rule, rows }) => [rule, rows])).toEqual(
    expect.arrayContaining([
      ['prospects', 1],
      ['visitors', 1],
    ]),
  )
  expect(await api('GET', '/api/privacy/requests')).toEqual([])

  // Accounts are kept for ten years, without a name.
  line.now = new Date('2033-02-11T10:00:00Z')
  expect(await night()).toMatchObject({ orders: 1 })
}, 60_000)

test('the rules are settings, but accounts and measurement keep to the law', async () => {
  const { rules } = (await api('GET', '/api/privacy/retention')) as RetentionView
  const now = Object.fromEntries(rules.map(({ rule, months }) => [rule, months]))
  const shorter = await api('PUT', '/api/privacy/retention', { ...now, prospects: 12 })
  expect(ruleIn(shorter, 'prospects')).toMatchObject({ months: 12 })
  const refused = await api('PUT', '/api/privacy/retention', { ...now, orders: 12 })
  expect(refused.code).toBe('request/invalid')
  const long = await api('PUT', '/api/privacy/retention', { ...now, measurement: 26 })
  expect(long.code).toBe('request/invalid')
})

/** A mail to somebody in the ledger, as if it had gone out. */
async function mailed(
  customerId: string,
  told: { first_clicked_at?: Date; first_opened_at?: Date },
): Promise<void> {
  const { installTemplates, planMessage } = await import('../../messages/index.ts')
  const { abandonedCart: templateId } = await installTemplates(line.inWork)
  const { messageId } = await line.inWork((work) =>
    planMessage(work, { customerId, key: 'hello', templateId }),
  )
  await line.settle()
  await line.db.updateTable('messages.message').set(told).where('id', '=', messageId).execute()
}
