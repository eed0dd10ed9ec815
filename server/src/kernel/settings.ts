import { type RawBuilder, sql } from 'kysely'
import { type Db, prepared } from './database.ts'
import { restamped, steady } from './steady.ts'
import './tables.ts'

interface Round {
  readonly names: Set<string>
  readonly values: Promise<ReadonlyMap<string, unknown>>
}

/** What is being asked for in this very moment, by whom. */
const rounds = new WeakMap<Db, Round>()

/**
 * What the installation remembers under a name, or undefined. A page asks for several in one go: that is one
 * statement.
 */
export async function setting(db: Db, name: string): Promise<unknown> {
  const { names, values } = rounds.get(db) ?? begin(db)
  names.add(name)
  return (await values).get(name)
}

function begin(db: Db): Round {
  const names = new Set<string>()
  const values = Promise.resolve().then(() => {
    rounds.delete(db)
    return read(db, [...names])
  })
  const round = { names, values }
  rounds.set(db, round)
  return round
}

async function read(db: Db, names: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await sql<{ name: string; value: unknown }>`${prepared}
    select name, value from unnest((select ${names}::text[])) as asked (name)
    join kernel.setting using (name)`.execute(db)
  return new Map(rows.map(({ name, value }) => [name, value]))
}

/** The same of what is asked for all the time: read, and made sense of, once until a setting changes. */
export const steadySetting = <Value>(
  name: string,
  read: (value: unknown) => Value,
): ((db: Db) => Promise<Value>) =>
  steady('house', ['kernel.setting'], async (db) => read(await setting(db, name)))

/** Remembers a value; an earlier one is replaced. */
export const remember = (db: Db, name: string, value: unknown, now: Date): Promise<void> =>
  write(
    db,
    { name, value, now },
    sql`update set value = excluded.value, changed_at = excluded.changed_at`,
  )

/** The same of what is remembered for good: where something is already, that is what stays. */
export const rememberOnce = (db: Db, name: string, value: unknown, now: Date): Promise<void> =>
  write(db, { name, value, now }, sql`nothing`)

async function write(
  db: Db,
  { name, value, now }: { name: string; value: unknown; now: Date },
  whereItIs: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with said as (
      insert into kernel.setting (name, value, changed_at) values (${name}, ${JSON.stringify(value)}, ${now})
      on conflict (name) do ${whereItIs}
    )
    select ${restamped('house')}`.execute(db)
}
