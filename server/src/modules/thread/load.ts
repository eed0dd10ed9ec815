import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { setImmediate as turn } from 'node:timers/promises'
import type { PoolClient, QueryResult } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type FreshRow, sharedColumns } from './woven.ts'

/** How the rows of a batch come to the thread. */
export interface Carriage {
  /** The last place that was woven before. */
  readonly position: number
  /** Asks for rows to be written without waiting for it. */
  add(events: readonly FreshRow[]): void
  /** Resolves once all rows are there. */
  deliver(position: number): Promise<unknown>
  /** Leaves nothing behind, unless it has been delivered. */
  drop(): Promise<void>
}

/**
 * One transaction of the shuttle. Rows are added without waiting, one after the other on the
 * connection; the first failure stops the rest and comes out of `deliver`.
 */
export class Load implements Carriage {
  readonly position: number
  /** The last place that was delivered: another one if a weave did not commit. */
  readonly delivered: number
  readonly #client: PoolClient
  #sent: Promise<unknown> = Promise.resolve()
  #ended = false

  private constructor(client: PoolClient, position: number, delivered: number) {
    this.#client = client
    this.position = position
    this.delivered = delivered
  }

  /**
   * Waits for a load that a dying process left to PostgreSQL, until it is finished or gone. The disk
   * need not be waited for, as the weave itself does not.
   */
  static async begin(client: PoolClient, position: number): Promise<Load> {
    try {
      const answers = (await client.query(`begin; set local synchronous_commit = off;
        select position from thread.shuttle for update`)) as unknown as QueryResult[]
      return new Load(client, position, answers.at(-1)?.rows[0].position)
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  add(events: readonly FreshRow[]): void {
    if (events.length > 0) this.#then(() => this.#copy(events))
  }

  /** Removes what was delivered for a weave that did not commit. */
  clear(): void {
    this.#then(() =>
      this.#client.query('delete from thread.event where position > $1', [this.position]),
    )
  }

  /** The next thing must be the commit of the weave. */
  async deliver(position: number): Promise<void> {
    await this.#sent
    await this.#end(`update thread.shuttle set position = ${position}; commit`)
  }

  async drop(): Promise<void> {
    await this.#sent.catch(() => {})
    if (!this.#ended) await this.#end('rollback').catch(() => {})
  }

  #then(next: () => Promise<unknown>): void {
    this.#sent = this.#sent.then(next)
    this.#sent.catch(() => {})
  }

  /** A portion at a time: the lines are written while the weave waits for PostgreSQL. */
  async #copy(events: readonly FreshRow[]): Promise<void> {
    const stream = this.#client.query(copyFrom(copyEvents))
    const done = finished(stream)
    done.catch(() => {})
    for (let from = 0; from < events.length && !stream.destroyed; from += portion) {
      await turn()
      const lines = events.slice(from, from + portion).map(line)
      if (!stream.write(lines.join(''))) await Promise.race([once(stream, 'drain'), done])
    }
    stream.end()
    await done
  }

  async #end(statement: string): Promise<void> {
    this.#ended = true
    try {
      await this.#client.query(statement)
      this.#client.release()
    } catch (error) {
      this.#client.release(true)
      throw error
    }
  }
}

const portion = 50
const copyEvents = `copy thread.event (customer_id, ${sharedColumns}) from stdin`

/**
 * An event as COPY reads it, in the order of its columns. What the clients wrote is escaped; ids,
 * numbers and times need not be.
 */
function line(event: FreshRow): string {
  return `${event.customerId}\t${event.at.toISOString()}\t${event.id}\t${event.position}\t${event.type}\t${text(
    event.name,
  )}\t${event.channel}\t${event.receivedAt.toISOString()}\t${time(event.sentAt)}\t${time(event.originalAt)}\t${
    event.sourceId ?? absent
  }\t${text(event.messageId)}\t${event.historical}\t${text(JSON.stringify(event.properties))}\t${text(
    JSON.stringify(event.context),
  )}\n`
}

const absent = '\\N'
const time = (at: Date | null | undefined) => at?.toISOString() ?? absent
const text = (value: string) =>
  special.test(value) ? value.replaceAll(/[\\\n\r\t]/g, (char) => escapes[char] ?? char) : value
const special = /[\\\n\r\t]/
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
