import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileContents } from './compile.ts'
import { daysAgo } from './local-day.ts'
import { type ParsedText, parseText, renderMail } from './render.ts'
import { rewriteLinks } from './rewrite-links.ts'
import { abandonedCart } from './samples/abandoned-cart.ts'
import { scopeOf } from './scope.ts'

let cart: ParsedText

beforeAll(async () => {
  const { fr } = await compileContents(abandonedCart.contents, 'marketing')
  if (!fr) throw new Error('the sample speaks French')
  cart = parseText(fr)
}, 30_000)

const moment = new Date('2026-11-21T10:00:00Z')

const scope = (traits: Record<string, unknown>, event: object, shopUrl?: string) =>
  scopeOf({
    profile: {
      customerId: '0192f1a0-0000-7000-8000-000000000001',
      traits,
      language: 'fr',
      timeZone: 'Europe/Paris',
      firstSeenAt: moment,
      lastSeenAt: moment,
    },
    language: 'fr',
    event,
    variables: null,
    brandName: 'Maison Garance',
    shopUrl,
    baseUrl: 'https://brand.example',
    unsubscribeUrl: 'https://brand.example/u/x',
    preferencesUrl: 'https://brand.example/p/x',
  })

const written = (traits: Record<string, unknown>, event: object) =>
  renderMail(cart, scope(traits, event), {
    track: (url) => `https://brand.example/c/${encodeURIComponent(url)}`,
    pixel: '',
  })

test('a link to the cart carries its lines, as an event brings them and as a journey remembers them', () => {
  const products = [{ sku: 'MC-1', quantity: 2 }, { sku: 'L V' }]
  const shop = 'https://shop.example'
  for (const told of [{ cart: { products } }, { products }]) {
    const { cart_url } = scope({}, { cart_id: 'c1', ...told }, shop)
    expect(cart_url).toBe(`${shop}/panier?cart=c1&lignes=MC-1.2~L%20V.1`)
  }
})

describe('a rendered mail', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>',
      '"><img src=x onerror=alert(1)>',
      '{{ customer }}',
      '{% if %}',
      '\r\nBcc: x',
    ),
  )

  test('holds of what people typed nothing but text, and its subject is one line', () => {
    fc.assert(
      fc.property(anything, anything, anything, (firstName, name, address) => {
        const products = [{ name, price: 5, url: address, image_url: address }]
        const result = written({ firstName }, { cart_url: 'https://shop.example/', products })
        if (!('mail' in result)) {
          expect(name.trim()).toBe('')
          return
        }
        const { html, subject } = result.mail
        expect(html).not.toMatch(/<script|<img src=x/)
        expect(subject).not.toMatch(/[\r\n]/)
        for (const [, url] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
          expect(url).toMatch(/^(https:\/\/|http:\/\/|mailto:|tel:|#)/)
        }
      }),
    )
  })

  test('shows a picture that its event named without a host', () => {
    const products = [{ name: 'Savon', price: 5, image_url: '/shop/images/savon.svg' }]
    const result = written({ firstName: 'Léa' }, { cart_url: 'https://shop.example/', products })
    expect(result).toMatchObject({
      mail: { html: expect.stringContaining('"https://brand.example/shop/images/savon.svg"') },
    })
  })

  test('that lacks something says what, and is not there', () => {
    expect(written({}, { products: [{ name: 'Savon', price: 5 }] })).toMatchObject({
      missing: ['cart_url'],
    })
    expect(written({}, { cart_url: 'https://shop.example/' })).toMatchObject({
      missing: expect.arrayContaining(['lines', 'total']),
    })
    const unnamed = { cart_url: 'https://shop.example/', products: [{ name: '', price: 5 }] }
    expect(written({}, unnamed)).not.toHaveProperty('mail')
  })
})

test('links lead through us, but for what is no page', () => {
  const track = (url: string) => `https://brand.example/c/${url.length}`
  const rewritten = (html: string) => rewriteLinks(html, track)
  expect(rewritten('<a href="https://a.example/?x=1&amp;y=2">')).toBe(
    '<a href="https://brand.example/c/26">',
  )
  for (const kept of ['mailto:a@b.example', 'tel:+33123456789', '#top']) {
    expect(rewritten(`<a href="${kept}">`)).toBe(`<a href="${kept}">`)
  }
  for (const bad of [
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    ' vbscript:x',
    'ftp://x',
  ]) {
    expect(rewritten(`<a href="${bad}">`)).toBe('<a href="#">')
  }
})

describe('a person’s day begins', () => {
  test.each([
    [
      'today in Paris in winter',
      '2026-11-21T22:59:59Z',
      0,
      'Europe/Paris',
      '2026-11-20T23:00:00.000Z',
    ],
    [
      'tomorrow, a second later',
      '2026-11-21T23:00:00Z',
      0,
      'Europe/Paris',
      '2026-11-21T23:00:00.000Z',
    ],
    ['when clocks go back', '2026-10-25T12:00:00Z', 0, 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
    [
      'when they went back since',
      '2026-10-26T12:00:00Z',
      1,
      'Europe/Paris',
      '2026-10-24T22:00:00.000Z',
    ],
    [
      'when clocks go forward',
      '2026-03-29T12:00:00Z',
      0,
      'Europe/Paris',
      '2026-03-28T23:00:00.000Z',
    ],
    ['overseas', '2026-11-21T03:00:00Z', 0, 'America/Martinique', '2026-11-20T04:00:00.000Z'],
    ['a week before', '2026-11-21T10:00:00Z', 6, 'Indian/Reunion', '2026-11-14T20:00:00.000Z'],
  ])('%s', (_, now, days, timeZone, expected) => {
    expect(daysAgo(new Date(now), days, timeZone).toISOString()).toBe(expected)
  })
})
