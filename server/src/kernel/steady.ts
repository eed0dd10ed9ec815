import { sql } from 'kysely'
import { type Database, type Db, prepared } from './database.ts'
import { statement } from './statement.ts'
import './tables.ts'

/** Each part has a stamp of its own: articles change more often than all the rest. */
type Part = 'house' | 'catalogue'

/** Of which tables something is kept, and under which stamp; in tests PostgreSQL refuses a change of them without `restamp`. */
export const steadyTables = new Map<keyof Database, Part>()

/**
 * What seldom changes and is asked for all the time, such as settings, places, rates: it is read once, and kept by
 * this process for as long as the stamp is the one that it was read under. Whoever changes one of the tables that are
 * read renews the stamp (`restamp`), in the same transaction: so whoever asks is told what they would have read
 * themselves, what their own transaction has changed included, and what is undone is told to nobody else. What is given
 * belongs to all who ask: nobody may change it.
 */
export function steady<Value, Wanted extends readonly string[] = []>(
  part: Part,
  tables: readonly (keyof Database)[],
  read: (db: Db, ...wanted: Wanted) => Promise<Value>,
): (db: Db, ...wanted: Wanted) => Promise<Value> {
  const kept = new Kept<{ readonly value: Value }>(part, tables)
  return async (db, ...wanted) => {
    const { stamp, values } = await kept.at(db)
    const name = wanted.join('\n')
    const known = values.get(name)
    if (known) return known.value
    // Not before it is there: somebody else's transaction may have to wait for it, and this one for theirs.
    const value = Object.freeze(await read(db, ...wanted))
    kept.set(stamp, name, { value })
    return value
  }
}

/**
 * The same of each of many things, those that are missing read in one go. Of what is not there nothing is told.
 * `more` is on what else they depend.
 */
export function steadyEach<Value, More extends readonly string[] = []>(
  part: Part,
  tables: readonly (keyof Database)[],
  read: (db: Db, names: readonly string[], ...more: More) => Promise<ReadonlyMap<string, Value>>,
): (db: Db, names: readonly string[], ...more: More) => Promise<Map<string, Value>> {
  const kept = new Kept<{ readonly value: Value | undefined }>(part, tables)
  return async (db, names, ...more) => {
    const { stamp, values } = await kept.at(db)
    const found = new Map<string, Value>()
    const missing: string[] = []
    const fullName = (name: string) => [name, ...more].join('\n')
    for (const name of names) {
      const known = values.get(fullName(name))
      if (!known) missing.push(name)
      else if (known.value !== undefined) found.set(name, known.value)
    }
    if (missing.length === 0) return found
    const there = await read(db, missing, ...more)
    for (const name of missing) {
      const value = Object.freeze(there.get(name))
      kept.set(stamp, fullName(name), { value })
      if (value !== undefined) found.set(name, value)
    }
    return found
  }
}

/** Says that something of a part has changed; called behind the change, before anything is asked of it again. */
export async function restamp(tx: Db, part: Part): Promise<void> {
  await renewing(tx, { part })
}

const renewing = statement(
  (_, { part }: { part: Part }) => sql`${prepared} select ${restamped(part)}`,
)

/** The same as an expression, for a statement that makes the change itself. */
export const restamped = (part: Part) => sql`kernel.restamp(${part})`

/** Who wants more than so many different things of one kind between two changes begins anew. */
const most = 2000

/** What this process has read under a stamp. */
class Kept<Value> {
  readonly #part: Part
  #stamp = ''
  #values = new Map<string, Value>()

  constructor(part: Part, tables: readonly (keyof Database)[]) {
    this.#part = part
    for (const table of tables) steadyTables.set(table, part)
  }

  /** The stamp that is now, and what was read under it. */
  async at(db: Db): Promise<{ stamp: string; values: ReadonlyMap<string, Value> }> {
    const stamp = await stampOf(db, this.#part)
    return { stamp, values: stamp === this.#stamp ? this.#values : nothing }
  }

  set(stamp: string, name: string, value: Value): void {
    if (stamp !== this.#stamp || this.#values.size >= most) this.#values = new Map()
    this.#stamp = stamp
    this.#values.set(name, value)
  }
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>()

type Stamps = Promise<ReadonlyMap<Part, string>>

/** What is being asked in this very moment: who asks in one go asks once. */
const rounds = new WeakMap<Db, Stamps>()
/** Those who keep to the stamps of a moment. */
const keeping = new WeakMap<Db, Stamps>()

/**
 * The same database, or transaction, by the stamps of this moment, which are asked for now: for what asks again and
 * again for what is kept, and changes nothing of it.
 */
export function still<Of extends Db>(db: Of): Of {
  if (keeping.has(db)) return db
  const view = db.withoutPlugins() as Of
  const stamps = ask(db)
  // Whoever asks by them is told what went wrong.
  stamps.catch(() => {})
  keeping.set(view, stamps)
  return view
}

async function stampOf(db: Db, part: Part): Promise<string> {
  const stamp = (await stampsOf(db)).get(part)
  if (stamp === undefined) throw new Error(`the stamp of the ${part} is gone`)
  return stamp
}

function stampsOf(db: Db): Stamps {
  const known = keeping.get(db) ?? rounds.get(db)
  if (known) return known
  const asked = ask(db)
  rounds.set(db, asked)
  void Promise.resolve().then(() => rounds.delete(db))
  return asked
}

/** In whatever order the rows come: another order only has something read once more. */
async function ask(db: Db): Promise<ReadonlyMap<Part, string>> {
  const parts = new Map<Part, string>()
  for (const { part, value } of await stamps(db, {}))
    parts.set(part, (parts.get(part) ?? '') + value)
  return parts
}

const stamps = statement((db) =>
  db.selectFrom('kernel.stamp').select(['part', 'value']).modifyEnd(prepared),
)
