import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { planMessages } from '../server/src/modules/messages/index.ts'
import { startServer } from './child.ts'
import { call, crowd, openDoor, send, settled } from './crowd.ts'
import { type BenchHouse, inEmptyHouse, median, progress, round } from './house.ts'
import type { Finding } from './run.ts'
import { type Sink, startSink } from './sink.ts'

const people = 3000
const rounds = 3
const port = 3982

/**
 * A personalised broadcast to a local SMTP server: permission, cap, rendering, ledger and hand-over;
 * beside bare pooled nodemailer that sends one of the same mails as often.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const sink = await startSink()
  const base = `http://127.0.0.1:${port}`
  const server = await startServer({ ...house.environment, SMTP_URL: sink.url }, port, 'all')
  const door = await openDoor(house, base)
  const { id: templateId } = await call<{ id: string }>(door, '/api/messages/templates', template)
  const rates: number[] = []
  const bareRates: number[] = []
  for (let turn = 0; turn <= rounds; turn++) {
    const name = `turn${turn}`
    await send(door, crowd(people, name))
    await settled(house)
    const customers = await sql<{ customer_id: string }>`
      select customer_id from customers.identity
      where kind = 'user_id' and value like ${`${name}-%`}`.execute(house.db)

    const before = sink.mails
    const begun = performance.now()
    await house.inWork((work) =>
      planMessages(
        work,
        customers.rows.map(({ customer_id: customerId }) => ({
          ...{ customerId, key: name, templateId, lane: 'broadcast' as const },
        })),
      ),
    )
    while (sink.mails - before < people) await pause(5)
    const rate = people / ((performance.now() - begun) / 1000)
    const bare = await bareRate(sink)
    progress(`bare ${round(bare)}/s, ours ${round(rate)}/s${turn === 0 ? ' (warm-up)' : ''}`)
    if (turn === 0) continue
    rates.push(rate)
    bareRates.push(bare)
  }
  await server.stop()
  sink.close()
  const { rows } = await sql<{ twice: number; handed: number }>`
    select count(*) filter (where state = 'handed_over')::int as handed,
      (count(*) - count(distinct (customer_id, dedupe_key)))::int as twice
    from messages.message`.execute(house.db)
  if (rows[0]?.handed !== people * (rounds + 1)) throw new Error(`handed over: ${rows[0]?.handed}`)
  return {
    figures: {
      mailsPerSecond: round(median(rates)),
      handedOver: rows[0].handed,
      twice: rows[0].twice,
    },
    ceiling: { mailsPerSecond: round(median(bareRates)) },
    ratio: round(median(rates.map((rate, turn) => rate / (bareRates[turn] ?? Number.NaN))), 2),
  }
}

/** Bare nodemailer with a pool of eight, in this process, a mail of the same size. */
async function bareRate(sink: Sink): Promise<number> {
  const transport = createTransport({ url: sink.url, pool: true, maxConnections: 8 })
  const html = `<p>${'Bonjour Camille, votre panier vous attend. '.repeat(100)}</p>`
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: people }, (_, index) =>
      transport.sendMail({
        from: 'maison@example.com',
        to: `bare-${index}@mail.example`,
        subject: `Bonjour ${index}`,
        html,
        text: 'Bonjour Camille, votre panier vous attend.',
      }),
    ),
  )
  transport.close()
  return people / ((performance.now() - begun) / 1000)
}

const template = {
  name: 'broadcast',
  purpose: 'marketing',
  contents: {
    fr: {
      subject: 'Bonjour {{ customer.firstName }}',
      preheader: '',
      mjml: `<mjml><mj-body><mj-section><mj-column><mj-text>Bonjour {{ customer.firstName }},
        ${'voici les nouveautés de la maison. '.repeat(60)}</mj-text>
        <mj-button href="https://boutique.example/nouveautes">Voir</mj-button>
        <mj-text><a href="{{ unsubscribe_url }}">Se désinscrire</a>
        <a href="{{ preferences_url }}">Préférences</a></mj-text>
        </mj-column></mj-section></mj-body></mjml>`,
    },
  },
}
