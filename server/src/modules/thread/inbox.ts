import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { codeOf, isInfrastructureFault } from '../../kernel/faults.ts'
import { newId } from '../../kernel/id.ts'
import type { Parcel } from './parcel.ts'
import { Overloaded } from './refusals.ts'

/** Few enough that weaving one parcel is short, many enough that its row costs little an event. */
const eventsInRow = 250
/** What may wait for its commit before we ask clients to come back, in characters. */
const maxWaiting = 64 * 1024 * 1024
/**
 * How long requests wait for a database that went away. One that died is back within two seconds, and
 * not every library asks a second time; Segment's gives up on an answer after ten.
 */
const patience = 8000

interface Waiting {
  readonly parcel: Parcel
  readonly stored: () => void
  readonly failed: (error: unknown) => void
}

/**
 * The door to the inbox. Requests that come in at the same time share one commit (group commit): while
 * one is written, the next gathers. `append` resolves once its parcel is durable.
 */
export class Inbox {
  readonly #pool: pg.Pool
  #gathered: Waiting[] = []
  #waiting = 0
  #writing = false
  readonly #patience: number
  /** Since when the database is away, if it is. */
  #awaySince: number | undefined

  constructor(url: string, patienceMs = patience) {
    this.#patience = patienceMs
    this.#pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'filrouge inbox' })
    this.#pool.on('error', () => {}) // a lost connection fails the query that notices, which is answered
  }

  append(parcel: Parcel): Promise<void> {
    const weight = weightOf(parcel)
    if (this.#waiting + weight > maxWaiting) throw new Overloaded({ retryAfter: 2 })
    this.#waiting += weight
    return new Promise<void>((resolve, reject) => {
      const done = () => {
        this.#waiting -= weight
      }
      this.#gathered.push({
        parcel,
        stored: () => {
          done()
          resolve()
        },
        failed: (error) => {
          done()
          reject(error)
        },
      })
      if (!this.#writing) this.#write()
    })
  }

  async #write(): Promise<void> {
    this.#writing = true
    // One turn of the event loop lets the requests that are already here join this commit.
    await new Promise(setImmediate)
    while (this.#gathered.length > 0) {
      const group = this.#gathered
      this.#gathered = []
      await this.#store(group)
    }
    this.#writing = false
  }

  /** A group that PostgreSQL refuses for what it holds is cut in two, so that the fault stays alone. */
  async #store(group: readonly Waiting[]): Promise<void> {
    try {
      await insert(
        this.#pool,
        group.map(({ parcel }) => parcel),
      )
      this.#awaySince = undefined
      for (const { stored } of group) stored()
    } catch (error) {
      if (await this.#waits(error)) return this.#store(group)
      if (group.length === 1 || !codeOf(error).startsWith('22')) {
        for (const { failed } of group) failed(error)
        return
      }
      const half = group.length >> 1
      await this.#store(group.slice(0, half))
      await this.#store(group.slice(half))
    }
  }

  /** Waits a moment when it is the database that is away, and has not been for too long. */
  async #waits(error: unknown): Promise<boolean> {
    if (!isInfrastructureFault(error)) return false
    this.#awaySince ??= performance.now()
    if (performance.now() - this.#awaySince >= this.#patience) return false
    await pause(100)
    return true
  }

  async close(): Promise<void> {
    while (this.#writing) await new Promise(setImmediate)
    await this.#pool.end()
  }
}

function weightOf({ events, rejected }: Parcel): number {
  const taken = events.reduce((sum, json) => sum + json.length, 0)
  return rejected.reduce((sum, { raw }) => sum + raw.length, taken)
}

const insertParcels = `
  with stored as (
    insert into thread.inbox (events, body) select * from unnest($1::int[], $2::text[])
  )
  select pg_notify('filrouge', 'thread.inbox')`

const insertRejected = `
  with stored as (
    insert into thread.quarantine (id, source_id, reason, detail, raw, received_at)
    select *, now() from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
  )
  insert into thread.source_count (source_id, refused)
  select source, count(*) from unnest($2::uuid[]) as source group by source order by source
  on conflict (source_id) do update set refused = source_count.refused + excluded.refused`

async function insert(pool: pg.Pool, parcels: readonly Parcel[]): Promise<void> {
  const events = parcels.flatMap((parcel) => parcel.events)
  const rejected = parcels.flatMap(({ sourceId, rejected }) =>
    rejected.filter(isKept).map((one) => ({ ...one, sourceId })),
  )
  // In this order: what is stored twice, since the answer was lost, is seen by its message ids.
  if (events.length > 0)
    await pool.query({ name: 'inbox', text: insertParcels, values: rowsOf(events) })
  if (rejected.length === 0) return
  await pool.query(insertRejected, [
    rejected.map(() => newId()),
    rejected.map((one) => one.sourceId),
    rejected.map((one) => one.reason),
    rejected.map((one) => one.detail.replaceAll('\0', '')),
    rejected.map((one) => one.raw),
  ])
}

/** What names somebody who was erased is counted at the door, and kept nowhere. */
const isKept = ({ reason }: Parcel['rejected'][number]) => reason !== 'barred'

/** Parcels as the inbox holds them: [events in each], [JSON array of each]. */
export function rowsOf(events: readonly string[]): [number[], string[]] {
  const counts: number[] = []
  const bodies: string[] = []
  for (let from = 0; from < events.length; from += eventsInRow) {
    const part = events.slice(from, from + eventsInRow)
    counts.push(part.length)
    bodies.push(`[${part.join(',')}]`)
  }
  return [counts, bodies]
}
