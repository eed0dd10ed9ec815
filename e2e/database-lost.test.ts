import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi, type Source } from './parts/api.ts'
import { type House, moveIn, type Running } from './parts/house.ts'

let house: House
let product: Running
let api: Api
let source: Source

beforeAll(async () => {
  house = await moveIn()
  product = await house.start()
  api = await openApi(house, product)
  source = await api.source('Site')
})
afterAll(() => house?.leave())

/** What the collection answers to one event. */
async function send(messageId: string) {
  const event = { writeKey: source.writeKey, userId: 'lina', event: 'Product Viewed', messageId }
  const answer = await fetch(`${product.url}/v1/track`, {
    method: 'POST',
    body: JSON.stringify(event),
  })
  await answer.body?.cancel()
  return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
}

/** Follows the live view as the console does. */
async function watch() {
  const answer = await fetch(`${product.url}/api/events/live`, {
    headers: { authorization: `Bearer ${api.key}` },
  })
  let seen = ''
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) seen += Buffer.from(chunk).toString()
  })()
  reading.catch(() => {}) // it is cut when the house is left
  return () => seen
}

test('when PostgreSQL dies, requests wait for it or are asked to come back, and then events, live view and jobs go on in the same process', async () => {
  const seen = await watch()
  expect(await send('before')).toMatchObject({ status: 200 })
  await expect.poll(seen).toContain('"messageId":"before"')

  process.kill((await house.postmaster()) ?? 0, 'SIGKILL')
  const comeBack = async () => {
    const answer = await send('while away')
    // Back within seconds, as it is, nobody is told anything else than that it is stored.
    if (answer.status !== 200) expect(answer).toEqual({ status: 503, retryAfter: '2' })
    return answer.status
  }
  await expect.poll(comeBack, { interval: 50 }).toBe(200)

  await expect.poll(seen).toContain('"messageId":"while away"')
  expect((await api.thread('user_id', 'lina')).map(({ messageId }) => messageId)).toEqual([
    'before',
    'while away',
  ])
  const database = await house.database()
  await database.query(`select graphile_worker.add_job('messages/drop-old-mails', '{}')`)
  const waiting = async () =>
    (await database.query('select from graphile_worker._private_jobs')).rowCount
  await expect.poll(waiting).toBe(0)
  expect(product.child.exitCode).toBeNull()
})
