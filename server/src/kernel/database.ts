import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  type KyselyProps,
  PostgresDialect,
  PostgresDriver,
  type QueryResult,
  sql,
  Transaction,
} from 'kysely'
import pg from 'pg'
import { Asking, type Known, type Question } from './asking.ts'

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
  return database({ connectionString: url, max, Client: MarkedClient }, onIdleError)
}

/** One whose connections PostgreSQL itself keeps from writing: for what promises that it only looks. */
export function openReadingDatabase(url: string, onIdleError: OnIdleError, max: number): Db {
  const options = '-c default_transaction_read_only=on'
  return database({ connectionString: url, max, Client: MarkedClient, options }, onIdleError)
}

/**
 * At the beginning of a statement (`modifyFront` and `modifyEnd` of the query builder): each connection prepares it once. For the few that run thousands of times a
 * second and whose planning costs more than their doing; their texts must not vary with the data.
 */
const mark = '/* prepared */'
export const prepared = sql.raw(mark)

/**
 * One connection that prepares each statement once, for a loop that runs the same few statements all
 * the time: PostgreSQL then neither parses nor plans them again. Texts must not vary with the data.
 */
export function openPreparedDatabase(url: string, onIdleError: OnIdleError): Db {
  return database({ connectionString: url, max: 1, Client: PreparingClient }, onIdleError)
}

/** Longer than loops wait before they ask again: to sign in for each question would cost more than the question. */
export const idleTimeoutMillis = 120_000

function database(config: pg.PoolConfig, onIdleError: OnIdleError): Db {
  const always = { pipeline: true, idleTimeoutMillis, application_name: 'filrouge' }
  const pool = new pg.Pool({ ...config, ...always })
  pool.on('error', onIdleError)
  // A connection lost between two statements of a transaction says so by itself, and unheard it would
  // end the process; the next statement fails and is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}))
  const dialect = new PostgresDialect({ pool })
  const driver = new PostgresDriver({ pool })
  void driver.init()
  const connections = new DefaultConnectionProvider(driver)
  const compiler = dialect.createQueryCompiler()
  const executor = new DefaultQueryExecutor(compiler, dialect.createAdapter(), connections)
  const parts = { config: { dialect }, dialect, driver, executor }
  const db = new Kysely<Database>(parts)
  partsOf.set(db, parts)
  return db
}

const partsOf = new WeakMap<Db, KyselyProps>()

/**
 * The query builder's own transactions and connections ask one statement after the other, whoever waits for
 * which. These send what is asked: PostgreSQL answers in order.
 */
function onOne<Result>(
  db: Db,
  task: (parts: KyselyProps, connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const parts = partsOf.get(db)
  if (!parts) throw new Error('no database that was opened here')
  return parts.executor.provideConnection(async (connection) => {
    const executor = new OneConnection(parts, connection)
    try {
      return await task({ ...parts, executor }, connection)
    } finally {
      executor.ended = true
    }
  })
}

/** Asks on one connection, without looking for one each time. */
class OneConnection extends DefaultQueryExecutor {
  readonly #connection: DatabaseConnection
  ended = false

  constructor({ dialect }: KyselyProps, connection: DatabaseConnection) {
    const provideConnection: ConnectionProvider['provideConnection'] = (consumer) =>
      consumer(this.#its())
    super(dialect.createQueryCompiler(), dialect.createAdapter(), { provideConnection })
    this.#connection = connection
  }

  override executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#its().executeQuery(query)
  }

  #its(): DatabaseConnection {
    if (this.ended) throw new Error('its connection is somebody else’s by now')
    return this.#connection
  }
}

/** Several questions on one connection: what is asked without waiting for an answer leaves together. */
export const together = <Result>(db: Db, task: (db: Db) => Promise<Result>): Promise<Result> =>
  onOne(db, (parts) => task(new Kysely<Database>(parts)))

/** A transaction. No answer to its beginning is waited for: it leaves together with the first statement. */
export const inTransaction = <Result>(db: Db, task: (tx: Tx) => Promise<Result>): Promise<Result> =>
  onOne(db, async (parts, connection) => {
    const { driver } = parts
    const begun = driver.beginTransaction(connection, {})
    // What it met is met by the statement behind it too, and at the latest by the commit.
    begun.catch(() => {})
    try {
      const result = await task(new Transaction<Database>(parts))
      // Not waited for one after the other: what is asked at last leaves with the commit, also where it is all there is.
      await Promise.all([begun, driver.commitTransaction(connection)])
      return result
    } catch (error) {
      // Where the connection is gone, so is the transaction; the driver then parts with it.
      await driver.rollbackTransaction(connection).catch(() => {})
      throw error
    }
  })

/** Texts beyond this many vary with their data, by mistake: they are run unprepared. */
const mostPrepared = 300
const mostValues = 20

class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>()
  readonly #known: Known = new Map()
  #asked: Question[] = []

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg are not ours to repeat
  override query(text: any, values?: any, callback?: any): any {
    if (typeof text === 'string' && Array.isArray(values) && !callback) {
      const name =
        this.#names.get(text) ?? (this.keeps(text, values) ? this.#nameOf(text) : undefined)
      if (name !== undefined || values.length > 0) return this.#ask(text, values, name)
    }
    // Whatever is not one statement with its values goes by itself, and in its turn.
    this.#send()
    return super.query(text, values, callback)
  }

  /** What is asked in one go leaves together. */
  #ask(text: string, values: readonly unknown[], name: string | undefined) {
    if (this.#asked.length === 0) process.nextTick(() => this.#send())
    return new Promise((resolve, reject) => {
      this.#asked.push({ text, values, name, resolve, reject })
    })
  }

  #send(): void {
    if (this.#asked.length === 0) return
    const asking = new Asking(this.#asked, this.#known)
    this.#asked = []
    super.query(asking)
  }

  /** A list that is written out makes a text of its own for each length: not worth keeping. */
  protected keeps(_: string, values: readonly unknown[]): boolean {
    return values.length <= mostValues
  }

  #nameOf(text: string): string | undefined {
    if (this.#names.size >= mostPrepared) return undefined
    const name = `filrouge_${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}

/** They are asked together with what is between them. */
const ends = new Set(['begin', 'commit'])

class MarkedClient extends PreparingClient {
  /** The query builder puts the mark behind the first word, or at the end. */
  protected override keeps(text: string): boolean {
    return ends.has(text) || text.includes(mark)
  }
}
