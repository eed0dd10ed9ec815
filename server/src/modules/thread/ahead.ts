import { type Db, openDatabase } from '../../kernel/database.ts'
import { all, type Work } from '../../kernel/work.ts'
import type { InboxEvent } from './events.ts'
import { lockWeaver, mostParcels, type Parcel, readNext, takeParcels, takeRead } from './take.ts'

/** What is to be woven, behind the last position that was dealt. */
export interface Taken {
  readonly last: number
  readonly events: readonly InboxEvent[]
  /** Nothing else was in the inbox when they were taken. */
  readonly areAll: boolean
}

/**
 * Reads the parcels of the next batch over a connection of its own while one is woven. It takes none:
 * that is done by the weave that weaves them. Only full batches are read and used: else those who come
 * meanwhile would have to wait for the batch after.
 */
export class Ahead {
  readonly #db: Db
  #next: Promise<readonly Parcel[]> = nothing

  constructor(databaseUrl: string) {
    // A look that fails is none, and a connection that is lost is opened anew.
    this.#db = openDatabase(databaseUrl, () => {}, 1)
  }

  /** Takes about `limit` events out of the inbox, the lowest first; undefined while another process weaves. */
  async take(work: Work, limit: number): Promise<Taken | undefined> {
    const read = await this.forget()
    const known = eventsIn(read).length >= limit
    const [last, taken] = await all([
      lockWeaver(work),
      known ? takeRead(work, read) : takeParcels(work, limit),
    ])
    if (last === undefined) return undefined
    // Nothing is left of it when another has woven meanwhile.
    const parcels = known && taken.length === 0 ? await takeParcels(work, limit) : taken
    const events = eventsIn(parcels)
    if (events.length >= limit) this.#next = readNext(this.#db, limit, parcels).catch(() => [])
    const areAll = !known && events.length < Math.min(limit, mostParcels)
    return { last, events, areAll }
  }

  /** To be called when a batch has failed: what comes next is then no longer what was read. */
  forget(): Promise<readonly Parcel[]> {
    const next = this.#next
    this.#next = nothing
    return next
  }

  async close(): Promise<void> {
    await this.#next
    await this.#db.destroy()
  }
}

const nothing = Promise.resolve([])
const eventsIn = (parcels: readonly Parcel[]) => parcels.flatMap(({ events }) => events)
