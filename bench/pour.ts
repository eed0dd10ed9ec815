import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { drained } from './aftermath.ts'

interface Options {
  readonly writeKey: string
  /** Where the product answers now; each try knocks at the next. */
  readonly doors: () => readonly string[]
  /** Events a second in all; as many as go, if absent. */
  readonly perSecond?: number
  /** Ends by itself after so many events. */
  readonly atMost?: number
  /** Tells the users of one pouring from those of another. */
  readonly name: string
}

export const eventsToMeasure = 40_000

const clients = 16
/** Users of a client; each batch brings one event of each. */
const users = 100

/** What was answered to a try: its status, or 0 for a broken connection. */
interface Answer {
  readonly status: number
  readonly retryAfter: number
}

/**
 * Sends events at a steady pace, as the libraries do: a batch that was not acknowledged is sent again
 * until it is, and only then the next of the same users. Each event says whose it is and its number,
 * so that it can be told afterwards what became of it.
 */
export function pour({ writeKey, doors, perSecond, atMost = Infinity, name }: Options) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const authorization = `Basic ${btoa(`${writeKey}:`)}`
  const begun = performance.now()
  /** How often something else was answered than that it is stored. */
  const refused = new Map<number, number>()
  const took: number[] = []
  /** How many batches of each client were acknowledged. */
  const batches = Array.from({ length: clients }, () => 0)
  let last = begun
  let silence = 0
  let tries = 0
  let sent = 0
  let ending = false

  async function client(index: number): Promise<void> {
    for (let number = 0; !ending && sent < atMost; number++) {
      if (perSecond) await due(((number + index / clients) * clients * users * 1000) / perSecond)
      sent += users
      const body = JSON.stringify({ batch: batchOf(name, index, number), sentAt: new Date() })
      const from = performance.now()
      await deliver(body)
      const now = performance.now()
      took.push(now - from)
      silence = Math.max(silence, now - last)
      last = now
      batches[index] = number + 1
    }
  }

  const due = (at: number) => pause(Math.max(0, begun + at - performance.now()))

  async function deliver(body: string): Promise<void> {
    for (;;) {
      const all = doors()
      const door = all[tries++ % all.length] ?? ''
      const { status, retryAfter } = await post(agent, door, authorization, body)
      if (status === 200) return
      refused.set(status, (refused.get(status) ?? 0) + 1)
      await pause(retryAfter * 1000 || 100)
    }
  }

  const all = Promise.all(Array.from({ length: clients }, (_, index) => client(index)))
  return {
    refused,
    took,
    acknowledged: () => batches.reduce((sum, count) => sum + count, 0) * users,
    /** The longest time in which nothing at all was acknowledged, in milliseconds. */
    silence: () => silence,
    /** Resolves when everything that was sent is acknowledged; asks those that go on to stop. */
    async end() {
      ending = atMost === Infinity
      await all
      agent.destroy()
      return (performance.now() - begun) / 1000
    },
  }
}

/** Events a second that are taken in and woven in the same time. */
export async function sustainedRate(
  to: Pick<Options, 'writeKey' | 'doors'>,
  database: Client,
  name: string,
): Promise<number> {
  const begun = performance.now()
  await pour({ ...to, atMost: eventsToMeasure, name }).end()
  await drained(database)
  return eventsToMeasure / ((performance.now() - begun) / 1000)
}

const batchOf = (name: string, client: number, number: number) =>
  Array.from({ length: users }, (_, index) => {
    const user = `${name}-${client}-${index}`
    return {
      ...{ type: 'track', event: 'Product Viewed', userId: user, messageId: `${user} ${number}` },
      properties: { user, number, product_id: `SKU-${number % 300}`, price: 24.9 },
      context: { locale: 'fr-FR', timezone: 'Europe/Paris', page: { path: '/soins/creme' } },
    }
  })

function post(agent: Agent, door: string, authorization: string, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const broken = () => resolve({ status: 0, retryAfter: 0 })
    const headers = { authorization, 'content-type': 'application/json' }
    const sent = request(`${door}/v1/batch`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.on('error', broken)
      const retryAfter = Number(answer.headers['retry-after'] ?? 0)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, retryAfter }))
    })
    sent.setTimeout(30_000, () => sent.destroy())
    sent.on('error', broken)
    sent.end(body)
  })
}
