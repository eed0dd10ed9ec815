import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { publishWording } from '../../consent/index.ts'
import type { ReadyCode } from '../ready-contract.ts'

/** Each ready journey as it comes, on a line with what the demo brand's customers do. */
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let line: Line
let source: Awaited<ReturnType<Line['source']>>
let owner: { authorization: string }
let journey: string
let people = 0

beforeAll(async () => {
  line = await startLine({ demo: true, now: new Date('2026-03-02T09:00:00Z') })
  source = await line.source()
  owner = await line.as('owner')
  const text = 'J’accepte de recevoir les offres par e-mail.'
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' } as const
  await line.inWork((work) => publishWording(work, { ...wording, text }))
}, 60_000)
afterAll(() => line.stop())

/** Everything but the demo's own people. */
const settle = () => line.settle(({ name }) => !name.startsWith('demo/'))
const later = async (milliseconds: number) => {
  await line.advance(milliseconds)
  await settle()
}

const api = async (method: 'GET' | 'POST', url: string, body?: object) => {
  const answer = await line.app.http.inject({ method, url, headers: owner, ...(body && { body }) })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}

/** Begins it and publishes it as it is: nothing of it has to be filled in. */
async function begin(code: ReadyCode): Promise<void> {
  const begun = await api('POST', `/api/journeys/ready/${code}`, { language: 'fr' })
  expect(begun).toMatchObject({ template: code, status: 'draft', flaws: [] })
  journey = begun.id
  await settle()
  await api('POST', `/api/journeys/${journey}/publish`)
}

let userId: string
let address: string

const send = async (...batch: object[]) => {
  const stamped = batch.map((one) => ({ userId, messageId: randomUUID(), ...one }))
  expect((await line.send(source, stamped)).statusCode).toBe(200)
  await settle()
}
const does = (event: string, properties: object = {}) => send({ type: 'track', event, properties })
const tells = (traits: object) => send({ type: 'identify', traits })
const agrees = () =>
  does('Consent Given', {
    ...{ purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr', form: 'footer' },
  })

/** Subjects of the mails to this customer, the oldest first. */
const mails = async (): Promise<string[]> => {
  const { mails: found } = await api('GET', `/api/mails?search=${address}`)
  return found.map(({ subject }: { subject: string }) => subject).reverse()
}
const bodyOf = async (subject: string): Promise<string> => {
  const { mails: found } = await api('GET', `/api/mails?search=${address}`)
  const { id } = found.find((one: { subject: string }) => one.subject === subject)
  return (await line.app.http.inject({ url: `/api/mails/${id}/html`, headers: owner })).body
}

const rosee = {
  ...{ product_id: 'MC-ROS-DAY', sku: 'MC-ROS-DAY', name: 'Crème de jour Rosée' },
  ...{ category: 'face', price: 24.5, quantity: 1, url: 'https://shop.example/rosee' },
}
const orders = (id: string, product: object = rosee) =>
  does('Order Completed', {
    ...{ order_id: id, revenue: 24.5, total: 24.5, currency: 'EUR', products: [product] },
  })

/** Somebody new, who agreed to mails before the journey was there to hear of it. */
beforeEach(async () => {
  userId = `user-${++people}`
  address = `${userId}@example.fr`
  // A new customer for each, at a moment of their own; what one did never spends another's cap.
  await later(40 * day)
  await tells({ email: address, firstName: 'Sophie', language: 'fr' })
})

describe('welcome', () => {
  test('greets who says yes, and shows the way three days later to who has not bought', async () => {
    await begin('welcome')
    await agrees()
    expect(await mails()).toEqual(['Bienvenue chez Maison Colombe'])
    await later(3 * day)
    expect((await mails()).at(-1)).toBe('Sophie, par où commencer ?')
  })
})

describe('an abandoned cart', () => {
  test('is written about after an hour', async () => {
    await agrees()
    await begin('abandoned-cart')
    await does('Product Added', { cart_id: 'c1', ...rosee, currency: 'EUR' })
    await later(59 * minute)
    expect(await mails()).toEqual([])
    await later(minute)
    expect(await mails()).toEqual(['Sophie, votre panier vous attend'])
  })
})

describe('post-purchase', () => {
  test('says thanks two days after the order, showing what was bought; not for one given back', async () => {
    await agrees()
    await begin('post-purchase')
    await orders('o1')
    await later(2 * day)
    expect(await mails()).toEqual(['Bien débuter avec vos achats'])
    expect(await bodyOf('Bien débuter avec vos achats')).toContain('Crème de jour Rosée')
    await orders('o2')
    await does('Order Refunded', { order_id: 'o2' })
    await later(3 * day)
    expect(await mails()).toHaveLength(1)
  })
})
