import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { planMessages } from '../server/src/modules/messages/index.ts'
import { startBare, startServer } from './child.ts'
import {
  audiencesBuilt,
  call,
  crowd,
  type Door,
  fiftyAudiences,
  openDoor,
  send,
  settled,
} from './crowd.ts'
import { type BenchHouse, inEmptyHouse, percentile, progress, round } from './house.ts'
import { during, post } from './load.ts'
import type { Finding } from './run.ts'
import { type Sink, startSink } from './sink.ts'
import { Stream } from './stream.ts'

const ports = { bare: 3981, ours: 3982 }
const perSecond = 500
const probesPerSecond = 10
const seconds = 20
const broadcast = 50_000

/**
 * How long from the answer "accepted" until an audience has the customer, at 500 events a second; and
 * until the SMTP server has the mail of a journey, quiet and while a broadcast of 50,000 goes out.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const bare = await startBare(house.environment, ports.bare)
  const stream = new Stream(6000)
  const bodies = Array.from({ length: 100 }, () => stream.batch(100))
  const begun = performance.now()
  const url = `http://127.0.0.1:${ports.bare}/`
  const sent = await post({ url, authorization: '', next: during(5000, bodies), connections: 16 })
  const ceiling = (sent.length * 100) / ((performance.now() - begun) / 1000)
  await bare.stop()

  const sink = await startSink()
  const server = await startServer({ ...house.environment, SMTP_URL: sink.url }, ports.ours, 'all')
  const door = await openDoor(house, `http://127.0.0.1:${ports.ours}`)
  await fiftyAudiences(door)
  const probed = { kind: 'event', name: 'Probe', count: { op: 'gte', n: 1 } }
  const { id: audienceId } = await call<{ id: string }>(door, '/api/audiences', {
    name: 'probed',
    condition: probed,
  })
  await audiencesBuilt(house)
  await prepareJourney(door)
  await send(door, crowd(broadcast, 'crowd'))
  await settled(house)
  progress(`${broadcast} people are in`)

  const membership = await membershipLatency(house, door, stream, audienceId)
  progress(`membership p50 ${round(percentile(membership, 50))} ms`)
  const quiet = await mailLatency(door, sink, 0, 100)
  progress(`mail, quiet: p50 ${round(percentile(quiet, 50))} ms`)
  await startBroadcast(house, door)
  const before = sink.mails
  const from = performance.now()
  const busy = await mailLatency(door, sink, 100, 200)
  const broadcastRate = (sink.mails - before - busy.length) / ((performance.now() - from) / 1000)
  progress(
    `mail, during a broadcast at ${round(broadcastRate)}/s: p99 ${round(percentile(busy, 99))} ms`,
  )
  await server.stop()
  sink.close()
  return {
    figures: {
      membershipP50Milliseconds: round(percentile(membership, 50), 1),
      membershipP99Milliseconds: round(percentile(membership, 99), 1),
      probes: membership.length,
      mailQuietP50Milliseconds: round(percentile(quiet, 50), 1),
      mailQuietP99Milliseconds: round(percentile(quiet, 99), 1),
      mailInBroadcastP50Milliseconds: round(percentile(busy, 50), 1),
      mailInBroadcastP99Milliseconds: round(percentile(busy, 99), 1),
      broadcastMailsPerSecond: round(broadcastRate),
    },
    ceiling: { eventsPerSecond: round(ceiling) },
    ratio: round(perSecond / ceiling, 3),
  }
}

const track = (event: string, userId: string, properties: object = {}) => ({
  ...{ type: 'track', event, userId, messageId: `${event}-${userId}`, properties },
})

/** Sends single events at a steady pace, a few of them probes, and watches the audience. */
async function membershipLatency(
  house: BenchHouse,
  door: Door,
  stream: Stream,
  audienceId: string,
): Promise<number[]> {
  const accepted = new Map<string, number>()
  const took: number[] = []
  let sending = true
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const single = async (event: object) => {
    await post({
      agent,
      url: `${door.base}/v1/batch`,
      authorization: door.authorization,
      connections: 1,
      next: once(JSON.stringify({ batch: [event] })),
    })
    return performance.now()
  }
  const watching = (async () => {
    while (sending || accepted.size > 0) {
      if (accepted.size > 0) {
        const { rows } = await sql<{ value: string }>`
          select value from customers.identity
          where kind = 'user_id' and value = any(${[...accepted.keys()]})
            and customer_id in (
              select customer_id from audiences.member
              where audience_id = ${audienceId})
          /* cross-shard */`.execute(house.db)
        const now = performance.now()
        for (const { value } of rows) {
          took.push(Math.max(0, now - (accepted.get(value) ?? now)))
          accepted.delete(value)
        }
      }
      await pause(1)
    }
  })()
  const started = performance.now()
  const pending: Promise<unknown>[] = []
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = started + (index * 1000) / perSecond
    if (due > performance.now()) await pause(due - performance.now())
    const isProbe = index % (perSecond / probesPerSecond) === 0
    const probe = `probe-${index}`
    pending.push(
      isProbe
        ? single(track('Probe', probe)).then((at) => accepted.set(probe, at))
        : single(stream.event()),
    )
  }
  await Promise.all(pending)
  sending = false
  await watching
  agent.destroy()
  return took
}

function once(body: string): () => string | undefined {
  let left: string | undefined = body
  return () => {
    const next = left
    left = undefined
    return next
  }
}

/** A journey that writes at once: from the event to the mail nothing waits but the machinery. */
async function prepareJourney(door: Door): Promise<void> {
  const { id: templateId } = await call<{ id: string }>(door, '/api/messages/templates', {
    name: 'at once',
    purpose: 'service',
    contents: { fr: { subject: 'Merci', mjml: mjml('Merci de votre visite.') } },
  })
  const { id } = await call<{ id: string }>(door, '/api/journeys', {
    name: 'at once',
    definition: {
      entry: { kind: 'event', event: 'Mail Me' },
      reentry: 'always',
      first: 'mail',
      steps: [
        { id: 'mail', kind: 'message', templateId, next: 'end' },
        { id: 'end', kind: 'exit' },
      ],
    },
  })
  await call(door, `/api/journeys/${id}/publish`, {})
}

const mjml = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text} <a href="{{ unsubscribe_url }}">Stop</a>
  <a href="{{ preferences_url }}">Préférences</a></mj-text></mj-column></mj-section></mj-body></mjml>`

/** Ten events a second that each bring a mail; milliseconds from accepted to taken by the SMTP server. */
async function mailLatency(
  door: Door,
  sink: Sink,
  first: number,
  until: number,
): Promise<number[]> {
  const accepted = new Map<string, number>()
  for (let index = first; index < until; index++) {
    await send(door, [track('Mail Me', `crowd-${index}`)])
    accepted.set(`crowd-${index}@mail.example`, Date.now())
    await pause(100)
  }
  const took: number[] = []
  for (const [address, at] of accepted) {
    while (!sink.arrived.has(address)) await pause(5)
    took.push(Math.max(0, (sink.arrived.get(address) ?? at) - at))
  }
  return took
}

async function startBroadcast(house: BenchHouse, door: Door): Promise<void> {
  const { id: templateId } = await call<{ id: string }>(door, '/api/messages/templates', {
    name: 'to all',
    purpose: 'marketing',
    contents: { fr: { subject: 'Nouveautés', mjml: mjml('Bonjour {{ customer.firstName }}') } },
  })
  // Those who are probed get no broadcast, so that their mail is the journey's.
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from customers.identity where kind = 'user_id' and value like 'crowd-%'
      and substring(value from 7)::int >= 200`.execute(house.db)
  for (let from = 0; from < rows.length; from += 5000) {
    await house.inWork((work) =>
      planMessages(
        work,
        rows.slice(from, from + 5000).map(({ customer_id: customerId }) => ({
          ...{ customerId, key: 'to all', templateId, lane: 'broadcast' as const },
        })),
      ),
    )
  }
}
