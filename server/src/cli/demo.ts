import { setTimeout as pause } from 'node:timers/promises'
import { buildApp } from '../app.ts'
import { beginDemo } from '../demo/begin.ts'
import { storyOf } from '../demo/story.ts'
import type { House } from '../kernel/house.ts'
import { runLoop } from '../kernel/loops.ts'
import { Trouble } from '../kernel/trouble.ts'
import { consumerStates } from '../modules/thread/index.ts'
import { type Call, type Command, UsageError } from './command.ts'
import { inHouse } from './in-house.ts'

export const demoCommand: Command = {
  summary: 'Loads the demo brand to its end, which a server does by itself while it serves',
  options: {
    people: { value: 'N', means: 'how many people a new demo is made of, 17000 unless told' },
  },
  async run(call) {
    const events = await inHouse(call, 'demo', (house) => loadDemo(house, call))
    call.say(`The demo brand is complete: ${events} events`)
    return { events }
  },
}

async function loadDemo(house: House, { config, log, say, options }: Call): Promise<number> {
  const customers = options.people === undefined ? undefined : Number(options.people)
  if (customers !== undefined && !(Number.isInteger(customers) && customers > 0)) {
    throw new UsageError('--people is a whole number above zero')
  }
  if (!house.clock.demo) {
    throw new Trouble('This database was not born as a demo: start with a new DATA_DIR and DEMO=1')
  }
  const { baseUrl } = config
  await house.inWork((work) => beginDemo(work, { baseUrl, ...(customers && { customers }) }))
  const app = await buildApp({ ...house, log, config })
  const loops = app.loops.map((loop) => runLoop(loop, { ...house, log, now: house.clock.now }))
  try {
    let said = 0
    for (;;) {
      const story = await storyOf(house.db)
      const states = await consumerStates(house.db)
      if (story?.done && states.every(({ behind }) => behind === 0)) return story.next
      const told = story?.next ?? 0
      if (told >= said + 20_000) {
        say(`${told} events told`)
        said = told
      }
      await pause(500)
    }
  } finally {
    await Promise.all(loops.map((loop) => loop.stop()))
    await app.close()
  }
}
