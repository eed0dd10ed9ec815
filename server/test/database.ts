import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDatabase } from '../src/kernel/database.ts'

/** A migrated database of one's own, copied from the template, and its address. */
export async function testDatabase(): Promise<{ db: Db; url: string }> {
  const server = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client(`${server}/postgres`)
  await admin.connect()
  await admin.query(`create database ${name} template ${inject('template')}`)
  await admin.end()
  const url = `${server}/${name}`
  return { db: openDatabase(url, () => {}, 8), url }
}
