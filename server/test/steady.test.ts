import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
// All modules, and with them all that is kept.
import '../src/app.ts'
import type { Db } from '../src/kernel/database.ts'
import { restamp, steadyTables } from '../src/kernel/steady.ts'
import { startWork } from '../src/kernel/work.ts'
import { testDatabase } from './database.ts'
import { kept } from './restamped.ts'

let db: Db
beforeAll(async () => {
  ;({ db } = await testDatabase())
})
afterAll(() => db.destroy())

test('every table of which something is kept is watched, under the stamp that its keepers look at', () => {
  const watched = Object.entries(kept).flatMap(([part, tables]) =>
    tables.map((table) => [table, part] as const),
  )
  const read = [...steadyTables].filter(([table]) => table !== 'kernel.setting')
  expect(new Map(watched.toSorted())).toEqual(new Map(read.toSorted()))
})

test('a change that is not said is refused, and one that is said by another part too', async () => {
  const change = (part?: 'house' | 'catalogue') =>
    startWork(db)(async ({ tx }) => {
      await sql`update catalog.vat_rate set rate = rate`.execute(tx)
      if (part) await restamp(tx, part)
    })
  await expect(change()).rejects.toThrow('catalog.vat_rate was changed')
  await expect(change('catalogue')).rejects.toThrow('catalog.vat_rate was changed')
  await change('house')
})
