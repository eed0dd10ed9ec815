import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { notify } from '../signals.ts'
import type { Work } from '../work.ts'
import type { News } from './news.ts'
import './tables.ts'

/** Tells facts in the teller's own transaction: they are heard if, and only if, the change happens. */
export async function announce(work: Work, news: News | readonly News[]): Promise<void> {
  const list: readonly News[] = Array.isArray(news) ? news : [news as News]
  if (list.length === 0) return
  const names = list.map(({ name }) => name)
  const bodies = list.map(({ properties }) => JSON.stringify(properties))
  await sql`
    with told as (
      insert into kernel.news_incoming (name, at, properties)
      select name, ${work.now}, body::json
      from unnest(${names}::text[], ${bodies}::text[]) as one (name, body)
    ) select ${notify('news')}`.execute(work.tx)
}

const mostDealt = 1000

/**
 * Moves what was told to the log that is read, in the order in which it was told as far as it is
 * committed. One at a time deals; the others wait for it, which is for milliseconds.
 */
export async function deal({ tx }: Pick<Work, 'tx'>): Promise<number> {
  const { position } = await tx
    .selectFrom('kernel.news_dealer')
    .select('position')
    .forUpdate()
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ dealt: number }>`
    with taken as (
      delete from kernel.news_incoming where position in (
        select position from kernel.news_incoming order by position limit ${mostDealt})
      returning *
    ), dealt as (
      insert into kernel.news (position, name, at, properties)
      select ${position}::bigint + row_number() over (order by position), name, at, properties
      from taken returning 1
    ) select count(*)::int as dealt from dealt`.execute(tx)
  const dealt = rows[0]?.dealt ?? 0
  await tx
    .updateTable('kernel.news_dealer')
    .set({ position: position + dealt })
    .execute()
  return dealt
}

/** Whether anything waits to be dealt: asked first, so that idle readers write nothing. */
export async function anythingTold(db: Db): Promise<boolean> {
  const row = await db.selectFrom('kernel.news_incoming').select('position').limit(1).execute()
  return row.length > 0
}
