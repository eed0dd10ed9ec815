import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { remember, setting } from '../../../kernel/settings.ts'
import type { Work } from '../../../kernel/work.ts'
import { type Alert, AlertThresholds, usualThresholds } from './contract.ts'
import { type ReaderState, readerStates } from './lag.ts'

const named = 'thread.alerts'

export async function thresholds(db: Db): Promise<AlertThresholds> {
  return AlertThresholds.catch(usualThresholds).parse(await setting(db, named))
}

export const setThresholds = (work: Work, to: AlertThresholds): Promise<void> =>
  remember(work.tx, named, to, work.now)

/** What is beyond its threshold now. */
export async function alerts(db: Db, now: Date): Promise<Alert[]> {
  const [states, limits, refused] = await Promise.all([
    readerStates(db, now),
    thresholds(db),
    refusedInHour(db, now),
  ])
  return alertsOf(states, limits, refused)
}

export function alertsOf(
  states: readonly ReaderState[],
  limits: AlertThresholds,
  refused: number,
): Alert[] {
  const perReader = states.flatMap((state) =>
    (['behind', 'lagSeconds', 'parked'] as const)
      .filter((kind) => state[kind] >= limits[kind])
      .map((kind) => ({ kind, reader: state.name, value: state[kind], threshold: limits[kind] })),
  )
  const threshold = limits.refusedPerHour
  if (refused < threshold) return perReader
  return [...perReader, { kind: 'refusedPerHour', value: refused, threshold }]
}

async function refusedInHour(db: Db, now: Date): Promise<number> {
  const since = new Date(now.getTime() - 3_600_000)
  const { rows } = await sql<{ events: number }>`
    select coalesce(sum(events), 0)::bigint as events from thread.source_minute
    where minute >= ${since} and outcome like 'refused:%'`.execute(db)
  return Number(rows[0]?.events ?? 0)
}
