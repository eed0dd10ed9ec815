import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'

/** Stops journeys that drain once nobody is left in them; that somebody has left one is woven. */
export const drainedLoop = (inWork: InWork, log: Logger): Loop => ({
  name: 'journeys/drained',
  wakeOn: ['journeys.draining', 'thread.woven'],
  gatherMs: 5000,
  run: async () => {
    const { rows } = await inWork(({ tx, now }) =>
      sql<{ id: string }>`
        update journeys.journey set status = 'stopped', changed_at = ${now}
        where status = 'draining' and not exists (
          select from journeys.run where journey_id = journey.id and state = 'waiting'
        ) returning id`.execute(tx),
    )
    for (const { id } of rows) log.info({ journey: id }, 'journey has run empty')
    return false
  },
})
