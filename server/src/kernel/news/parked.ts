import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { isInfrastructureFault } from '../faults.ts'
import { signal } from '../signals.ts'
import type { Work } from '../work.ts'
import type { NewsItem, NewsReader } from './news.ts'

const said = (error: unknown) => (error instanceof Error ? error.message : String(error))

export async function parkItem(
  work: Work,
  reader: string,
  item: NewsItem,
  error: unknown,
): Promise<void> {
  await work.tx
    .insertInto('kernel.news_parked')
    .values({
      ...{ id: work.newId(), reader, error: said(error), parked_at: work.now },
      body: JSON.stringify(item),
    })
    .execute()
}

/** Items set aside by readers of news, the latest first. */
export function parkedNews(db: Db) {
  return db.selectFrom('kernel.news_parked').selectAll().orderBy('id', 'desc').limit(200).execute()
}

/** Lets an item that was set aside be tried once more; false when there is none of this id. */
export async function replayNews(work: Work, id: string): Promise<boolean> {
  const parked = await work.tx
    .updateTable('kernel.news_parked')
    .set({ replay: true })
    .where('id', '=', id)
    .returning('reader')
    .executeTakeFirst()
  if (!parked) return false
  await work.tx
    .updateTable('kernel.news_reader')
    .set({ replays: sql<number>`replays + 1` })
    .where('name', '=', parked.reader)
    .execute()
  await signal(work.tx, 'news')
  return true
}

/** Hands a reader what it shall try again, each on its own: one that fails again goes on waiting. */
export async function handReplays(work: Work, reader: NewsReader): Promise<void> {
  const rows = await work.tx
    .selectFrom('kernel.news_parked')
    .select(['id', 'body'])
    .where('reader', '=', reader.name)
    .where('replay', '=', true)
    .orderBy('id')
    .limit(100)
    .execute()
  for (const { id, body } of rows) await handOne(work, reader, id, body)
  await work.tx
    .updateTable('kernel.news_reader')
    .set({ replays: sql<number>`greatest(0, replays - ${Math.max(1, rows.length)})` })
    .where('name', '=', reader.name)
    .execute()
}

async function handOne(work: Work, reader: NewsReader, id: string, body: unknown): Promise<void> {
  const item = body as Omit<NewsItem, 'at'> & { at: string }
  await sql`savepoint replay`.execute(work.tx)
  try {
    await reader.handle(work, [{ ...item, at: new Date(item.at) }])
    await work.tx.deleteFrom('kernel.news_parked').where('id', '=', id).execute()
  } catch (error) {
    if (isInfrastructureFault(error)) throw error
    await sql`rollback to savepoint replay`.execute(work.tx)
    await work.tx
      .updateTable('kernel.news_parked')
      .set({ replay: false, error: said(error) })
      .where('id', '=', id)
      .execute()
  }
  await sql`release savepoint replay`.execute(work.tx)
}
