import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Properties } from '../contract.ts'
import { compile } from './compile.ts'
import type { Trial, TrialInput, Violation } from './contract.ts'

const inPortion = 20_000
/** A person waits for the answer: so many places of the thread are walked through, newest first. */
const mostPlaces = 400_000
const mostExamples = 10

interface Row {
  id: string
  position: number
  at: Date
  properties: Properties
}

/** Holds a plan against the events that came in the last days: what would it have said? */
export async function tryPlan(
  db: Db,
  { name, schema, days }: TrialInput,
  now: Date,
): Promise<Trial> {
  const check = compile(schema)
  const since = new Date(now.getTime() - days * 86_400_000)
  const counts = new Map<string, Violation & { events: number }>()
  const trial: Trial = { looked: 0, violating: 0, complete: true, counts: [], examples: [] }
  const { position: last } = await db
    .selectFrom('thread.weaver')
    .select('position')
    .executeTakeFirstOrThrow()

  for (let until = last; until > 0; until -= inPortion) {
    if (last - until >= mostPlaces) {
      trial.complete = false
      break
    }
    const { rows, older } = await portion(db, name, since, until)
    for (const row of rows) {
      trial.looked++
      const violations = check(row.properties)
      if (violations) note(trial, counts, row, violations)
    }
    if (older) break
  }
  trial.counts = [...counts.values()].sort((a, b) => b.events - a.events)
  return trial
}

/** The events of a name in one stretch of the thread, and whether it reaches back behind the time asked for. */
async function portion(db: Db, name: string, since: Date, until: number) {
  const { rows } = await sql<Row>`
    select id, position, at, properties
    from thread.event
    where position > ${until - inPortion} and position <= ${until}
      and name = ${name} and received_at >= ${since} and not historical
    order by position desc`.execute(db)
  const { rows: oldest } = await sql<{ received_at: Date }>`
    select received_at from thread.event
    where position > ${until - inPortion} and position <= ${until}
    order by position limit 1`.execute(db)
  return { rows, older: oldest[0] !== undefined && oldest[0].received_at < since }
}

function note(
  trial: Trial,
  counts: Map<string, Violation & { events: number }>,
  { id, at, properties }: Row,
  violations: readonly Violation[],
): void {
  trial.violating++
  for (const violation of violations) {
    const key = `${violation.path} ${violation.rule}`
    const count = counts.get(key)
    if (count) count.events++
    else counts.set(key, { ...violation, events: 1 })
  }
  if (trial.examples.length < mostExamples) {
    trial.examples.push({ id, at: at.toISOString(), violations: [...violations], properties })
  }
}
