import { createVerify, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { type MailWorld, mailWorld } from '../../../test/mail-world.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { httpServer } from '../../kernel/http.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { consentHooks, openLinks, publishWording } from '../consent/index.ts'
import { commandLine } from '../team/index.ts'
import { messagesRoutes, openMessages, planMessage } from './index.ts'

let db: Db
let inWork: InWork
let now: Date
let world: MailWorld
let customerId: string
let templateId: string
let messages: Awaited<ReturnType<typeof openMessages>>
let http: Awaited<ReturnType<typeof httpServer>>

const mjml = (body: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${body}</mj-text></mj-column></mj-section></mj-body></mjml>`

const open = async (options: { demo: boolean; keyFile?: string }) =>
  openMessages({
    db,
    inWork,
    links: await openLinks(db, now),
    demo: options.demo,
    config: {
      baseUrl: 'http://filrouge.example',
      smtpUrl: world.url,
      mailFrom: 'Garance <bonjour@garance.example>',
      dkim: options.keyFile
        ? { domain: 'garance.example', selector: 'mail', keyFile: options.keyFile }
        : undefined,
    },
  })

beforeAll(async () => {
  now = new Date('2026-11-21T10:00:00Z')
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  world = await mailWorld()
  const line = wovenLine(opened, inWork, { hooks: consentHooks() })
  customerId = await line.customer('sophie', { email: 'sophie@example.fr', firstName: 'Sophie' })
  const agreed = { purpose: 'marketing', channel: 'email', language: 'fr' } as const
  const words = { ...agreed, version: 'v1', text: 'J’accepte de recevoir des e-mails.' }
  await inWork((work) => publishWording(work, words))
  const properties = { ...agreed, wording: 'v1' }
  await line.send({ name: 'Consent Given', userId: 'sophie', properties })
  messages = await open({ demo: true })
  const log = pino({ level: 'silent' })
  const checkAccess = async (request: { actor: unknown }) => {
    request.actor = commandLine
  }
  http = await httpServer({ title: 'Messages', log, checkAccess })
  http.decorateRequest('actor')
  await http.register(messagesRoutes, messages.routes)
  const text = {
    subject: 'Votre commande, {{ customer.first_name }}',
    mjml: mjml('Merci ! <a href="{{ unsubscribe_url }}">Stop</a>'),
  }
  const body = { name: 'Order', purpose: 'marketing', contents: { fr: text } }
  const url = '/api/messages/templates'
  templateId = (await http.inject({ method: 'POST', url, body })).json().id
})
afterAll(async () => {
  await http.close()
  await messages.close()
  await world.close()
  await db.destroy()
})

const send = async (from: typeof messages, key: string) => {
  await inWork((work) => planMessage(work, { customerId, key, templateId }))
  for (const loop of from.loops) while (await loop.run());
}

test('a demo’s mails go to the catcher, whatever server is named, and are read in the viewer', async () => {
  await send(messages, 'first')
  expect(world.mails).toHaveLength(0)

  const [mail] = (await http.inject('/api/mails')).json().mails
  expect(mail).toMatchObject({
    customerId,
    subject: 'Votre commande, Sophie',
    recipients: ['sophie@example.fr'],
    sender: 'bonjour@garance.example',
  })
  const content = (await http.inject(`/api/mails/${mail.id}`)).json()
  expect(content.text).toContain('Merci !')
  expect(content.headers).toContainEqual({ name: 'To', value: 'sophie@example.fr' })
  const page = await http.inject(`/api/mails/${mail.id}/html`)
  expect(page.body).toContain('Merci !')
  expect(page.headers['content-security-policy']).toMatch(/^sandbox (?!.*allow-scripts)/)
  const raw = await http.inject(`/api/mails/${mail.id}/raw`)
  expect(raw.body).toContain('Message-ID:')
  expect((await http.inject(`/api/mails?search=SOPHIE`)).json().mails).toHaveLength(1)
  expect((await http.inject(`/api/mails?search=nobody`)).json().mails).toHaveLength(0)
})

test('says where mails go and as whose, without the password of the server', async () => {
  const server = new URL(world.url).host
  const from = 'Garance <bonjour@garance.example>'
  expect((await http.inject('/api/messages/delivery')).json()).toEqual({
    ...{ to: 'catcher', server, from, signedFor: null },
  })
})

test('without a demo mails go to the named server, signed if there is a key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keyFile = join(await mkdtemp(join(tmpdir(), 'dkim-')), 'key.pem')
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const signing = await open({ demo: false, keyFile })
  await send(signing, 'signed')
  await signing.close()
  expect(world.raw).toHaveLength(1)
  const { signature, signed, covered } = dkimOf(world.raw[0] ?? '')
  expect(covered).toContain('list-unsubscribe-post')
  expect(createVerify('RSA-SHA256').update(signed).verify(publicKey, signature, 'base64')).toBe(
    true,
  )
})

/** What a receiver checks of a DKIM signature, relaxed as RFC 6376 says. */
function dkimOf(raw: string) {
  const [head = ''] = raw.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const relaxed = (line: string) =>
    line.replace(/^([^:]+):\s*/, (_, name: string) => `${name.toLowerCase()}:`).replace(/\s+/g, ' ')
  const own = headers.find((line) => line.startsWith('DKIM-Signature:')) ?? ''
  const covered = /\bh=([^;]+)/.exec(own)?.[1]?.replace(/\s/g, '').split(':') ?? []
  const lines = covered.flatMap(
    (name) => headers.findLast((line) => line.toLowerCase().startsWith(`${name}:`)) ?? [],
  )
  const signature = /\bb=([^;]+)$/.exec(own)?.[1]?.replace(/\s/g, '') ?? ''
  const unsigned = relaxed(own).replace(/\bb=[^;]*$/, 'b=')
  return { covered, signature, signed: `${lines.map(relaxed).join('\r\n')}\r\n${unsigned}` }
}
