import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { suite } from '../../cases/commerce/suite.ts'
import { listenForSignals } from '../src/kernel/signals.ts'
import { testDatabase } from './database.ts'

const file = '/work/shared/cases/commerce/commerce-cases.json'

/** The same as `npm run cases -- commerce FILE`, on a database of the tests. */
test.skipIf(!existsSync(file))(
  `money, promotions, stock and orders, as ${file} has them (skipped where it is not there)`,
  async () => {
    const { db, url } = await testDatabase()
    const signals = await listenForSignals(url)
    const ground = { db, databaseUrl: url, signals }
    const outcomes = await suite(JSON.parse(await readFile(file, 'utf8')), ground, () => {})
    await signals.close()
    await db.destroy()
    expect(outcomes.filter(({ faults }) => faults.length > 0)).toEqual([])
    expect(outcomes.filter(({ skipped }) => !skipped).length).toBeGreaterThan(25)
  },
  120_000,
)
