import type { Db } from '../../kernel/database.ts'
import { type Available, availability } from './availability.ts'
import { everyChannel } from './level.ts'

const lookEveryMs = 250

interface Watcher {
  readonly hear: (changed: readonly Available[]) => void
  readonly skus: readonly string[]
  readonly channel: string
  readonly locationId: string | undefined
  /** What was last told, by spot. */
  readonly told: Map<string, number>
  /** Whether it has been told of anything, be it that there is nothing. */
  heard: boolean
}

/**
 * Shows open pages what there is as it changes. One look for all of them, as long as there are any: a
 * signal from each reservation would let only one commit at a time (docs/decisions/stock.md).
 */
export class Watch {
  readonly #db: Db
  readonly #watchers = new Set<Watcher>()
  #timer: NodeJS.Timeout | undefined
  #looking = false

  constructor(db: Db) {
    this.#db = db
  }

  /** Gives how to leave. */
  follow(
    asked: { skus: readonly string[]; channel?: string | undefined; location?: string | undefined },
    hear: Watcher['hear'],
  ): () => void {
    const { skus, channel = everyChannel, location: locationId } = asked
    const watcher: Watcher = { hear, skus, channel, locationId, told: new Map(), heard: false }
    this.#watchers.add(watcher)
    this.#timer ??= setInterval(() => this.#look(), lookEveryMs)
    this.#look()
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size === 0) this.close()
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    if (this.#looking) return
    this.#looking = true
    this.#tellAll()
      .catch(() => {}) // the database is away; the next look finds what has changed
      .finally(() => {
        this.#looking = false
      })
  }

  async #tellAll(): Promise<void> {
    const channels = new Map<string, Watcher[]>()
    for (const watcher of this.#watchers) {
      channels.set(watcher.channel, [...(channels.get(watcher.channel) ?? []), watcher])
    }
    for (const [channel, watchers] of channels) {
      const skus = [...new Set(watchers.flatMap((watcher) => watcher.skus))]
      const now = await availability(this.#db, skus, { channel })
      for (const watcher of watchers) tell(watcher, now)
    }
  }
}

/** Tells a page what is not as it was told last; the first time, all of it. */
function tell(watcher: Watcher, now: readonly Available[]): void {
  const { skus, locationId, told } = watcher
  const changed = now.filter(
    (one) =>
      skus.includes(one.sku) &&
      (locationId === undefined || one.locationId === locationId) &&
      told.get(spotOf(one)) !== one.available,
  )
  for (const one of changed) told.set(spotOf(one), one.available)
  if (changed.length > 0 || !watcher.heard) watcher.hear(changed)
  watcher.heard = true
}

const spotOf = ({ sku, locationId }: Available) => `${sku}\u0000${locationId}`
