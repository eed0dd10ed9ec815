import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildAudiences } from '../../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../../test/line.ts'
import { announce } from '../../../kernel/news/announce.ts'
import { addProduct, ProductInput, setPrices } from '../../catalog/index.ts'
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

const api = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => {
  const answer = await line.app.http.inject({ method, url, headers: owner, ...(body && { body }) })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}

/** Begins it and publishes it as it is: nothing of it has to be filled in. */
async function begin(code: ReadyCode): Promise<void> {
  const begun = await api('POST', `/api/journeys/ready/${code}`, { language: 'fr' })
  expect(begun).toMatchObject({ template: code, status: 'draft', flaws: [] })
  journey = begun.id
  await buildAudiences(line.app.loops)
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

/** Somebody new, weeks after the one before: what one did never spends another's cap. */
async function someoneElse(): Promise<void> {
  userId = `user-${++people}`
  address = `${userId}@example.fr`
  await later(40 * day)
  await tells({ email: address, firstName: 'Sophie', language: 'fr' })
}
beforeEach(someoneElse)

/** So that one journey does not write what another test counts. */
afterEach(() => api('POST', `/api/journeys/${journey}/stop`))

test('welcome greets who says yes, and shows the way three days later to who has not bought', async () => {
  await begin('welcome')
  await agrees()
  expect(await mails()).toEqual(['Bienvenue chez Filrouge'])
  await later(3 * day - minute)
  expect(await mails()).toHaveLength(1)
  await later(minute)
  expect((await mails()).at(-1)).toBe('Sophie, par où commencer ?')
})

test('welcome waits for a yes to be confirmed where the house asks for that', async () => {
  await begin('welcome')
  const rules = await api('GET', '/api/consent/rules')
  const asks = { channels: ['email'], withinDays: 7 }
  await api('PUT', '/api/consent/rules', { ...rules, doubleOptIn: asks })
  await agrees()
  const [asked = '', ...others] = await mails()
  expect([asked, others]).toEqual([expect.stringMatching(/onfirm/), []])
  await later(2 * day)
  await confirm(await bodyOf(asked))
  expect((await mails()).at(-1)).toBe('Bienvenue chez Filrouge')
  await api('PUT', '/api/consent/rules', rules)
})

/** Follows the link of the mail, and presses the button there. */
async function confirm(html: string): Promise<void> {
  const direct = /\/d\/[\w-]+/.exec(html)?.[0]
  const tracked = /\/c\/[\w-]+/.exec(html)?.[0] ?? ''
  const url = direct ?? (await ledTo(tracked))
  expect((await line.app.http.inject({ method: 'POST', url })).statusCode).toBe(200)
  await settle()
}

async function ledTo(tracked: string): Promise<string> {
  const { headers } = await line.app.http.inject(tracked)
  return new URL(String(headers.location)).pathname
}

test('first steps: an account, and four days later the shop, unless it is known', async () => {
  await agrees()
  await begin('onboarding')
  await tells({ birthday: '1988-06-12' })
  expect(await mails()).toEqual(['Votre compte vous suit partout'])
  await later(4 * day)
  expect((await mails()).at(-1)).toBe('Quelle est votre boutique ?')

  await someoneElse()
  await agrees()
  await tells({ birthday: '1990-01-02', favoriteShop: 'Lille' })
  await later(4 * day)
  expect(await mails()).toEqual(['Votre compte vous suit partout'])
})

test('an abandoned cart is written about after an hour', async () => {
  await agrees()
  await begin('abandoned-cart')
  await does('Product Added', { cart_id: 'c1', ...rosee, currency: 'EUR' })
  await later(59 * minute)
  expect(await mails()).toEqual([])
  await later(minute)
  expect(await mails()).toEqual(['Sophie, votre panier vous attend'])
})

test('what was looked at and left is spoken of four hours later, once a week', async () => {
  await agrees()
  await begin('browse')
  await does('Product Viewed', { ...rosee, name: 'Sérum Rosée' })
  await later(2 * hour)
  await does('Product Viewed', rosee)
  await later(4 * hour - minute)
  expect(await mails()).toEqual([])
  await later(minute)
  expect(await mails()).toEqual(['Vous hésitez ?'])
  expect(await bodyOf('Vous hésitez ?')).toContain('Crème de jour Rosée')
  await later(5 * day)
  await does('Product Viewed', rosee)
  await later(day)
  expect(await mails()).toHaveLength(1)
  await later(3 * day)
  await does('Product Viewed', rosee)
  await later(day)
  expect(await mails()).toHaveLength(2)
})

test('after the purchase: thanks two days later, showing what was bought; not for one given back', async () => {
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

test('a review is asked for in the evening ten days later, not of who has given one', async () => {
  await agrees()
  await begin('review')
  line.now = new Date('2028-03-02T08:00:00Z')
  await orders('r1')
  await later(10 * day + 9 * hour)
  expect(await mails()).toEqual([])
  // 18:30 in Paris, in winter.
  await later(30 * minute)
  expect(await mails()).toEqual(['Sophie, qu’en dites-vous ?'])
  await orders('r2')
  await does('Product Reviewed', { product_id: rosee.product_id })
  await later(12 * day)
  expect(await mails()).toHaveLength(1)
})

test('what runs out is spoken of when its own time has come, not to who has bought again', async () => {
  await agrees()
  await begin('repurchase')
  await orders('p1')
  await later(54 * day)
  expect(await mails()).toEqual([])
  await orders('p2')
  await later(2 * day)
  expect(await mails()).toEqual([])
  await later(53 * day)
  expect(await mails()).toEqual(['Bientôt la fin du flacon ?'])
  await orders('p3', { ...rosee, category: 'novel' })
  await later(80 * day)
  expect(await mails()).toHaveLength(1)
})

test('who has not bought for half a year hears of it, and two weeks later is asked', async () => {
  await agrees()
  await begin('win-back')
  await orders('w1')
  await later(180 * day - hour)
  expect(await mails()).toEqual([])
  await later(hour)
  expect(await mails()).toEqual(['Cela fait longtemps'])
  await later(14 * day)
  expect((await mails()).at(-1)).toBe('Souhaitez-vous encore de nos nouvelles ?')
})

test('a birthday is wished on the day, at nine where they live, each year', async () => {
  await agrees()
  await begin('birthday')
  line.now = new Date('2031-06-11T10:00:00Z')
  await tells({ birthday: '1988-06-12' })
  await later(20 * hour + 59 * minute)
  expect(await mails()).toEqual([])
  await later(minute)
  expect(await mails()).toEqual(['Sophie, bel anniversaire'])
  await later(366 * day)
  expect(await mails()).toHaveLength(2)
})

test('an evening in the shop: invited once, and reminded the day before by who registered', async () => {
  await agrees()
  await tells({ favoriteShop: 'Maison Colombe Lille' })
  line.now = new Date('2033-05-03T08:00:00Z')
  await begin('shop-event')
  // The next morning at nine, universal time.
  await later(25 * hour - minute)
  expect(await mails()).toEqual([])
  await later(minute)
  expect(await mails()).toEqual(['Une soirée dans votre boutique'])
  expect(await bodyOf('Une soirée dans votre boutique')).toContain('Maison Colombe Lille')
  const starts = new Date(line.now.getTime() + 5 * day)
  await does('Event Registered', { event_id: 'e1', starts_at: starts.toISOString() })
  await later(3 * day)
  expect(await mails()).toHaveLength(1)
  await later(day)
  expect((await mails()).at(-1)).toBe('À très bientôt en boutique')
})

test('what was wanted and is back, or costs a tenth less, is spoken of to whom it interests', async () => {
  const both = (fr: string) => ({ fr, en: fr })
  const priced = async (amount: number) => {
    await line.inWork((work) => setPrices(work, [{ list: 'public', sku: 'balm-1', amount }]))
    await settle()
  }
  const list = { code: 'public', name: both('Public'), currency: 'EUR' }
  await api('POST', '/api/catalog/price-lists', list)
  const balm = { state: 'active', name: both('Baume Rosée'), variants: [{ sku: 'balm-1' }] }
  await line.inWork((work) => addProduct(work, ProductInput.parse(balm)))
  await priced(5000)
  await agrees()
  await begin('back-in-stock')
  const back = journey
  await begin('price-drop')
  await does('Product Added to Wishlist', { ...rosee, sku: 'balm-1', product_id: 'balm-1' })
  await line.inWork((work) =>
    announce(work, { name: 'Back In Stock', properties: { sku: 'balm-1', everywhere: true } }),
  )
  await settle()
  expect(await mails()).toEqual(['Il est de retour'])
  expect(await bodyOf('Il est de retour')).toContain('Baume Rosée')

  await later(day)
  await priced(4800)
  expect(await mails()).toHaveLength(1)
  await later(day)
  await priced(4000)
  expect((await mails()).at(-1)).toBe('Son prix a baissé')
  const body = await bodyOf('Son prix a baissé')
  expect(body).toContain('Baume Rosée')
  expect(body).toMatch(/48,00.€[\s\S]*40,00.€/)
  await api('POST', `/api/journeys/${back}/stop`)
})
