import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { HookMapping, type HookPreview, HookSignature, type Webhook } from './contract.ts'
import { mapPayload } from './mapping.ts'
import { checkSignature } from './signature.ts'

let line: Line
let developer: { authorization: string }
beforeAll(async () => {
  line = await startLine()
  developer = await line.as('developer')
})
afterAll(() => line.stop())

async function ask<Answer>(method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) {
  const response = await line.app.http.inject({
    ...{ method, url, headers: developer },
    ...(payload && { payload }),
  })
  expect(response.statusCode, response.body).toBe(200)
  return response.json<Answer>()
}

const mapping = HookMapping.parse({
  channel: 'web',
  event: { path: '@x-topic' },
  names: { 'orders/create': 'Order Completed' },
  onlyNamed: true,
  userId: { path: 'customer.id' },
  messageId: { path: 'id' },
  properties: {
    order_id: { path: 'number', as: 'text' },
    total: { path: 'total_price', as: 'number' },
    currency: { value: 'EUR' },
  },
  products: { path: 'lines', fields: { product_id: { path: 'sku' }, quantity: { path: 'qty' } } },
})
const order = (id: string) => ({
  ...{ id, number: 1001, total_price: '48.00', customer: { id: 7 } },
  lines: [{ sku: 'a', qty: 2 }],
})

async function hook(name: string, signature?: object, to: HookMapping | null = mapping) {
  const { id } = await line.source('webhook', name)
  const url = `/api/sources/${id}/webhook`
  if (signature || to) {
    await ask('PUT', url, {
      signature: HookSignature.parse(
        signature ?? { header: 'filrouge-signature', scheme: 'timed', prefix: '' },
      ),
      mapping: to,
    })
  }
  const { secret } = await ask<{ secret: string }>('POST', `${url}/secret`, {})
  return { id, secret }
}

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text)

function timed(secret: string, body: string, at = Date.now()): string {
  const seconds = Math.floor(at / 1000)
  return `t=${seconds},v1=${hmac(secret, `${seconds}.${body}`).digest('hex')}`
}

const post = (id: string, payload: string, headers: Record<string, string>) =>
  line.app.http.inject({
    ...{ method: 'POST', url: `/hooks/${id}`, payload },
    headers: { 'content-type': 'application/json', 'x-topic': 'orders/create', ...headers },
  })

async function woven(messageId: string) {
  await line.settle()
  return line.db
    .selectFrom('thread.event')
    .select(['name', 'channel', 'properties'])
    .where('message_id', '=', messageId)
    .execute()
}

describe('what another program sends', () => {
  test('and signs becomes the event that the mapping says', async () => {
    const { id, secret } = await hook('shop')
    const body = JSON.stringify(order('h1'))
    const answer = await post(id, body, { 'filrouge-signature': timed(secret, body) })
    expect(answer.json()).toEqual({ success: true, result: 'taken' })
    expect(await woven('h1')).toEqual([
      {
        ...{ name: 'Order Completed', channel: 'web' },
        properties: {
          ...{ order_id: '1001', total: 48, currency: 'EUR' },
          products: [{ product_id: 'a', quantity: 2 }],
        },
      },
    ])
  })

  test('with another secret, a changed body, an old time or no signature is refused', async () => {
    const { id, secret } = await hook('guarded')
    const body = JSON.stringify(order('h2'))
    const reason = async (signature?: string, text = body) => {
      const answer = await post(id, text, signature ? { 'filrouge-signature': signature } : {})
      return [answer.statusCode, answer.json().details?.reason]
    }
    expect(await reason()).toEqual([401, 'missing'])
    expect(await reason(timed('another secret', body))).toEqual([401, 'wrong'])
    expect(await reason(timed(secret, body), `${body} `)).toEqual([401, 'wrong'])
    expect(await reason(timed(secret, body, Date.now() - 400_000))).toEqual([401, 'too-old'])
    expect(await woven('h2')).toEqual([])
  })

  test('and is sent again as it was takes no second effect', async () => {
    const { id, secret } = await hook('replayed')
    const body = JSON.stringify(order('h3'))
    const headers = { 'filrouge-signature': timed(secret, body) }
    expect((await post(id, body, headers)).statusCode).toBe(200)
    const again = await post(id, body, headers)
    expect([again.statusCode, again.json().code]).toEqual([409, 'thread/webhook-replayed'])
    expect(await woven('h3')).toHaveLength(1)
  })

  test('signed over the body alone, as Shopify and GitHub do, may honestly come twice', async () => {
    const shopify = { header: 'X-Shopify-Hmac-Sha256', scheme: 'base64', prefix: '' }
    const { id, secret } = await hook('shopify', shopify)
    const body = JSON.stringify(order('h4'))
    const headers = { 'x-shopify-hmac-sha256': hmac(secret, body).digest('base64') }
    const results = [await post(id, body, headers), await post(id, body, headers)]
    expect(results.map((one) => one.json().result)).toEqual(['taken', 'repeated'])
    expect(await woven('h4')).toHaveLength(1)

    const github = { header: 'x-hub-signature-256', scheme: 'hex', prefix: 'sha256=' }
    const other = await hook('github', github)
    const text = JSON.stringify(order('h5'))
    const signature = `sha256=${hmac(other.secret, text).digest('hex')}`
    const answer = await post(other.id, text, { 'x-hub-signature-256': signature })
    expect(answer.json().result).toBe('taken')
  })

  test('that no mapping fits yet is kept as it came, and taken once there is one', async () => {
    const { id, secret } = await hook('unmapped', undefined, null)
    const body = JSON.stringify(order('h6'))
    const answer = await post(id, body, { 'filrouge-signature': timed(secret, body) })
    expect(answer.json().result).toBe('kept')
    const kept = await ask<{ id: string; reason: string }[]>('GET', `/api/quarantine?source=${id}`)
    expect(kept.map(({ reason }) => reason)).toEqual(['mapping-missing'])

    const url = `/api/sources/${id}/webhook`
    const { last, signature, secret: state } = await ask<Webhook>('GET', url)
    expect([last?.payload, state]).toMatchObject([{ body: order('h6') }, 'set'])
    const tried = await ask<HookPreview>('POST', `${url}/preview`, { mapping })
    expect(tried).toMatchObject({
      ...{ skipped: false, refused: null },
      message: { event: 'Order Completed', userId: '7', messageId: 'h6' },
    })

    await ask('PUT', url, { signature, mapping })
    const retried = await ask('POST', '/api/quarantine/retry', { source: id })
    expect(retried).toEqual({ taken: 1, still: 0 })
    expect(await woven('h6')).toHaveLength(1)
  })

  test('that the mapping leaves out is no event and no trouble', async () => {
    const { id, secret } = await hook('selective')
    const body = JSON.stringify(order('h7'))
    const headers = { 'filrouge-signature': timed(secret, body), 'x-topic': 'carts/update' }
    expect((await post(id, body, headers)).json().result).toBe('skipped')
  })

  test('keeps its secret from whoever reads the database', async () => {
    const { id, secret } = await hook('sealed')
    const row = await line.db
      .selectFrom('thread.webhook')
      .select('secret')
      .where('source_id', '=', id)
      .executeTakeFirst()
    expect(row?.secret?.includes(secret)).toBe(false)
  })
})

test('no other body, and no other signature, passes', () => {
  const scheme = HookSignature.parse({ header: 'x', scheme: 'hex', prefix: '' })
  const arbitrary = fc.string({ minLength: 1 })
  fc.assert(
    fc.property(arbitrary, arbitrary, fc.string(), (secret, body, other) => {
      const header = hmac(secret, body).digest('hex')
      const check = (text: string, said: string) =>
        checkSignature(scheme, secret, { header: said, body: Buffer.from(text), now: 0 })
      expect(check(body, header)).toBeInstanceOf(Buffer)
      if (other !== body) expect(check(other, header)).toBe('wrong')
      expect(check(body, `${header.slice(0, -1)}${header.endsWith('0') ? '1' : '0'}`)).toBe('wrong')
    }),
  )
})

test('a mapping reads any JSON without failing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const mapped = mapPayload(
        { ...mapping, onlyNamed: false },
        { headers: { 'x-topic': 'orders/create' }, body },
      )
      expect(mapped).toMatchObject({ event: 'Order Completed' })
    }),
  )
})
