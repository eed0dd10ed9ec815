import { sql } from 'kysely'
import pg from 'pg'
import { type Db, prepared } from './database.ts'
import { statement } from './statement.ts'

/** One PostgreSQL channel carries all signals; a payload is the name of what there is to do. */
const channel = 'filrouge'

/** Tells every process, once the transaction commits, that there is something to do. */
export async function signal(tx: Db, name: string): Promise<void> {
  await signalling(tx, { name })
}

const signalling = statement(
  (_, { name }: { name: string }) => sql`${prepared} select ${notify(name)}`,
)

/** The same of several things at once. */
export async function signalAll(tx: Db, names: readonly string[]): Promise<void> {
  await sql`
    select pg_notify(${channel}, name) from unnest(${[...names]}::text[]) as name`.execute(tx)
}

/** The same as an expression, for a statement that does more. */
export const notify = (name: string) => sql`pg_notify(${channel}, ${name})`

export interface Signals {
  on(name: string, listener: () => void): () => void
  close(): Promise<void>
}

/** How often the line is proved, and how long it may take to answer before it is given up. */
interface Proving {
  readonly everyMs: number
  readonly patienceMs: number
}
const usual: Proving = { everyMs: 60_000, patienceMs: 10_000 }

/**
 * Listens on a connection of its own, which a transaction pooler cannot serve. A lost connection is
 * opened again; since signals may be missed meanwhile, every listener is then called once. The same where a
 * line has died without a word (a router between forgot it), and where another process is gone since the last
 * look: what it held, others passed over, and no signal says that it is free. So a loop may rest until it is told.
 */
export async function listenForSignals(
  url: string,
  { everyMs, patienceMs }: Proving = usual,
): Promise<Signals> {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let others: readonly string[] = []
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'filrouge signals',
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    })
    next.on('notification', ({ payload }) => {
      for (const listener of listeners.get(payload ?? '') ?? []) listener()
    })
    next.on('error', () => {})
    next.on('end', () => {
      if (closed || client !== next) return
      client = undefined
      reconnect()
    })
    await next.connect()
    await next.query(`listen ${channel}`)
    client = next
  }
  const callEveryone = () => {
    for (const group of listeners.values()) for (const listener of group) listener()
  }
  const reconnect = () => {
    retry = setTimeout(() => {
      connect().then(callEveryone, () => {
        if (!closed) reconnect()
      })
    }, 500)
  }
  const prove = async (line: pg.Client) => {
    const { rows } = await line.query<{ who: string }>(whoListens)
    const now = rows.map(({ who }) => who)
    const isGone = others.some((one) => !now.includes(one))
    others = now
    if (isGone) callEveryone()
  }
  await connect()
  let proving: NodeJS.Timeout
  const proveAtTheRound = () => {
    // When loops ask too: see there.
    proving = setTimeout(
      () => {
        const line = client
        // With a question unanswered this closes it at once, which opens another.
        if (line) prove(line).catch(() => line.end())
        proveAtTheRound()
      },
      everyMs - (Date.now() % everyMs),
    )
  }
  proveAtTheRound()

  return {
    on(name, listener) {
      const group = listeners.get(name) ?? new Set()
      listeners.set(name, group.add(listener))
      return () => group.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(proving)
      clearTimeout(retry)
      await client?.end()
    },
  }
}

/** The processes of this database, each by its line; a number may come again, not with the same beginning. */
const whoListens = `
  select pid || ' ' || backend_start as who from pg_stat_activity
  where datname = current_database() and application_name = 'filrouge signals'`
