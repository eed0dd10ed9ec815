import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MailWorld, mailWorld } from '../server/test/mail-world.ts'
import { type Api, apiOf, openApi, type Source } from './parts/api.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { startQuickJourney } from './parts/quick-journey.ts'

let world: MailWorld
let house: House
let copy: House

beforeAll(async () => {
  world = await mailWorld()
  ;[house, copy] = await Promise.all([
    moveIn({ DEMO: '0', SMTP_URL: world.url }),
    moveIn({ DEMO: '0', SMTP_URL: world.url }),
  ])
})
afterAll(async () => {
  await Promise.all([house?.leave(), copy?.leave()])
  await world?.close()
})

async function fillCart({ url }: Running, { writeKey }: Source, cart: string): Promise<void> {
  const of = (event: string, properties: object) => ({
    ...{ type: 'track', userId: 'lina', event, messageId: `${event} ${cart}`, properties },
  })
  const consent = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }
  const traits = { email: 'lina@exemple.test', language: 'fr' }
  const batch = [
    { type: 'identify', userId: 'lina', messageId: `lina ${cart}`, traits },
    of('Consent Given', consent),
    of('Product Added', { cart_id: cart, sku: 'rouge-1' }),
  ]
  const body = JSON.stringify({ writeKey, batch })
  expect((await fetch(`${url}/v1/batch`, { method: 'POST', body })).status).toBe(200)
}

const namesOf = async (api: Api) =>
  (await api.thread('user_id', 'lina')).map(({ name }) => name).sort()
const cartsWrittenAbout = () => world.mails.map(({ html }) => /cart-\d/.exec(html ?? '')?.[0])

test('a copy restored from a backup into another folder works on: keys, thread, and a cart through to its mail', async () => {
  const original = await house.start()
  const api = await openApi(house, original)
  const source = await api.source('Site')
  await startQuickJourney(api)
  await fillCart(original, source, 'cart-1')
  await expect.poll(cartsWrittenAbout).toEqual(['cart-1'])
  await expect.poll(() => namesOf(api)).toContain('Email Sent')
  const before = await namesOf(api)

  const file = join(house.dataDir, 'backup.tar.gz')
  await house.filrouge('backup', file)
  expect(await original.stop()).toBe(0)
  await copy.filrouge('restore', file)
  const restored = await copy.start()
  const again = apiOf(restored, api.key)
  expect(await namesOf(again)).toEqual(before)

  await fillCart(restored, source, 'cart-2')
  await expect.poll(cartsWrittenAbout).toEqual(['cart-1', 'cart-2'])
  await expect
    .poll(async () => (await namesOf(again)).filter((name) => name === 'Email Sent'))
    .toHaveLength(2)
  // What was taken before the backup is known in the copy too: sent once more, it changes nothing.
  await fillCart(restored, source, 'cart-1')
  await fillCart(restored, source, 'cart-3')
  await expect.poll(cartsWrittenAbout).toEqual(['cart-1', 'cart-2', 'cart-3'])
  const added = (await namesOf(again)).filter((name) => name === 'Product Added')
  expect(added).toHaveLength(3)
})
