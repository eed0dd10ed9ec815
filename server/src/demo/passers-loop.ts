import type { Db } from '../kernel/database.ts'
import type { Loop } from '../kernel/loops.ts'
import { remember, setting } from '../kernel/settings.ts'
import type { InWork, Work } from '../kernel/work.ts'
import { doorsOf } from './begin.ts'
import { enter } from './enter.ts'
import { passersBetween } from './passers.ts'
import { type Story, storyOf } from './story.ts'

interface Street {
  readonly db: Db
  readonly inWork: InWork
  readonly now: () => Date
}

const lookEvery = 2000
/** When nobody looked for longer (a pause, a clock moved on), what happened meanwhile is not made up. */
const oldest = 30_000

/** Keeps a few people about in a demo whose year has been told, so that there is life to watch. */
export function passersLoop({ db, inWork, now }: Street): Loop {
  let story: Story | undefined
  let seen = now().getTime()
  return {
    name: 'demo/passers',
    wakeOn: [],
    idleMs: lookEvery,
    run: async () => {
      story ??= await toldStory(db)
      const until = now().getTime()
      const from = Math.max(seen, until - oldest)
      if (story && (await passersAreOut(db))) {
        await inWork((work) => pass(work, story as Story, from, until))
      }
      seen = until
      return false
    },
  }
}

const name = 'demo.passers'

/** Whether people pass: they do unless somebody wants an empty street, to count or to demonstrate. */
export const passersAreOut = async (db: Db): Promise<boolean> => (await setting(db, name)) !== false

export const letPassersOut = (work: Work, out: boolean): Promise<void> =>
  remember(work.tx, name, out, work.now)

async function toldStory(db: Db): Promise<Story | undefined> {
  const story = await storyOf(db)
  return story?.done ? story : undefined
}

async function pass(work: Work, story: Story, from: number, until: number): Promise<void> {
  const events = passersBetween(story, from, until)
  if (events.length > 0) await enter(work, await doorsOf(work), events)
}
