import { openDatabase } from '../src/kernel/database.ts'
import { startWork } from '../src/kernel/work.ts'
import { openLinks } from '../src/modules/consent/index.ts'
import { openMessages } from '../src/modules/messages/index.ts'

/**
 * A process that sends what is due, for a test that kills it: its arguments are the database, the mail
 * server, and the moment that it takes for now.
 */
const [url = '', smtpUrl = '', moment = ''] = process.argv.slice(2)
const now = new Date(moment)
const db = openDatabase(url, () => {})
const inWork = startWork(db, { clock: () => now })
const { loops } = await openMessages({
  db,
  inWork,
  links: await openLinks(db, now),
  demo: false,
  config: { baseUrl: 'http://filrouge.example', smtpUrl, mailFrom: undefined, dkim: undefined },
})

process.stdout.write('ready\n')
await Promise.all(
  loops.map(async (loop) => {
    for (;;) {
      const did = await loop.run().catch(() => false)
      if (!did) await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }),
)
