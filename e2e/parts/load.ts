import { setTimeout as pause } from 'node:timers/promises'

interface LoadOptions {
  readonly writeKey: string
  /** Where the product answers now; each try knocks at the next. */
  readonly doors: () => readonly string[]
  readonly clients?: number
}

const usersOfClient = 5
const eventsOfUser = 5
/** One in so many answers gets lost on its way, and what it acknowledged is sent again. */
const lostOneIn = 11
/** Between batches: what is killed must find the processors free enough to be started again. */
const breathMs = 40

/**
 * Clients that post batch after batch, as the libraries do: a batch that was not acknowledged is
 * sent again until it is, and only then the next. Each event says whose it is and its number, so that
 * afterwards it can be told what became of it.
 */
export function startLoad({ writeKey, doors, clients = 4 }: LoadOptions) {
  const authorization = `Basic ${btoa(`${writeKey}:`)}`
  /** Up to which number each user's events were acknowledged. */
  const acknowledged = new Map<string, number>()
  let total = 0
  let tries = 0
  let ending = false

  async function post(batch: readonly object[]): Promise<void> {
    for (;;) {
      const all = doors()
      const door = all[tries++ % all.length]
      const answer = await fetch(`${door}/v1/batch`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ batch, sentAt: new Date() }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => undefined)
      const lost = tries % lostOneIn === 0
      if (answer?.ok && !lost) return
      await pause(50)
    }
  }

  async function client(index: number): Promise<void> {
    const users = Array.from({ length: usersOfClient }, (_, user) => `user-${index}-${user}`)
    await post(users.flatMap(introduction))
    for (let from = 0; !ending; from += eventsOfUser) {
      await post(users.flatMap((user) => events(user, from)))
      for (const user of users) acknowledged.set(user, from + eventsOfUser)
      total += usersOfClient * eventsOfUser
      await pause(breathMs)
    }
  }

  const running = Array.from({ length: clients }, (_, index) => client(index))
  return {
    acknowledged,
    total: () => total,
    /** Lets those batches end that are on their way. */
    async end() {
      ending = true
      await Promise.all(running)
    },
  }
}

export type Load = ReturnType<typeof startLoad>

/** Who the user is, and that they may be written to. */
const introduction = (userId: string) => [
  {
    type: 'identify',
    userId,
    messageId: `${userId} is`,
    traits: { email: `${userId}@exemple.test`, language: 'fr' },
  },
  {
    type: 'track',
    event: 'Consent Given',
    userId,
    messageId: `${userId} agrees`,
    properties: { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' },
  },
]

/** The user's next events; the first of them fills another cart. */
const events = (userId: string, from: number) =>
  Array.from({ length: eventsOfUser }, (_, offset) => {
    const number = from + offset
    const fills = offset === 0 && from % (4 * eventsOfUser) === 0
    return {
      type: 'track',
      event: fills ? 'Product Added' : 'Product Viewed',
      userId,
      messageId: `${userId} ${number}`,
      timestamp: new Date(),
      properties: { user: userId, number, ...(fills && { cart_id: `${userId}/${number}` }) },
    }
  })
