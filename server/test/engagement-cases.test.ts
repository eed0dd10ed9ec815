import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { suite as properties } from '../../cases/properties/suite.ts'
import { suite as segments } from '../../cases/segments/suite.ts'
import { listenForSignals } from '../src/kernel/signals.ts'
import { testDatabase } from './database.ts'

const folder = '/work/shared/cases/engagement'

/** The same as `npm run cases -- segments FILE` and `properties FILE`, on a database of the tests. */
for (const [name, suite, least] of [
  ['segments', segments, 20],
  ['properties', properties, 10],
] as const) {
  const file = `${folder}/${name}.json`
  test.skipIf(!existsSync(file))(
    `${name} as ${file} has them (skipped where it is not there)`,
    async () => {
      const { db, url } = await testDatabase()
      const signals = await listenForSignals(url)
      const ground = { db, databaseUrl: url, signals }
      const outcomes = await suite(JSON.parse(await readFile(file, 'utf8')), ground, () => {})
      await signals.close()
      await db.destroy()
      expect(outcomes.filter(({ faults }) => faults.length > 0)).toEqual([])
      expect(outcomes.length).toBeGreaterThan(least)
    },
    180_000,
  )
}
