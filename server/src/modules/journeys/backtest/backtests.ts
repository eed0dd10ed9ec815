import { sql } from 'kysely'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import { brand } from '../../team/index.ts'
import { allFlaws } from '../flaws.ts'
import { JourneyNotFound } from '../refusals.ts'
import type { BacktestOrder } from './contract.ts'
import { BacktestFlawed, BacktestNotFound, BacktestOver, BacktestRunning } from './refusals.ts'
import './tables.ts'

const dayMs = 86_400_000

/** Asks for the last version of a journey, published or not, to be tried on the last days. */
export async function orderBacktest(
  work: Work,
  journeyId: string,
  { days }: BacktestOrder,
  askedBy: string,
): Promise<string> {
  const { tx, now } = work
  const version = await tx
    .selectFrom('journeys.version')
    .select(['number', 'definition'])
    .where('journey_id', '=', journeyId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!version) throw new JourneyNotFound({ id: journeyId })
  const found = await allFlaws(tx, version.definition)
  const flaws = found.filter(({ blocks }) => blocks)
  if (flaws.length > 0) throw new BacktestFlawed({ flaws })
  await sweep(work)
  const id = work.newId()
  const ordered = await tx
    .insertInto('journeys.backtest')
    .values({
      ...{ id, journey_id: journeyId, version: version.number, state: 'queued' },
      ...{ from_at: new Date(now.getTime() - days * dayMs), to_at: now, asked_at: now },
      ...{ asked_by: askedBy, time_zone: (await brand(tx)).timeZone },
      definition: JSON.stringify(version.definition),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!ordered) throw new BacktestRunning({ id: journeyId })
  await signal(tx, 'journeys.backtest')
  return id
}

/** Ends one that is not done: whoever does it sees that within half a second. */
export async function cancelBacktest({ tx, now }: Work, id: string): Promise<void> {
  const cancelled = await tx
    .updateTable('journeys.backtest')
    .set({ state: 'cancelled', ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst()
  if (cancelled) return
  const known = await tx.selectFrom('journeys.backtest').select('id').where('id', '=', id).execute()
  throw known.length > 0 ? new BacktestOver({ id }) : new BacktestNotFound({ id })
}

/** Takes one away with all that it found. */
export async function deleteBacktest({ tx }: Work, id: string): Promise<void> {
  const gone = await tx
    .deleteFrom('journeys.backtest')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new BacktestNotFound({ id })
  await tx.deleteFrom('journeys.backtest_run').where('backtest_id', '=', id).execute()
}

/** Without a sign of life for so long, whoever did it is gone: by the database's clock, which none moves. */
export const isLost = sql<boolean>`state = 'running' and beat_at < clock_timestamp() - interval '20 seconds'`

/** States the end of those whose process died. */
export async function sweep({ tx, now }: Work): Promise<void> {
  await tx
    .updateTable('journeys.backtest')
    .set({ state: 'interrupted', ended_at: now })
    .where(isLost)
    .execute()
}
