import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { violationCounts } from '../plan/store.ts'
import type { HealthSpan, SourceHealth, SourcePoint } from './contract.ts'

const spans = {
  minute: { step: 60_000, points: 60 },
  hour: { step: 3_600_000, points: 48 },
} as const

/** What came through a source lately, minute by minute or hour by hour, and why some of it was refused. */
export async function sourceHealth(
  db: Db,
  sourceId: string,
  span: HealthSpan,
  now: Date,
): Promise<SourceHealth> {
  const { step, points: many } = spans[span]
  const current = now.getTime() - (now.getTime() % step)
  const from = current - (many - 1) * step
  const { rows } = await sql<{ at: Date; outcome: string; events: number }>`
    select date_trunc(${span}, minute, 'UTC') as at, outcome, sum(events)::bigint as events
    from thread.source_minute
    where source_id = ${sourceId} and minute >= ${new Date(from)}
    group by 1, 2`.execute(db)

  const points = new Map<number, SourcePoint>()
  for (let at = from; at <= current; at += step) points.set(at, nothingAt(at))
  const reasons = new Map<string, number>()
  for (const { at, outcome, events } of rows) {
    const point = points.get(at.getTime())
    if (point) point[columnOf(outcome)] += Number(events)
    const [, reason] = /^refused:(.*)$/.exec(outcome) ?? []
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + Number(events))
  }
  return {
    points: [...points.values()],
    reasons: [...reasons]
      .map(([reason, events]) => ({ reason, events }))
      .sort((a, b) => b.events - a.events),
    violations: await violationCounts(db, now, sourceId),
  }
}

const nothingAt = (at: number): SourcePoint => ({
  at: new Date(at).toISOString(),
  ...{ taken: 0, duplicates: 0, refused: 0, unplanned: 0 },
})

function columnOf(outcome: string): Exclude<keyof SourcePoint, 'at'> {
  if (outcome === 'taken') return 'taken'
  if (outcome === 'duplicate') return 'duplicates'
  return outcome === 'unplanned' ? 'unplanned' : 'refused'
}
