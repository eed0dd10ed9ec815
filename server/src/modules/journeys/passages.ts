import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { JourneyPassages } from './contract.ts'

/** How many who entered last are looked at: enough for a share, few enough to be asked every moment. */
const mostRuns = 10_000
const days = 30

/** How many of those who entered lately went which way, read from their paths. */
export async function passagesOf(db: Db, journeyId: string, now: Date): Promise<JourneyPassages> {
  const from = new Date(now.getTime() - days * 86_400_000)
  const { rows } = await sql<JourneyPassages['ways'][number]>`
    with latest as (
      select id, path from journeys.run
      where journey_id = ${journeyId} and entered_at >= ${from}
      order by entered_at desc limit ${mostRuns}
    )
    select step, what, detail, way, count(distinct latest.id)::bigint as runs
    from latest, jsonb_to_recordset(path) as passage (step text, what text, detail text, way text)
    where what in ('entered', 'time-out', 'event', 'audience', 'yes', 'no', 'branch', 'arm', 'channel',
      'no-date', 'sent', 'updated', 'listed', 'awarded', 'answered', 'failed', 'started', 'stopped',
      'task', 'goal', 'converted')
    group by step, what, detail, way`.execute(db)
  return { days, ways: rows }
}
