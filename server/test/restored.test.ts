import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backup } from '../src/kernel/backup/backup.ts'
import { restore } from '../src/kernel/backup/restore.ts'
import { publishWording } from '../src/modules/consent/index.ts'
import { installJourneys } from '../src/modules/journeys/index.ts'
import { installTemplates } from '../src/modules/messages/index.ts'
import { emptyDatabase } from './database.ts'
import { type Line, startLine } from './line.ts'

const hour = 3_600_000
let folder: string
let original: Line
let copy: Line

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'filrouge-'))
  original = await startLine({ demo: true })
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' } as const
  await original.inWork((work) => publishWording(work, { ...wording, text: 'J’accepte.' }))
  const templateIds = await installTemplates(original.inWork)
  await original.inWork((work) => installJourneys(work, { templateIds }))
})
afterAll(async () => {
  await copy?.stop()
  await original.stop()
  await rm(folder, { recursive: true })
})

const settle = (line: Line) => line.settle(({ name }) => !name.startsWith('demo/'))

/** A customer who agrees to be written to and leaves a cart. */
async function leaveCart(line: Line, source: { authorization: string }, userId: string) {
  const product = {
    product_id: 'p1',
    sku: 'rouge-1',
    name: 'Rouge Garance',
    price: 24.5,
    quantity: 2,
  }
  const events = [
    {
      type: 'identify',
      traits: { email: `${userId}@example.fr`, firstName: userId, language: 'fr' },
    },
    {
      ...{ type: 'track', event: 'Consent Given' },
      properties: { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' },
    },
    {
      ...{ type: 'track', event: 'Product Added' },
      properties: {
        cart_id: userId,
        ...product,
        cart: { products: [product], total: 49, currency: 'EUR' },
      },
    },
  ]
  const batch = events.map((event, index) => ({
    ...event,
    userId,
    messageId: `${userId} ${index}`,
  }))
  expect((await line.send(source, batch)).statusCode).toBe(200)
}

async function writtenTo(line: Line): Promise<string[]> {
  const headers = await line.as('owner')
  const { mails } = (await line.app.http.inject({ url: '/api/mails', headers })).json()
  return mails.map(({ recipients }: { recipients: string[] }) => recipients.join()).sort()
}

test('a restored copy works on: what waited, what was not yet woven, and what comes after', async () => {
  const source = await original.source()
  await leaveCart(original, source, 'waits')
  await settle(original)
  await leaveCart(original, source, 'unwoven')

  const file = join(folder, 'backup')
  await backup({ url: original.url, file, version: '1', now: original.now })
  const url = await emptyDatabase()
  await restore({ url, file })
  copy = await startLine({ url, demo: true, now: original.now })

  await leaveCart(copy, source, 'later')
  await leaveCart(copy, source, 'waits') // sent again by its client: taken once, here as there
  await settle(copy)
  await copy.advance(hour)
  await settle(copy)
  expect(await writtenTo(copy)).toEqual(
    ['later', 'unwoven', 'waits'].map((name) => `${name}@example.fr`),
  )
  expect(await writtenTo(original)).toEqual([])
})
