import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'

/** Every table of the product. Each module declares its own in its tables.ts. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Database {}

export type Db = Kysely<Database>
export type Tx = Transaction<Database>

// Positions, counts and minor units stay far below 2^53, so int8 may be a number of JavaScript.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Errors of a connection that sits idle in the pool: it is dropped, the next query opens another. */
type OnIdleError = (error: Error) => void

/**
 * A pool and the query builder over it. `destroy()` ends both. Statements that are asked together on one
 * connection (`all` in work.ts) are sent together.
 */
export function openDatabase(url: string, onIdleError: OnIdleError, max = 12): Db {
  const config = { connectionString: url, max, Client: MarkedClient, pipeline: true }
  return database(config, onIdleError)
}

/**
 * At the beginning of a statement (`modifyFront` and `modifyEnd` of the query builder): each connection prepares it once. For the few that run thousands of times a
 * second and whose planning costs more than their doing; their texts must not vary with the data.
 */
export const prepared = sql.raw('/* prepared */')

/**
 * One connection that prepares each statement once, for a loop that runs the same few statements all
 * the time: PostgreSQL then neither parses nor plans them again. Texts must not vary with the data.
 */
export function openPreparedDatabase(url: string, onIdleError: OnIdleError): Db {
  return database({ connectionString: url, max: 1, Client: PreparingClient }, onIdleError)
}

/** Longer than loops rest: to sign in again for each look would cost more than the look. */
const idleTimeoutMillis = 120_000

function database(config: pg.PoolConfig, onIdleError: OnIdleError): Db {
  const pool = new pg.Pool({ ...config, idleTimeoutMillis, application_name: 'filrouge' })
  pool.on('error', onIdleError)
  // A connection lost between two statements of a transaction says so by itself, and unheard it would
  // end the process; the next statement fails and is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** Texts beyond this many vary with their data, by mistake: they are run unprepared. */
const mostPrepared = 300
const mostValues = 20

class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>()

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg are not ours to repeat
  override query(text: any, values?: any, callback?: any): any {
    const name =
      typeof text === 'string' && this.keeps(text, values) ? this.#nameOf(text) : undefined
    return name
      ? super.query({ name, text, values }, callback)
      : super.query(text, values, callback)
  }

  /** A list that is written out makes a text of its own for each length: not worth keeping. */
  protected keeps(_: string, values: readonly unknown[] | undefined): boolean {
    return values !== undefined && values.length <= mostValues
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known || this.#names.size >= mostPrepared) return known
    const name = `filrouge_${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}

class MarkedClient extends PreparingClient {
  /** The query builder puts the mark behind the first word, or at the end. */
  protected override keeps(text: string): boolean {
    return text.includes('/* prepared */')
  }
}
