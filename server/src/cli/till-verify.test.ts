import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { openStore } from '../../test/store.ts'
import { startWork } from '../kernel/work.ts'
import { openTill, writeReceipt } from '../modules/till/index.ts'

const run = promisify(execFile)

test('the command names the receipt that was altered and what follows it, and ends with 1', async () => {
  const { db, url } = await testDatabase()
  const inWork = startWork(db)
  const store = await openStore({ db, inWork }, { goods: [], places: [{ code: 'lille' }] })
  const locationId = store.at('lille')
  const tillId = await inWork((work) => openTill(work, { locationId, code: 'lille-1' }))
  for (const amount of [100, 200, 300, 400]) {
    await inWork((work) =>
      writeReceipt(work, {
        ...{ tillId, kind: 'sale', currency: 'EUR', lines: [], by: 'command-line:shell' },
        ...{ taxes: [{ rate: 0, net: amount, vat: 0 }], payments: [{ means: 'in-shop', amount }] },
      }),
    )
  }
  const verify = () =>
    run(process.execPath, ['server/src/main.ts', 'till', 'verify', '--till', 'lille-1'], {
      env: { PATH: process.env.PATH, DATABASE_URL: url, DATABASE_UNSAFE: '1', LOG_LEVEL: 'error' },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (ended: { code: number; stdout: string; stderr: string }) => ended,
    )
  const before = await verify()
  expect({ code: before.code, stderr: before.stderr }).toEqual({ code: 0, stderr: '' })
  expect(before.stdout).toContain('lille-1: all 4 receipts are intact')

  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`update till.receipt set total = 1 where number = 2`.execute(tx)
  })
  const { code, stdout } = await verify()
  await db.destroy()
  expect(code).toBe(1)
  expect(stdout).toContain('receipt 2 was altered (content')
  expect(stdout).toContain('the 1 before it are intact, the 2 after it prove nothing')
}, 60_000)
