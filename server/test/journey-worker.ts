import { pino } from 'pino'
import { openDatabase } from '../src/kernel/database.ts'
import { startWork } from '../src/kernel/work.ts'
import { openIdentify } from '../src/modules/customers/index.ts'
import { journeysConsumers, journeysHooks, journeysLoops } from '../src/modules/journeys/index.ts'
import { consumerLoop, openWeaver } from '../src/modules/thread/index.ts'

/**
 * A process that weaves, follows journeys and takes due steps, for a test that kills it: its arguments
 * are the database and the moment that it takes for now.
 */
const [url = '', now = ''] = process.argv.slice(2)
const log = pino({ level: 'warn' })
const db = openDatabase(url, () => {})
const clock = () => new Date(now)
const inWork = startWork(db, { clock })
const weaver = openWeaver({
  databaseUrl: url,
  clock,
  identify: openIdentify(),
  hooks: journeysHooks(),
  log,
})
const loops = [
  weaver.loop,
  ...journeysConsumers().map((consumer) => consumerLoop(inWork, consumer, log)),
  ...journeysLoops({ inWork, log }),
]

process.stdout.write('ready\n')
await Promise.all(
  loops.map(async (loop) => {
    for (;;) {
      const did = await loop.run().catch(() => false)
      if (!did) await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }),
)
