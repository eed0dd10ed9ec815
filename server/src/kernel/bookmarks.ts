import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { isInfrastructureFault } from './faults.ts'
import { signal } from './signals.ts'
import type { Work } from './work.ts'

/** Where the readers of a log keep how far they have come, and what they set aside: two tables of its own. */
export interface Bookmarks {
  /** Of the columns `name`, `position` and `replays`: how many of those set aside shall be tried again. */
  readonly cursors: string
  readonly parked: string
  /** The column of `parked` that names the reader. */
  readonly reader: string
  /** The signal upon which readers look. */
  readonly wakesOn: string
}

interface Cursor {
  readonly position: number
  readonly replays: number
}

/** Undefined when another process serves this reader. A new one begins with the oldest that is kept. */
export async function lockCursor(
  tx: Tx,
  { cursors }: Bookmarks,
  name: string,
): Promise<Cursor | undefined> {
  const find = async () => {
    const { rows } = await sql<Cursor>`
      select position, replays from ${sql.table(cursors)} where name = ${name}
      for update skip locked`.execute(tx)
    return rows[0]
  }
  const cursor = await find()
  if (cursor) return cursor
  await sql`
    insert into ${sql.table(cursors)} (name) values (${name}) on conflict do nothing`.execute(tx)
  return find()
}

export async function moveCursor(
  tx: Tx,
  { cursors }: Bookmarks,
  name: string,
  position: number,
): Promise<void> {
  await sql`
    update ${sql.table(cursors)} set position = ${position} where name = ${name}`.execute(tx)
}

/** Lets what was set aside be tried once more; false when there is none of this id. */
export async function askReplay(
  { tx }: Work,
  { cursors, parked, reader, wakesOn }: Bookmarks,
  id: string,
): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`
    update ${sql.table(parked)} set replay = true where id = ${id}
    returning ${sql.ref(reader)} as name`.execute(tx)
  const name = rows[0]?.name
  if (name === undefined) return false
  await sql`
    update ${sql.table(cursors)} set replays = replays + 1 where name = ${name}`.execute(tx)
  await signal(tx, wakesOn)
  return true
}

const mostReplays = 100

/**
 * Hands a reader what it shall try again, each on its own: one that fails again goes on waiting. What is more than
 * a portion wakes it once more.
 */
export async function handReplays(
  { tx }: Work,
  { cursors, parked, reader, wakesOn }: Bookmarks,
  name: string,
  handle: (body: unknown) => Promise<void>,
): Promise<void> {
  const { rows } = await sql<{ id: string; body: unknown }>`
    select id, body from ${sql.table(parked)}
    where ${sql.ref(reader)} = ${name} and replay order by id limit ${mostReplays}`.execute(tx)
  for (const { id, body } of rows) {
    await sql`savepoint replay`.execute(tx)
    try {
      await handle(body)
      await sql`delete from ${sql.table(parked)} where id = ${id}`.execute(tx)
    } catch (error) {
      if (isInfrastructureFault(error)) throw error
      await sql`rollback to savepoint replay`.execute(tx)
      await sql`
        update ${sql.table(parked)} set replay = false, error = ${wordsOf(error)}
        where id = ${id}`.execute(tx)
    }
    await sql`release savepoint replay`.execute(tx)
  }
  const tried = Math.max(1, rows.length)
  await sql`
    update ${sql.table(cursors)} set replays = greatest(0, replays - ${tried}::int)
    where name = ${name}`.execute(tx)
  if (rows.length === mostReplays) await signal(tx, wakesOn)
}

/** What a fault says, to be kept with what was set aside. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
