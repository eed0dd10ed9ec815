import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { countPeople } from '../../customers/index.ts'
import { spacingMs } from '../engine/turns.ts'
import { attempt } from './attempt.ts'
import type { BacktestResult } from './contract.ts'
import { Keep, type Kept } from './keep.ts'
import { othersDuring, runsBegun, spansOf } from './overlaps.ts'
import { Summary } from './summary.ts'
import type { TrialOrder } from './trial.ts'
import { Turns } from './turns.ts'

export type Order = TrialOrder & { readonly timeZone: string }

export interface Found {
  readonly result: BacktestResult
  readonly kept: readonly Kept[]
}

type Tell = (progress: { people: number; of: number }) => void

/** Does a backtest from beginning to end, and says now and then how far it has come. Only reads. */
export async function conduct(db: Db, order: Order, tell: Tell): Promise<Found> {
  const { throttle } = order.definition
  if (!throttle) return goThrough(db, order, undefined, tell)
  for (let turns = new Turns(spacingMs(throttle)); ; ) {
    const found = await goThrough(db, order, turns, passing(turns.pass, tell))
    const next = turns.next()
    if (!next) return withThrottle(found, turns)
    turns = next
  }
}

/** Everybody is gone through twice at least: how far that is of the whole. */
const passing =
  (pass: number, tell: Tell): Tell =>
  ({ people, of }) =>
    tell({ people: people + (pass - 1) * of, of: of * Math.max(2, pass) })

const withThrottle = ({ result, kept }: Found, turns: Turns): Found => ({
  ...{ result: { ...result, throttle: turns.result() }, kept },
})

async function goThrough(
  db: Db,
  order: Order,
  turns: Turns | undefined,
  tell: Tell,
): Promise<Found> {
  const { journeyId, from, to } = order
  const of = await countPeople(db)
  tell({ people: 0, of })
  const summary = new Summary(order)
  const keep = new Keep()
  const others = new Map<string, number>()
  for await (const { looked, events, people } of attempt(db, order, turns)) {
    summary.looked += looked
    summary.events += events
    const ids = people.map(({ finalId }) => finalId)
    const spans = await spansOf(db, ids, { except: journeyId, from, to })
    for (const { finalId, runs } of people) {
      summary.add(runs)
      const met = othersDuring(runs, spans.get(finalId) ?? [], to.getTime())
      for (const id of met) others.set(id, (others.get(id) ?? 0) + 1)
      keep.add({ finalId, runs, others: met })
    }
    tell({ people: summary.looked, of: Math.max(of, summary.looked) })
  }
  const kept = keep.all
  const result = {
    ...summary.result(),
    overlaps: await named(db, others),
    ranThen: await runsBegun(db, journeyId, from, to),
    kept: kept.reduce((sum, { runs }) => sum + runs.length, 0),
  }
  return { result, kept }
}

async function named(
  db: Db,
  others: ReadonlyMap<string, number>,
): Promise<BacktestResult['overlaps']> {
  if (others.size === 0) return []
  const rows = await db
    .selectFrom('journeys.journey')
    .select(['id', 'name', 'template'])
    .where('id', '=', sql<string>`any(${[...others.keys()]}::uuid[])`)
    .execute()
  return rows
    .map(({ id, name, template }) => ({
      ...{ journeyId: id, name, template, people: others.get(id) ?? 0 },
    }))
    .sort((one, other) => other.people - one.people || (one.name < other.name ? -1 : 1))
}
