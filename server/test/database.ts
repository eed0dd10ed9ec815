import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDatabase } from '../src/kernel/database.ts'

/** A migrated database of one's own, copied from the template, and its address. */
export async function testDatabase(): Promise<{ db: Db; url: string }> {
  const url = await create(`template ${inject('template')}`)
  return { db: openDatabase(url, () => {}, 8), url }
}

/** The address of a database in which there is nothing yet. */
export function emptyDatabase(): Promise<string> {
  return create('')
}

async function create(from: string): Promise<string> {
  const server = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client(`${server}/postgres`)
  await admin.connect()
  await admin.query(`create database ${name} ${from}`)
  await admin.end()
  return `${server}/${name}`
}
