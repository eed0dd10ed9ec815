import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { CardBank } from '../../demo/cards/bank.ts'
import { type CardServer, cardServer } from '../../demo/cards/server.ts'
import { newId } from '../../kernel/id.ts'
import { signTimed } from '../../kernel/signed.ts'
import type { Account, PaymentDetail, PaymentPage } from './contract.ts'
import { beginPayment } from './index.ts'

const secretKey = 'sk_test_of_the_bank'
const webhookSecret = 'whsec_of_the_test'
const bank = new CardBank()
let provider: CardServer
let line: Line
let owner: { authorization: string }

beforeAll(async () => {
  provider = await cardServer({ bank, secretKey })
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  owner = await line.as('owner')
})
afterAll(async () => {
  await provider.close()
  await line.stop()
})

async function ask<Body>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
  headers = owner,
) {
  const answer = await line.app.http.inject({
    ...{ method, url, headers, ...(payload && { payload }) },
  })
  return { status: answer.statusCode, text: answer.body, body: answer.json() as Body }
}

/** Pays by card, as a checkout does, and gives the payment once the bank has answered. */
async function pay(token: string, amount = 6000): Promise<PaymentDetail> {
  const order = { customerId: newId(), orderId: newId() }
  const begun = await line.inWork((work) =>
    beginPayment(work, {
      ...{ ...order, amount, currency: 'EUR', goal: 'take' },
      with: { means: 'card', token },
    }),
  )
  await cashier()
  const { body } = await ask<PaymentDetail>('GET', `/api/payments/${order.customerId}/${begun.id}`)
  return body
}
/** Whoever is behind the tills does what is due now, and what is due a minute later. */
const cashier = async () => {
  for (let minute = 0; minute < 3; minute++) {
    await line.settle(({ name }) => name.startsWith('payments/'))
    line.now = new Date(line.now.getTime() + 61_000)
  }
}

test('the keys of the bank are written and never read, by whoever may, and the audit says so', async () => {
  const account = { baseUrl: provider.url, publishableKey: 'pk_test', secretKey, webhookSecret }
  const agent = await line.as('agent')
  expect((await ask('PUT', '/api/payments/account', account, agent)).status).toBe(403)
  const elsewhere = { ...account, baseUrl: 'http://bank.example' }
  expect((await ask('PUT', '/api/payments/account', elsewhere)).status).toBe(400)
  const set = await ask<{ account: Account }>('PUT', '/api/payments/account', account)
  const read = await ask<{ account: Account }>('GET', '/api/payments/account')
  for (const { text, body } of [set, read]) {
    expect(body.account).toMatchObject({ publishableKey: 'pk_test', hearsWebhooks: true })
    expect(body.account.webhookUrl).toMatch(/\/api\/payments\/webhooks\/stripe$/)
    expect(text).not.toContain(secretKey)
    expect(text).not.toContain(webhookSecret)
  }
  const audit = await ask<object>('GET', '/api/audit?limit=5')
  expect(audit.text).toContain('payments/account-set')
  expect(audit.text).not.toContain(secretKey)
})

test('payments are found by state and order, page by page, with how many stand in each', async () => {
  const paid = await pay('pm_card_visa')
  const refused = await pay('pm_card_chargeDeclined', 900)
  expect([paid.state, refused.state, refused.reason]).toEqual([
    ...['captured', 'failed', 'generic_decline'],
  ])
  const page = async (query: string) =>
    (await ask<PaymentPage>('GET', `/api/payments?${query}`)).body
  expect((await page('state=failed')).payments.map(({ id }) => id)).toEqual([refused.id])
  expect((await page(`orderId=${paid.orderId}`)).payments.map(({ id }) => id)).toEqual([paid.id])
  const first = await page('limit=1')
  const rest = await page(`limit=1&before=${encodeURIComponent(first.next ?? '')}`)
  expect([...first.payments, ...rest.payments].map(({ id }) => id)).toEqual([refused.id, paid.id])
  expect(rest.next).toBeNull()
  expect(first.counts).toEqual(
    expect.arrayContaining([
      { state: 'captured', payments: 1 },
      { state: 'failed', payments: 1 },
    ]),
  )
  expect((await page('before=nonsense')).payments).toEqual([])
  const unknown = await ask('GET', `/api/payments/${newId()}/${newId()}`)
  expect(unknown).toMatchObject({ status: 404, body: { code: 'payments/not-found' } })
})

test('money is given back by who may, no more than there is, and its history says so', async () => {
  const paid = await pay('pm_card_visa', 5000)
  const url = `/api/payments/${paid.customerId}/${paid.id}/refund`
  const associate = await line.as('marketer')
  expect((await ask('POST', url, { amount: 100 }, associate)).status).toBe(403)
  expect((await ask('POST', url, { amount: 3000 })).status).toBe(200)
  const much = await ask('POST', url, { amount: 2001 })
  expect(much).toMatchObject({
    status: 409,
    body: { code: 'payments/refund-too-high', details: { left: 2000 } },
  })
  await cashier()
  const { body } = await ask<PaymentDetail>('GET', `/api/payments/${paid.customerId}/${paid.id}`)
  expect(body).toMatchObject({
    ...{ state: 'captured', captured: 5000, refunded: 3000 },
    refunds: [{ amount: 3000, state: 'done' }],
  })
  const [intent] = [...bank.intents.values()].filter(({ amount }) => amount === 5000)
  expect(intent?.amount_refunded).toBe(3000)
})

test('the door for the bank’s news takes what it signed, as it was sent, and nothing else', async () => {
  const body = JSON.stringify({ type: 'any', data: { object: { id: 'pi_of_nobody' } } })
  const send = (signature: string | undefined, payload: string = body) =>
    line.app.http.inject({
      ...{ method: 'POST', url: '/api/payments/webhooks/stripe', payload },
      headers: {
        'content-type': 'application/json',
        ...(signature && { 'stripe-signature': signature }),
      },
    })
  const right = signTimed(webhookSecret, body, Date.now())
  expect((await send(right)).json()).toEqual({ received: true })
  for (const wrong of [
    await send(undefined),
    await send(signTimed('whsec_of_others', body, Date.now())),
    await send(right, `${body} `),
    await send(signTimed(webhookSecret, body, Date.now() - 6 * 60_000)),
  ]) {
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'payments/not-signed'])
  }
  // Signed, and nothing that anybody understands: heard, and left at that.
  const odd = '[]'
  expect((await send(signTimed(webhookSecret, odd, Date.now()), odd)).statusCode).toBe(200)
  const broken = '{"data":'
  const unread = await send(signTimed(webhookSecret, broken, Date.now()), broken)
  expect(unread.statusCode).toBe(200)
})
