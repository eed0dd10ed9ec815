import { sql } from 'kysely'
import { z } from 'zod'
import type { Job } from '../jobs.ts'
import type { InWork, Work } from '../work.ts'
import { deal } from './announce.ts'
import type { NewsReader } from './news.ts'

/** So long news are kept although everybody has read them, to be looked up. */
const keptMs = 7 * 86_400_000

/** Forgets news that all have read, and readers that are no more and would hold them back. */
export function pruneNewsJob(inWork: InWork, readers: readonly NewsReader[]): Job {
  return {
    name: 'kernel/prune-news',
    payload: z.unknown(),
    cron: '41 3 * * *',
    run: async () => {
      // Where nobody listens, nobody deals.
      while (await inWork(deal));
      await inWork((work) => pruneNews(work, readers))
    },
  }
}

async function pruneNews({ tx, now }: Work, readers: readonly NewsReader[]): Promise<void> {
  const names = readers.map(({ name }) => name)
  await sql`delete from kernel.news_reader where not name = any(${names}::text[])`.execute(tx)
  await sql`
    delete from kernel.news
    where at < ${new Date(now.getTime() - keptMs)}
      and position <= coalesce(
        (select min(position) from kernel.news_reader),
        (select position from kernel.news_dealer))`.execute(tx)
}
