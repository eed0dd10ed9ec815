import { setTimeout as pause } from 'node:timers/promises'
import { isInfrastructureFault } from '../../kernel/faults.ts'
import type { InWork } from '../../kernel/work.ts'
import { expireAt } from './expire.ts'
import { type Granted, grant, type Request } from './grant.ts'
import { type Line, type Spot, summed } from './level.ts'
import type { Reserving } from './promise.ts'
import { InsufficientStock, ReservationDiffers } from './refusals.ts'
import { reserve } from './reserve.ts'

const mostInOne = 500
/** How long the first of a batch waits for others. */
const gatherMs = 1

interface Waiting extends Request {
  /** Whether expired reservations were looked for on its behalf. */
  tried: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * The way to reserve when many want something at once, be it the same or not: what comes in the same
 * milliseconds is decided by one statement and one commit, in the order in which it came. Each
 * reservation is for itself, in a transaction that is not the caller's; the answers are those of `reserve`.
 */
export class Rush {
  readonly #inWork: InWork
  /** By channel, since each may have something kept back from it. */
  readonly #queues = new Map<string, Waiting[]>()

  constructor(inWork: InWork) {
    this.#inWork = inWork
  }

  reserveSoon(asked: Reserving): Promise<void> {
    const [line, ...more] = summed(asked.lines)
    if (!line || more.length > 0) return this.#alone(asked)
    return new Promise((resolve, reject) => {
      const waiting = { asked, line, tried: false, resolve, reject }
      const queue = this.#queues.get(asked.channel)
      if (queue) queue.push(waiting)
      else {
        this.#queues.set(asked.channel, [waiting])
        void this.#serve(asked.channel)
      }
    })
  }

  #alone(asked: Reserving): Promise<void> {
    return this.#inWork((work) => reserve(work, asked))
  }

  /** One batch at a time: the next ones gather behind it. */
  async #serve(channel: string): Promise<void> {
    const queue = this.#queues.get(channel) ?? []
    await pause(gatherMs)
    while (queue.length > 0) {
      const batch = queue.splice(0, mostInOne)
      try {
        queue.unshift(...(await this.#decide(batch, channel)))
      } catch (error) {
        this.#giveUp(batch, error)
      }
    }
    this.#queues.delete(channel)
  }

  /** A batch that fails is done one by one, so that one bad request costs nobody else's. */
  #giveUp(batch: readonly Waiting[], error: unknown): void {
    for (const { asked, resolve, reject } of batch) {
      if (isInfrastructureFault(error)) reject(error)
      else this.#alone(asked).then(resolve, reject)
    }
  }

  /** Answers those who can be answered, and returns those who must be asked for again. */
  async #decide(batch: readonly Waiting[], channel: string): Promise<Waiting[]> {
    const { granted, known, left } = await this.#inWork((work) => grant(work, batch, channel))
    const again: Waiting[] = []
    const short: Waiting[] = []
    for (const waiting of batch) {
      const { asked, line } = waiting
      const before = known.get(asked.id)
      if (granted.has(asked.id) || before === line.quantity) waiting.resolve()
      else if (before !== undefined) waiting.reject(new ReservationDiffers({ id: asked.id }))
      else if (line.quantity <= left(line)) again.push(waiting)
      else short.push(waiting)
    }
    return [...again, ...(await this.#lookForExpired(short, left))]
  }

  async #lookForExpired(short: readonly Waiting[], left: Granted['left']): Promise<Waiting[]> {
    const again: Waiting[] = []
    const freed = new Map<string, boolean>()
    for (const waiting of short) {
      const { line, tried } = waiting
      const name = `${line.sku}\u0000${line.locationId}`
      if (!tried && !freed.has(name)) freed.set(name, await this.#expire(line))
      if (tried || !freed.get(name)) waiting.reject(shortOf(line, left(line)))
      else {
        waiting.tried = true
        again.push(waiting)
      }
    }
    return again
  }

  #expire(spot: Spot): Promise<boolean> {
    return this.#inWork((work) => expireAt(work, [spot]))
  }
}

const shortOf = ({ sku, locationId, quantity: asked }: Line, left: number) =>
  new InsufficientStock({ sku, locationId, asked, available: Math.max(0, left) })
