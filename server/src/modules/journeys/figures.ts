import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Effect, Run } from './engine/run.ts'
import type { FigureTable, Measure } from './tables.ts'

/** An effect, and the run that had it. */
export interface RunEffect {
  readonly run: Run
  readonly effect: Effect
}

/**
 * Adds to a journey's results. The consumer of the thread alone does this, so nobody waits for another
 * over a row that all have in common.
 */
export async function addFigures(tx: Tx, effects: readonly RunEffect[]): Promise<void> {
  const sums = new Map<string, FigureTable>()
  for (const figure of effects.flatMap(figuresOf)) {
    const { value, ...key } = figure
    const name = JSON.stringify(key)
    sums.set(name, { ...figure, value: value + (sums.get(name)?.value ?? 0) })
  }
  if (sums.size === 0) return
  await tx
    .insertInto('journeys.figure')
    .values([...sums.values()])
    .onConflict((conflict) =>
      conflict
        .columns(['journey_id', 'hour', 'measure', 'step', 'holdout', 'currency'])
        .doUpdateSet({ value: sql`figure.value + excluded.value` }),
    )
    .execute()
}

function figuresOf({ run, effect }: RunEffect): FigureTable[] {
  if (effect.do !== 'count' && effect.do !== 'convert') return []
  const at = { journey_id: run.journeyId, hour: hourOf(effect.at), holdout: run.holdout }
  const one = (measure: Measure, step: string) => ({ ...at, measure, step, currency: '', value: 1 })
  if (effect.do === 'count') return [one(effect.what, effect.step)]
  const { amount, currency } = effect
  return [one('converted', ''), { ...at, measure: 'revenue', step: '', currency, value: amount }]
}

const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
