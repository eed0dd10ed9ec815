import { Kysely, PostgresDialect, type Transaction } from 'kysely'
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

/** A pool and the query builder over it. `destroy()` ends both. */
export function openDatabase(url: string, onIdleError: OnIdleError, max = 12): Db {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'filrouge' })
  pool.on('error', onIdleError)
  // A connection lost between two statements of a transaction says so by itself, and unheard it would
  // end the process; the next statement fails and is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
