import { sql } from 'kysely'
import pg from 'pg'
import { type Db, prepared } from './database.ts'

/** One PostgreSQL channel carries all signals; a payload is the name of what there is to do. */
const channel = 'filrouge'

/** Tells every process, once the transaction commits, that there is something to do. */
export async function signal(tx: Db, name: string): Promise<void> {
  await sql`${prepared} select ${notify(name)}`.execute(tx)
}

/** The same as an expression, for a statement that does more. */
export const notify = (name: string) => sql`pg_notify(${channel}, ${name})`

export interface Signals {
  on(name: string, listener: () => void): () => void
  close(): Promise<void>
}

/**
 * Listens on a connection of its own, which a transaction pooler cannot serve. A lost connection is
 * opened again; since signals may be missed meanwhile, every listener is then called once. A signal
 * only hurries a loop that would look by itself in the end (see loops.ts).
 */
export async function listenForSignals(url: string): Promise<Signals> {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: 'filrouge signals' })
    next.on('notification', ({ payload }) => {
      for (const listener of listeners.get(payload ?? '') ?? []) listener()
    })
    next.on('error', () => {})
    next.on('end', () => {
      if (!closed && client === next) reconnect()
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
  await connect()

  return {
    on(name, listener) {
      const group = listeners.get(name) ?? new Set()
      listeners.set(name, group.add(listener))
      return () => group.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
