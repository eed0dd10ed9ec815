import { z } from 'zod'
import type { Db } from '../kernel/database.ts'
import { remember, setting } from '../kernel/settings.ts'

/** What the demo brand's life is made from, and how much of it has been put on the thread. */
export const Story = z.object({
  seed: z.int(),
  /** The moment at which the made-up year ends and real life begins, in milliseconds. */
  until: z.int(),
  customers: z.int(),
  shopUrl: z.string(),
  /** The number of the next event of the year. */
  next: z.int(),
  /** When that event happened, in milliseconds; 0 before the first. */
  reached: z.int(),
  done: z.boolean(),
  /** What other modules give a brand to begin with has been installed. */
  furnished: z.boolean(),
})
export type Story = z.infer<typeof Story>

const name = 'demo.story'

/** Undefined where no demo has been asked for. */
export async function storyOf(db: Db): Promise<Story | undefined> {
  const stored = await setting(db, name)
  return stored === undefined ? undefined : Story.parse(stored)
}

export const keepStory = (db: Db, story: Story, now: Date): Promise<void> =>
  remember(db, name, story, now)
