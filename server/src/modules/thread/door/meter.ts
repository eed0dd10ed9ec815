import type { Logger } from 'pino'
import type { Db } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/id.ts'
import type { Violation } from '../plan/contract.ts'
import {
  type Count,
  type RawCopy,
  type Violated,
  writeCopies,
  writeCounts,
  writeViolated,
} from './meter-store.ts'

const everyMs = 1000
/** Enough to see everything of a quiet source; of a flood, a sample. */
const mostCopies = 50
const mostViolated = 1000
const largestCopy = 32 * 1024

/**
 * Counts what passes the door of this process and keeps a few events as they came. All of it is
 * written behind the answers, once a second, in a statement of each sort: nobody waits for it, and what the
 * last second before a kill held is not counted here.
 */
export class Meter {
  readonly #db: Db
  readonly #log: Pick<Logger, 'warn'>
  #counts = new Map<string, Count>()
  #violated = new Map<string, Violated>()
  #copies: RawCopy[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(db: Db, log: Pick<Logger, 'warn'>) {
    this.#db = db
    this.#log = log
  }

  count(sourceId: string, outcome: string, events: number, at: number): void {
    if (events === 0) return
    const minute = at - (at % 60_000)
    const key = `${sourceId} ${minute} ${outcome}`
    const known = this.#counts.get(key)
    if (known) known.events += events
    else this.#counts.set(key, { sourceId, minute, outcome, events })
    this.#soon()
  }

  /** Counts how an event was otherwise than planned. */
  violated(sourceId: string, name: string, violations: readonly Violation[], at: number): void {
    const day = new Date(at).toISOString().slice(0, 10)
    for (const { path, rule } of violations) {
      const key = `${sourceId} ${day} ${name} ${path} ${rule}`
      const known = this.#violated.get(key)
      if (known) known.events++
      // Whoever sends a thousand names of properties is counted no further in this second.
      else if (this.#violated.size < mostViolated) {
        this.#violated.set(key, { sourceId, day, name, path, rule, events: 1 })
      }
    }
    this.#soon()
  }

  /** Keeps an event as it came, while there is room in this second. */
  copy(sourceId: string, messageId: string, raw: unknown, at: number): void {
    if (this.#copies.length >= mostCopies) return
    const json = JSON.stringify(raw)
    if (json.length > largestCopy) return
    this.#copies.push({ id: newId(), sourceId, messageId, at, raw: json.replaceAll('\0', '') })
    this.#soon()
  }

  /** Writes what was gathered; tests and the end of the process do not wait for the second. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const counts = [...this.#counts.values()]
    const violated = [...this.#violated.values()]
    const copies = this.#copies
    this.#counts = new Map()
    this.#violated = new Map()
    this.#copies = []
    this.#writing = this.#writing.then(() => this.#write(counts, violated, copies))
    return this.#writing
  }

  async #write(
    counts: readonly Count[],
    violated: readonly Violated[],
    copies: readonly RawCopy[],
  ): Promise<void> {
    try {
      await writeCounts(this.#db, counts)
      await writeViolated(this.#db, violated)
      await writeCopies(this.#db, copies)
    } catch (error) {
      // Figures for people to look at: worth a line in the log, never an answer to a client.
      this.#log.warn({ err: error }, 'figures of sources were not written')
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), everyMs).unref()
  }

  async close(): Promise<void> {
    await this.flush()
  }
}
