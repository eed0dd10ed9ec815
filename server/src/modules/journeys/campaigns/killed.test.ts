import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { type MailWorld, mailWorld } from '../../../../test/mail-world.ts'
import { wovenLine } from '../../../../test/woven.ts'
import type { Db } from '../../../kernel/database.ts'
import { type InWork, startWork } from '../../../kernel/work.ts'
import { listCustomers } from '../../audiences/index.ts'
import { consentHooks, publishWording } from '../../consent/index.ts'
import { installSamples } from '../../messages/index.ts'
import { putInInbox } from '../../thread/index.ts'
import { createCampaign } from './campaigns.ts'
import { CampaignDefinition } from './contract.ts'
import { campaignDetail } from './pages.ts'
import { scheduleCampaign } from './turn.ts'

/** `KILLED_READERS=20000` kills one process after the other until the whole campaign is out. */
const readers = Number(process.env.KILLED_READERS ?? 400)
/** How long is waited for as many mails as that, on a machine that does other things. */
const patience = 60_000 + readers * 20
/** Of the mails that have arrived when everybody is killed. */
const shares = readers > 400 ? Array.from({ length: 20 }, (_, at) => at / 20) : [0.1, 0.5]
let now = new Date('2026-11-21T10:00:00Z')
const programs = {
  planner: fileURLToPath(new URL('../../../../test/journey-worker.ts', import.meta.url)),
  sender: fileURLToPath(new URL('../../../../test/mail-sender.ts', import.meta.url)),
}

let db: Db
let url: string
let inWork: InWork
let world: MailWorld
let id: string
const running = new Set<ChildProcess>()

beforeAll(async () => {
  ;({ db, url } = await testDatabase())
  inWork = startWork(db, { clock: () => now })
  world = await mailWorld()
  const line = wovenLine({ db, url }, inWork, { hooks: consentHooks() })
  const templateId = (await installSamples(inWork, ['stayInTouch'])).stayInTouch
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
  id = await inWork(async (work) => {
    const list = work.newId()
    const made = { id: list, name: 'Everybody', created_at: now, changed_at: now }
    await work.tx.insertInto('audiences.list').values(made).execute()
    const everybody = rows.map((row) => row.customer_id)
    await listCustomers(work, 'test', list, 'add', everybody)
    const definition = CampaignDefinition.parse({
      ...{ to: { of: 'list', id: list }, templateId, onError: 'skip', batch: 40 },
    })
    const created = await createCampaign(work, { name: 'Winter', definition }, 'test')
    await scheduleCampaign(work, created)
    return created
  })
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await world.close()
  await db.destroy()
})

async function start(program: keyof typeof programs) {
  const moment = now.toISOString()
  const given = program === 'sender' ? [url, world.url, moment] : [url, moment]
  const child = spawn(process.execPath, [programs[program], ...given], {
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

/** Two that plan, so that they also meet. */
const startAll = () => Promise.all([...'pps'].map((of) => start(of === 'p' ? 'planner' : 'sender')))

const look = async () => (await campaignDetail(db, id, now)).progress
/** Until more mails than that have arrived, or none will: what was in hand when all were killed may never have left. */
function untilSent(mails: number) {
  let looks = 0
  const isOver = async () => looks++ % 100 === 99 && (await look()).remaining === 0
  const enough = async () => world.mails.length > mails || (await isOver())
  return expect.poll(enough, { timeout: patience, interval: 5 }).toBe(true)
}

test(
  'workers and senders killed in the midst of a campaign leave nobody out and write to nobody twice',
  async () => {
    let killed = 0
    for (const share of shares) {
      const all = await startAll()
      await untilSent(readers * share)
      if (world.mails.length < readers) killed++
      await Promise.all(all.map(kill))
      // What they had in hand is called unknown after five minutes.
      now = new Date(now.getTime() + 6 * 60_000)
    }
    expect(killed).toBeGreaterThan(0)
    const last = await startAll()
    await expect.poll(async () => (await look()).remaining, { timeout: 90_000 + patience }).toBe(0)
    await Promise.all(last.map(kill))

    const { rows } = await sql<Record<string, number>>`
      select count(*)::int as messages, count(distinct customer_id)::int as customers
      from messages.message`.execute(db)
    expect(rows[0]).toEqual({ messages: readers, customers: readers })
    const arrived = world.mails.map(({ to }) => to?.[0]?.address)
    expect(new Set(arrived).size).toBe(arrived.length)
    const { enrolled, delivered, unknown } = await look()
    expect([enrolled, delivered + unknown]).toEqual([readers, readers])
    // Whatever the kills: no more is unknown than was in hand.
    expect(delivered).toBeLessThanOrEqual(arrived.length)
    if (readers > 400)
      process.stdout.write(
        `${JSON.stringify({ killed, enrolled, delivered, unknown, arrived: arrived.length })}\n`,
      )
  },
  240_000 + readers * 200,
)
