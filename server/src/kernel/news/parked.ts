import { askReplay, type Bookmarks, wordsOf } from '../bookmarks.ts'
import type { Db } from '../database.ts'
import type { Work } from '../work.ts'
import type { NewsItem } from './news.ts'
import './tables.ts'

export const newsBookmarks: Bookmarks = {
  cursors: 'kernel.news_reader',
  parked: 'kernel.news_parked',
  reader: 'reader',
  wakesOn: 'news',
}

export async function parkItem(
  work: Work,
  reader: string,
  item: NewsItem,
  error: unknown,
): Promise<void> {
  await work.tx
    .insertInto('kernel.news_parked')
    .values({
      ...{ id: work.newId(), reader, error: wordsOf(error), parked_at: work.now },
      body: JSON.stringify(item),
    })
    .execute()
}

/** Items set aside by readers of news, the latest first. */
export function parkedNews(db: Db) {
  return db.selectFrom('kernel.news_parked').selectAll().orderBy('id', 'desc').limit(200).execute()
}

/** Lets an item that was set aside be tried once more; false when there is none of this id. */
export const replayNews = (work: Work, id: string): Promise<boolean> =>
  askReplay(work, newsBookmarks, id)

/** An item as it was set aside, as a reader gets it. */
export function revivedItem(body: unknown): NewsItem {
  const item = body as Omit<NewsItem, 'at'> & { at: string }
  return { ...item, at: new Date(item.at) }
}
