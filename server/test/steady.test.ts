import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
// All modules, and with them all that is kept.
import '../src/app.ts'
import type { Db } from '../src/kernel/database.ts'
import { steadyTables } from '../src/kernel/steady.ts'
import { testDatabase } from './database.ts'

let db: Db
beforeAll(async () => {
  ;({ db } = await testDatabase())
})
afterAll(() => db.destroy())

test('every table of which something is kept renews its stamp with each insert, update, delete and truncate', async () => {
  const { rows } = await sql<{ name: string; part: string; events: number }>`
    select schema.nspname || '.' || of.relname as name, encode(tgargs, 'escape') as part,
      bit_or(tgtype)::int as events
    from pg_trigger as one join pg_class as of on of.oid = tgrelid
    join pg_namespace as schema on schema.oid = of.relnamespace
    where tgfoid = 'kernel.restamp'::regproc and tgenabled <> 'D'
    group by 1, 2`.execute(db)
  const renewed = new Map(rows.map(({ name, ...one }) => [name, one]))
  // Of pg_trigger.tgtype: insert 4, delete 8, update 16, truncate 32.
  for (const [table, part] of steadyTables) {
    const { part: told, events } = renewed.get(table) ?? {}
    expect([table, told?.replace('\\000', ''), (events ?? 0) & 60]).toEqual([table, part, 60])
  }
  expect(steadyTables.size).toBeGreaterThan(15)
})
