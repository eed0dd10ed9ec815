import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { enRefusals } from './en-refusals.ts'
import { frRefusals } from './fr-refusals.ts'

const server = fileURLToPath(new URL('../../../server/src', import.meta.url))

/** Rooms behind the public API of a shop, and what only the team, a file or the provider is refused. */
const rooms = ['carts', 'orders', 'promotions', 'payments', 'stock']
const ofTheTeam = new Set([
  ...['orders/code-unknown', 'orders/refund-too-high'],
  ...['promotions/code-taken', 'promotions/not-found', 'promotions/not-in-state'],
  ...['payments/not-found', 'payments/not-signed', 'payments/not-to-pay-in-shop'],
  ...['payments/refund-too-high', 'stock/below-zero', 'stock/not-reserved', 'stock/sku-unknown'],
  ...['stock/paper-closed', 'stock/paper-held', 'stock/paper-not-found'],
  'stock/reservation-differs',
])
/** Of the other rooms, what a list and a product may answer. */
const ofTheShelves = ['catalog/product-unknown', 'catalog/bad-cursor']

const codesIn = (files: string[], pattern: RegExp) =>
  files.flatMap((file) =>
    [...readFileSync(`${server}/${file}`, 'utf8').matchAll(pattern)].map(([, code]) => code ?? ''),
  )
const declared = codesIn(
  globSync(`modules/{${rooms.join()}}/**/refusals.ts`, { cwd: server }),
  /'((?:carts|orders|promotions|payments|stock)\/[a-z-]+)'/g,
)
const ofEveryRoute = codesIn(['kernel/http.ts'], /answer\(\S+, '([a-z/-]+)'/g)
const codes = [...declared.filter((code) => !ofTheTeam.has(code)), ...ofEveryRoute, ...ofTheShelves]

test.each([
  ['French', frRefusals],
  ['English', enRefusals],
])('every code with which the public API refuses has words of its own: %s', (_, texts) => {
  expect(declared.length).toBeGreaterThan(30)
  expect(ofEveryRoute).toContain('server/unavailable')
  expect(codes.filter((code) => !(code in texts))).toEqual([])
  expect(Object.keys(texts).filter((code) => code !== 'unknown' && !codes.includes(code))).toEqual(
    [],
  )
})

test('words are made of what a refusal tells, and of nothing else', () => {
  for (const texts of [frRefusals, enRefusals]) {
    for (const say of Object.values(texts)) {
      const said = say({ available: 3, why: 'closed' })
      expect(said).not.toMatch(/undefined|null|\[object/)
      expect(said.length).toBeGreaterThan(10)
    }
  }
})
