import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createTransport } from 'nodemailer'
import { openLog } from '../server/src/kernel/log.ts'
import { consentHooks, openLinks, publishWording } from '../server/src/modules/consent/index.ts'
import { identify } from '../server/src/modules/customers/index.ts'
import {
  installTemplates,
  openMessages,
  planMessages,
} from '../server/src/modules/messages/index.ts'
import { putInInbox, weaverLoop } from '../server/src/modules/thread/index.ts'
import { inEmptyHouse } from './house.ts'

const N = Number(process.env.N ?? 3000)
const port = 3977
const sink = spawn(process.execPath, ['/tmp/sink.mjs', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(sink.stdout, 'data')
const url = `smtp://127.0.0.1:${port}`
const dkim = process.env.DKIM
  ? { domain: 'x.example', selector: 's', keyFile: process.env.DKIM }
  : undefined
await inEmptyHouse(async (house) => {
  const { db, inWork } = house
  const now = new Date()
  const agreed = { purpose: 'marketing', channel: 'email', language: 'fr' } as const
  await inWork((w) =>
    publishWording(w, { ...agreed, version: 'v1', text: 'I agree to be written to.' }),
  )
  const weaver = weaverLoop(inWork, { identify, hooks: consentHooks() }, openLog('warn', 2))
  for (let at = 0; at < N; at += 500) {
    await inWork((work) =>
      putInInbox(
        work,
        Array.from({ length: Math.min(500, N - at) }, (_, i) => ({
          id: work.newId(),
          sourceId: null,
          messageId: `m${at + i}`,
          type: 'track' as const,
          name: 'Consent Given',
          channel: 'web' as const,
          context: {},
          at: now.getTime(),
          receivedAt: now.getTime(),
          userId: `r-${at + i}`,
          properties: { ...agreed, wording: 'v1', email: `r${at + i}@example.fr` },
        })),
      ),
    )
    while (await weaver.run());
  }
  const ids = (await db.selectFrom('customers.customer').select('customer_id').execute()).map(
    (r) => r.customer_id,
  )
  const { abandonedCart: templateId } = await installTemplates(inWork)
  const links = await openLinks(db, now)
  const messages = await openMessages({
    db,
    inWork,
    links,
    demo: false,
    config: { baseUrl: 'http://localhost:3000', smtpUrl: url, mailFrom: undefined, dkim },
  })
  // a body of the same size for the bare one
  const products = [
    { name: 'Crème de jour', price: 24.9, quantity: 2, image_url: 'https://img.example/1.jpg' },
    { name: 'Savon', price: 6.5 },
  ]
  const event = { cart_url: 'https://shop.example/panier?c=1', products }
  const sample = await messages.routes.mail.transport
  void sample
  const html = (await import('node:fs')).readFileSync('/tmp/sample.html', 'utf8')
  const text = (await import('node:fs')).readFileSync('/tmp/sample.txt', 'utf8')
  const bare = async () => {
    const pool = createTransport({
      url,
      pool: true,
      maxConnections: 8,
      maxMessages: Infinity,
      ...(dkim && {
        dkim: {
          domainName: 'x.example',
          keySelector: 's',
          privateKey: (await import('node:fs')).readFileSync(dkim.keyFile, 'utf8'),
        },
      }),
    })
    await pool.sendMail({ from: 'a@x.example', to: 'b@x.example', subject: 'warm', text: 'x' })
    const t = performance.now()
    const c = process.cpuUsage()
    await Promise.all(
      Array.from({ length: N }, (_, i) =>
        pool.sendMail({
          from: '"Filrouge" <a@x.example>',
          to: `r${i}@example.fr`,
          subject: `Zoé, votre panier vous attend ${i}`,
          html,
          text,
        }),
      ),
    )
    const s = (performance.now() - t) / 1000
    const cpu = process.cpuUsage(c)
    pool.close()
    return [Math.round(N / s), Math.round((cpu.user + cpu.system) / N)]
  }
  const ours = async (round: number) => {
    for (let at = 0; at < N; at += 1000)
      await inWork((w) =>
        planMessages(
          w,
          ids
            .slice(at, at + 1000)
            .map((customerId) => ({
              customerId,
              key: `b${round}`,
              lane: 'broadcast' as const,
              templateId,
              event,
            })),
        ),
      )
    let going = true
    const weaving = (async () => {
      while (going) if (!(await weaver.run())) await new Promise((r) => setTimeout(r, 50))
    })()
    const t = performance.now()
    const c = process.cpuUsage()
    const lane = messages.loops.find((l) => l.name === 'messages/send-broadcast')
    while (await lane?.run());
    const s = (performance.now() - t) / 1000
    const cpu = process.cpuUsage(c)
    going = false
    await weaving
    return [Math.round(N / s), Math.round((cpu.user + cpu.system) / N)]
  }
  await inWork(async (w) => {
    const { remember } = await import('../server/src/kernel/settings.ts')
    await remember(w.tx, 'messages.frequency-cap', { messages: 100, days: 1 }, now)
  })
  for (let round = 0; round < 3; round++) {
    const b = await bare()
    const o = await ours(round)
    console.log('bare', b, 'ours', o, 'ratio', ((o[0] ?? 0) / (b[0] ?? 1)).toFixed(2))
  }
  console.log(
    await db
      .selectFrom('messages.message')
      .select(['state', ({ fn }) => fn.countAll().as('n')])
      .groupBy('state')
      .execute(),
  )
  await messages.close()
})
sink.kill()
