import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { type MailWorld, mailWorld } from '../../../test/mail-world.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { consentHooks, openLinks, publishWording } from '../consent/index.ts'
import { putInInbox } from '../thread/index.ts'
import type { MessageState } from './contract.ts'
import { installTemplates, openMessages, planMessages } from './index.ts'

const program = fileURLToPath(new URL('../../../test/mail-sender.ts', import.meta.url))
const readers = 100
/** Each starts processes, which takes its time on a busy machine. */
const patient = { timeout: 90_000 }

let db: Db
let url: string
let now = new Date('2026-11-21T10:00:00Z')
let inWork: InWork
let world: MailWorld
let ids: string[]
let templateId: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  ;({ db, url } = await testDatabase())
  inWork = startWork(db, { clock: () => now })
  const line = wovenLine({ db, url }, inWork, { hooks: consentHooks() })
  templateId = (await installTemplates(inWork)).abandonedCart
  const agreed = { purpose: 'marketing', channel: 'email', language: 'fr' } as const
  const words = { ...agreed, version: 'v1', text: 'I agree to be written to.' }
  await inWork((work) => publishWording(work, words))
  await inWork((work) =>
    putInInbox(
      work,
      Array.from({ length: readers }, (_, at) => ({
        ...{ id: work.newId(), sourceId: null, messageId: `m${at}`, type: 'track' as const },
        ...{ name: 'Consent Given', channel: 'web' as const, context: {} },
        ...{ at: now.getTime(), receivedAt: now.getTime(), userId: `reader-${at}` },
        properties: { ...agreed, wording: 'v1', email: `r${at}@example.fr` },
      })),
    ),
  )
  await line.rest()
  const rows = await db.selectFrom('customers.customer').select('customer_id').execute()
  ids = rows.map((row) => row.customer_id)
})
beforeEach(async () => {
  world = await mailWorld()
  await db.deleteFrom('messages.message').execute()
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await db.destroy()
})

async function startSender() {
  const child = spawn(process.execPath, [program, url, world.url, now.toISOString()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const plan = (customerIds: readonly string[]) =>
  inWork((work) =>
    planMessages(
      work,
      customerIds.map((customerId) => ({
        customerId,
        key: 'broadcast',
        lane: 'broadcast' as const,
        templateId,
        event: { cart_url: 'https://shop.example/', products: [{ name: 'Savon', price: 5 }] },
      })),
    ),
  )

async function states() {
  const rows = await db.selectFrom('messages.message').select(['id', 'state']).execute()
  const byState: Partial<Record<MessageState, string[]>> = {}
  for (const { id, state } of rows) byState[state] = [...(byState[state] ?? []), id]
  return byState
}

/** Lets another sender do what is left, in this process, at the present moment. */
async function sendTheRest() {
  const { loops, close } = await openMessages({
    db,
    inWork,
    links: await openLinks(db, now),
    demo: false,
    config: {
      baseUrl: 'http://filrouge.example',
      smtpUrl: world.url,
      mailFrom: undefined,
      dkim: undefined,
    },
  })
  for (const loop of loops) while (await loop.run());
  await close()
}

const named = () => world.mails.map(({ messageId }) => messageId)

test(
  'a sender killed while the server has a mail leaves it unknown, and it is never sent again',
  patient,
  async () => {
    world.manner = 'silent'
    await plan(ids.slice(0, 1))
    const sender = await startSender()
    await expect.poll(() => world.mails.length, { timeout: 40_000 }).toBe(1)
    await kill(sender)

    world.manner = 'polite'
    await sendTheRest()
    expect(Object.keys(await states())).toEqual(['claimed'])
    now = new Date(now.getTime() + 6 * 60_000)
    await sendTheRest()
    await sendTheRest()
    expect(Object.keys(await states())).toEqual(['unknown'])
    expect(world.mails).toHaveLength(1)
    await world.close()
  },
)

test(
  'senders killed again and again send nothing twice, and leave unknown only what they held',
  patient,
  async () => {
    await plan(ids)
    let inHands = 0
    for (let round = 0; round < 2; round++) {
      const before = world.mails.length
      const sender = await startSender()
      await expect
        .poll(() => world.mails.length > before || before >= readers, {
          timeout: 40_000,
          interval: 1,
        })
        .toBe(true)
      await pause(round * 15)
      await kill(sender)
      inHands = (await states()).claimed?.length ?? 0
    }
    now = new Date(now.getTime() + 6 * 60_000)
    await sendTheRest()

    const { handed_over = [], unknown = [], ...others } = await states()
    expect(Object.keys(others)).toEqual([])
    expect(handed_over.length + unknown.length).toBe(readers)
    expect(new Set(named()).size).toBe(world.mails.length)
    expect(unknown).toHaveLength(inHands)
    const arrived = named().join()
    expect(handed_over.filter((id) => !arrived.includes(id))).toEqual([])
    await world.close()
  },
)

test('a connection that breaks when the mail is out leaves it unknown; one before leaves it waiting', async () => {
  world.manner = 'hang-up'
  await plan(ids.slice(0, 1))
  await sendTheRest()
  expect(Object.keys(await states())).toEqual(['unknown'])
  await db.deleteFrom('messages.message').execute()

  const port = Number(new URL(world.url).port)
  await world.close()
  await plan(ids.slice(0, 2))
  await sendTheRest()
  expect(await states()).toMatchObject({ planned: [expect.any(String), expect.any(String)] })
  const late = await mailWorld(port)
  now = new Date(now.getTime() + 60_000)
  await sendTheRest()
  expect(Object.keys(await states())).toEqual(['handed_over'])
  expect(late.mails).toHaveLength(2)
  await late.close()
})
