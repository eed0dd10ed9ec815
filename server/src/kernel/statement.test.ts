import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Db } from './database.ts'
import { remember } from './settings.ts'
import { statement } from './statement.ts'
import { startWork } from './work.ts'

let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase())
})
afterAll(() => db.destroy())

test('a statement is built once, and answers each time for the values that it is asked with', async () => {
  let built = 0
  const settingOf = statement((on, { names, than }: { names: readonly string[]; than: Date }) => {
    built++
    return on
      .selectFrom('kernel.setting')
      .select(['name', 'value'])
      .where('name', '=', sql<string>`any(${names}::text[])`)
      .where('changed_at', '<', than)
      .where('name', '!=', 'nobody')
      .orderBy('name')
  })
  const now = new Date('2026-11-30T10:00:00Z')
  const later = new Date('2026-11-30T11:00:00Z')
  await startWork(db)(async ({ tx }) => {
    await remember(tx, 'one', { is: 1 }, now)
    await remember(tx, 'two', 2, now)
    const one = { name: 'one', value: { is: 1 } }
    const two = { name: 'two', value: 2 }
    expect(await settingOf(tx, { names: ['one'], than: later })).toEqual([one])
    expect(await settingOf(tx, { names: ['two', 'one'], than: later })).toEqual([one, two])
    expect(await settingOf(tx, { names: ['two', 'one'], than: now })).toEqual([])
  })
  expect(await settingOf(db, { names: ['two'], than: later })).toEqual([{ name: 'two', value: 2 }])
  expect(built).toBe(1)
})
