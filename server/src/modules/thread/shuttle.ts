import pg from 'pg'
import { Load } from './load.ts'

/**
 * Carries the rows of events to `thread.event` over a connection of its own, so that PostgreSQL writes
 * them on one core while identities, counters and audiences are worked out on the other. What is
 * delivered counts only once the weave has committed: until then it lies beyond the position of
 * `thread.weaver`, where no consumer reads, and whoever weaves next clears it away
 * (docs/decisions/inbox.md).
 */
export class Shuttle {
  readonly #pool: pg.Pool

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'filrouge weave' })
    // A lost connection says so by itself; the statement that misses it fails and is dealt with.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  /** Begins a load behind the last position that was woven. */
  async load(position: number): Promise<Load> {
    const load = await Load.begin(await this.#pool.connect(), position)
    if (load.delivered === position) return load
    load.clear()
    await load.deliver(position)
    return Load.begin(await this.#pool.connect(), position)
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}
