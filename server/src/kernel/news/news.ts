import type { Work } from '../work.ts'

/** A fact that is nobody's. Ids and amounts only: what concerns a customer goes to their thread. */
export interface News {
  /** In the manner of the thread's events: `Price Changed`, `Back In Stock`. */
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** The same as its readers get it. */
export interface NewsItem extends News {
  readonly position: number
  readonly at: Date
}

/** Somebody who wants to hear certain news. */
export interface NewsReader {
  /** Never changes: the cursor is kept under it. */
  readonly name: string
  /** Names of the news it is for. */
  readonly hears: readonly string[]
  /** Writes its module's tables or queues a job; effects and cursor commit together. */
  handle(work: Work, news: readonly NewsItem[]): Promise<void>
}
