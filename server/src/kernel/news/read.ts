import type { Logger } from 'pino'
import { handReplays, lockCursor, moveCursor } from '../bookmarks.ts'
import type { Db } from '../database.ts'
import type { Loop } from '../loops.ts'
import { inPortions } from '../portions.ts'
import type { InWork, Work } from '../work.ts'
import { anythingTold, deal } from './announce.ts'
import type { NewsReader } from './news.ts'
import { newsBookmarks, parkItem, revivedItem } from './parked.ts'

/** The loop of one reader: in order, hundreds at a time, each with its effect once. */
export function newsLoop(inWork: InWork, reader: NewsReader, log: Logger): Loop {
  return {
    name: `news/${reader.name}`,
    wakeOn: ['news'],
    gatherMs: 20,
    run: inPortions({
      take: async (limit) => {
        await inWork(async (work) => {
          if (await anythingTold(work.tx)) await deal(work)
        })
        return inWork((work) => readNews(work, reader, limit))
      },
      park: async (error) => {
        log.error({ err: error, reader: reader.name }, 'news parked')
        await inWork((work) => parkNext(work, reader, error))
      },
    }),
  }
}

/** Hands a reader its next news, out of at most `limit` places, and says how many places it passed. */
async function readNews(work: Work, reader: NewsReader, limit: number): Promise<number> {
  const cursor = await lockCursor(work.tx, newsBookmarks, reader.name)
  if (cursor === undefined) return 0
  if (cursor.replays > 0) {
    await handReplays(work, newsBookmarks, reader.name, (body) =>
      reader.handle(work, [revivedItem(body)]),
    )
  }
  const { position: last } = await work.tx
    .selectFrom('kernel.news_dealer')
    .select('position')
    .executeTakeFirstOrThrow()
  const until = Math.min(cursor.position + limit, last)
  if (until <= cursor.position) return 0
  const news = await newsWithin(work.tx, reader, cursor.position, until)
  if (news.length > 0) await reader.handle(work, news)
  await moveCursor(work.tx, newsBookmarks, reader.name, until)
  return until - cursor.position
}

function newsWithin(db: Db, { hears }: NewsReader, after: number, until: number) {
  return db
    .selectFrom('kernel.news')
    .selectAll()
    .where('position', '>', after)
    .where('position', '<=', until)
    .where('name', 'in', hears)
    .orderBy('position')
    .execute()
}

async function parkNext(work: Work, reader: NewsReader, error: unknown): Promise<void> {
  const cursor = await lockCursor(work.tx, newsBookmarks, reader.name)
  if (cursor === undefined) return
  const [item] = await newsWithin(work.tx, reader, cursor.position, cursor.position + 1)
  if (!item) return
  await parkItem(work, reader.name, item, error)
  await moveCursor(work.tx, newsBookmarks, reader.name, item.position)
}
