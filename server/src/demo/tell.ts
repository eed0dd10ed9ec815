import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../kernel/database.ts'
import type { Loop } from '../kernel/loops.ts'
import type { InWork, Work } from '../kernel/work.ts'
import { Pace } from '../modules/thread/index.ts'
import { doorsOf } from './begin.ts'
import { enter } from './enter.ts'
import type { DemoEvent } from './event.ts'
import { keepStory, type Story, storyOf } from './story.ts'
import { yearOf } from './year.ts'

/** What the other modules give a brand to begin with: templates, audiences, journeys. */
export type Furnish = (work: Work) => Promise<unknown>

interface Teller {
  readonly db: Db
  readonly inWork: InWork
  readonly furnish: readonly Furnish[]
}

const eventsInPortion = 500
/** What happened so shortly ago is still news: carts left today are worth a mail. */
const newsFor = 6 * 3_600_000

/**
 * The loop that puts the made-up year on the thread, portion by portion, each with its bookmark in one
 * transaction: cut off anywhere, it goes on there, since the year can be made again from its seed. The
 * pace is the weaver's, so that visitors of flesh and blood need not wait. Two processes that tell at
 * the same time say the same things, and a message is taken once.
 */
export function tellerLoop({ db, inWork, furnish }: Teller): Loop {
  let told = false
  let year: Year | undefined
  const pace = new Pace(db)
  return {
    name: 'demo/tell',
    wakeOn: ['demo.begun'],
    idleMs: 60_000,
    run: async () => {
      if (told) return false
      const story = await storyOf(db)
      if (!story || story.done) {
        told = story?.done === true
        year = undefined
        return false
      }
      if (!story.furnished) {
        await inWork((work) => settle(work, story, furnish))
        return true
      }
      // Ahead of the bookmark: what was read last did not reach the thread.
      if (!year || year.place > story.next) year = new Year(story)
      const events = await year.from(story.next, eventsInPortion)
      await pace.wait()
      await inWork((work) => tell(work, story, events))
      return true
    },
  }
}

async function settle(work: Work, story: Story, furnish: readonly Furnish[]): Promise<void> {
  for (const install of furnish) await install(work)
  await keepStory(work.tx, { ...story, furnished: true }, work.now)
}

async function tell(work: Work, story: Story, events: readonly DemoEvent[]): Promise<void> {
  await enter(
    work,
    await doorsOf(work),
    events.map((event, index) => ({
      ...event,
      messageId: `demo-${story.seed}-${story.next + index}`,
      historical: event.at < story.until - newsFor,
    })),
  )
  const next = story.next + events.length
  const reached = events.at(-1)?.at ?? story.reached
  const done = events.length < eventsInPortion
  await keepStory(work.tx, { ...story, next, reached, done }, work.now)
}

/** The year as it is being read: going on is free, and a start in the middle costs what lies before. */
class Year {
  readonly #events: Iterator<DemoEvent>
  #place = 0

  get place(): number {
    return this.#place
  }

  constructor({ seed, customers, until, shopUrl }: Story) {
    this.#events = yearOf({ seed, customers, now: until, shopUrl })
  }

  async from(place: number, count: number): Promise<DemoEvent[]> {
    while (this.#place < place && !this.#events.next().done) {
      this.#place++
      if (this.#place % 2000 === 0) await turn()
    }
    const events: DemoEvent[] = []
    for (let next = this.#events.next(); !next.done; next = this.#events.next()) {
      this.#place++
      if (events.push(next.value) === count) break
    }
    return events
  }
}
