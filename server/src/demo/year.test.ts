import { expect, test } from 'vitest'
import { products, shops } from './catalogue.ts'
import type { DemoEvent } from './event.ts'
import { yearOf } from './year.ts'

const now = Date.parse('2026-11-22T09:00:00Z')
const options = { seed: 7, now, customers: 600, shopUrl: 'http://shop.test/shop' }
const year = [...yearOf(options)]
const named = (name: string) => year.filter(({ body }) => body.event === name)
const cents = (amount: unknown) => Math.round(Number(amount) * 100)

test('the same seed and moment give the same year, another seed another', () => {
  expect([...yearOf(options)]).toEqual(year)
  expect([...yearOf({ ...options, seed: 8 })]).not.toEqual(year)
})

test('the year is told in order, ends now and began a year ago', () => {
  const times = year.map(({ at }) => at)
  expect(times).toEqual([...times].sort((one, other) => one - other))
  expect(times.at(-1)).toBeLessThanOrEqual(now)
  expect(times.at(-1)).toBeGreaterThan(now - 2 * 86_400_000)
  expect(times[0]).toBeGreaterThan(now - 366 * 86_400_000)
})

test('every order adds up to the cent, and so does every return', () => {
  const orders = named('Order Completed')
  expect(orders.length).toBeGreaterThan(100)
  for (const { body } of [...orders, ...named('Order Refunded')]) {
    const { revenue, tax, shipping = 0, total, products: lines } = body.properties ?? {}
    expect(cents(revenue) + cents(tax) + cents(shipping)).toBe(cents(total))
    const shown = (lines as { price: number; quantity: number }[]).reduce(
      (sum, { price, quantity }) => sum + cents(price) * quantity,
      0,
    )
    // Ten per cent off is the one discount there is; what is returned was paid with it.
    const paid = cents(total) - cents(shipping)
    expect([shown, shown - Math.round(shown / 10)]).toContain(paid)
  }
})

test('a return names an order that was made before', () => {
  const ordered = new Map(
    named('Order Completed').map(({ at, body }) => [body.properties?.order_id, at]),
  )
  const returns = named('Order Refunded')
  expect(returns.length).toBeGreaterThan(3)
  for (const { at, body } of returns) {
    expect(ordered.get(body.properties?.order_id)).toBeLessThan(at)
  }
})

test('nobody is mailed who has not agreed before', () => {
  const addresses = new Map<string, string>()
  const agreed = new Set<string>()
  const addressOf = ({ body: { anonymousId = '', userId = '', context } }: DemoEvent) => {
    const [external] = (context?.externalIds ?? []) as { id: string }[]
    return external?.id ?? addresses.get(userId) ?? addresses.get(anonymousId)
  }
  let mails = 0
  for (const event of year) {
    const { anonymousId, userId, traits, properties } = event.body
    for (const id of [anonymousId, userId])
      if (id && traits) addresses.set(id, String(traits.email))
    const address = addressOf(event) ?? ''
    if (event.body.event === 'Consent Given' && properties?.purpose === 'marketing')
      agreed.add(address)
    if (event.source !== 'mailing' || !event.body.event?.startsWith('Email')) continue
    expect(agreed).toContain(address)
    mails++
  }
  expect(mails).toBeGreaterThan(20)
})

test('December and Saturdays are busier than February and Mondays', () => {
  const inMonth = (month: number) =>
    year.filter(({ at }) => new Date(at).getUTCMonth() === month).length
  expect(inMonth(11)).toBeGreaterThan(inMonth(1))
  const tickets = year.filter(
    ({ source, body }) => source === 'till' && body.event === 'Order Completed',
  )
  const on = (day: number) => tickets.filter(({ at }) => new Date(at).getUTCDay() === day).length
  expect(on(6)).toBeGreaterThan(2 * on(1))
})

test('the catalogue is a few hundred products with prices, names in both languages and codes', () => {
  expect(products.length).toBeGreaterThan(250)
  expect(new Set(products.map(({ ean }) => ean)).size).toBe(products.length)
  for (const product of products) {
    expect(
      product.name.fr && product.name.en && product.description.fr && product.description.en,
    ).toBeTruthy()
    expect(product.price).toBeGreaterThan(300)
    expect(Number.isInteger(product.price)).toBe(true)
    const [check, ...digits] = [...product.ean].reverse().map(Number)
    const sum = digits.reduce((all, digit, index) => all + digit * (index % 2 === 0 ? 3 : 1), 0)
    expect((10 - (sum % 10)) % 10).toBe(check)
  }
  expect(shops).toHaveLength(12)
})
