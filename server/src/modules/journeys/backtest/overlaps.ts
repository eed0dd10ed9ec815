import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { idsOfPeople } from '../../customers/index.ts'
import type { TrialRun } from './rehearse.ts'

interface Span {
  readonly journeyId: string
  readonly from: number
  readonly to: number
}

/** When these people were really in other journeys, by final id. */
export async function spansOf(
  db: Db,
  finalIds: readonly string[],
  { except, from, to }: { except: string; from: Date; to: Date },
): Promise<Map<string, Span[]>> {
  const spans = new Map<string, Span[]>()
  if (finalIds.length === 0) return spans
  const people = await idsOfPeople(db, finalIds)
  const { rows } = await sql<{ customer_id: string; journey_id: string; from: Date; to: Date }>`
    select customer_id, journey_id, entered_at as "from", coalesce(ended_at, ${to}) as "to"
    from journeys.run
    where customer_id = any(${[...people.keys()]}::uuid[]) and journey_id <> ${except}
      and entered_at < ${to} and coalesce(ended_at, ${to}) >= ${from}`.execute(db)
  for (const row of rows) {
    const person = people.get(row.customer_id) ?? row.customer_id
    const own = spans.get(person) ?? []
    own.push({ journeyId: row.journey_id, from: row.from.getTime(), to: row.to.getTime() })
    spans.set(person, own)
  }
  return spans
}

/** The other journeys that somebody was in during any of these runs. */
export function othersDuring(
  runs: readonly TrialRun[],
  spans: readonly Span[],
  end: number,
): string[] {
  const met = spans.filter(({ from, to }) =>
    runs.some(({ run }) => from < (run.endedAt?.getTime() ?? end) && to > run.enteredAt.getTime()),
  )
  return [...new Set(met.map(({ journeyId }) => journeyId))]
}

/** How many real runs of a journey began within a time. */
export async function runsBegun(db: Db, journeyId: string, from: Date, to: Date): Promise<number> {
  const { runs } = await db
    .selectFrom('journeys.run')
    .select(({ fn }) => fn.countAll<number>().as('runs'))
    .where('journey_id', '=', journeyId)
    .where('entered_at', '>=', from)
    .where('entered_at', '<', to)
    .executeTakeFirstOrThrow()
  return runs
}
