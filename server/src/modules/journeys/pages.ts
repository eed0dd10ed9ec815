import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { JourneyDetail, JourneyList, JourneySummary, ResultsQuery } from './contract.ts'
import { allFlaws } from './flaws.ts'
import { passagesOf } from './passages.ts'
import { JourneyNotFound } from './refusals.ts'
import { daysOf, resultsOf, stepResults } from './results.ts'

interface Row {
  id: string
  name: string
  template: string | null
  status: JourneySummary['status']
  version: number | null
  created_at: Date
  changed_at: Date
  revision: number
  waiting: number
}

/** Every journey with what it brought, those that run first. */
export async function journeyList(db: Db, query: ResultsQuery): Promise<JourneyList> {
  const rows = await journeyRows(db)
  const results = await resultsOf(
    db,
    rows.map(({ id }) => id),
    query,
  )
  return { journeys: rows.map((row) => summaryOf(row, results)) }
}

async function journeyRows(db: Db, id?: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select journey.id, name, template, status, version.number as version, journey.created_at,
      changed_at, revision, (select count(*) from journeys.run
        where run.journey_id = journey.id and state = 'waiting')::bigint as waiting
    from journeys.journey
    left join journeys.version on version.id = published_version_id
    ${id ? sql`where journey.id = ${id}` : sql``}
    order by position(status in 'running paused draining draft stopped'), name`.execute(db)
  return rows
}

type Results = Awaited<ReturnType<typeof resultsOf>>

function summaryOf(row: Row, all: Results): JourneySummary {
  const results = all.get(row.id)
  if (!results) throw new Error(`no results for journey ${row.id}`)
  const { id, name, template, status, version, waiting } = row
  return {
    ...{ id, name, template, status, version, waiting, results },
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  }
}

interface DetailQuery extends ResultsQuery {
  readonly now: Date
  readonly timeZone: string
}

/** One journey: what it does, who is where in it now, what it brought. */
export async function journeyDetail(
  db: Db,
  id: string,
  query: DetailQuery,
): Promise<JourneyDetail> {
  const [row] = await journeyRows(db, id)
  if (!row) throw new JourneyNotFound({ id })
  const versions = await db
    .selectFrom('journeys.version')
    .selectAll()
    .where('journey_id', '=', id)
    .orderBy('number', 'desc')
    .execute()
  const [last] = versions
  const published = versions.find(({ number }) => number === row.version)
  const definition = (published ?? last)?.definition
  if (!definition || !last) throw new Error(`journey ${id} has no version`)
  const draft = last.published_at ? null : last.definition
  const counts = await waitingCounts(db, id)
  const sent = await stepResults(db, id)
  return {
    ...summaryOf(row, await resultsOf(db, [id], query)),
    definition,
    draft,
    revision: row.revision,
    flaws: draft ? await allFlaws(db, draft) : [],
    versions: versions.map((version) => ({
      number: version.number,
      createdAt: version.created_at.toISOString(),
      publishedAt: version.published_at?.toISOString() ?? null,
      waiting: sum(counts.filter((count) => count.version_id === version.id)),
    })),
    steps: definition.steps.map(({ id: step }) => {
      const { sent: all, clicked } = sent.find((one) => one.step === step) ?? {
        sent: 0,
        clicked: 0,
      }
      const waiting = sum(counts.filter((count) => count.step === step))
      return { step, waiting, sent: all, clicked }
    }),
    moving: await isMoving(db, id),
    passages: await passagesOf(db, id, query.now),
    ended: await endedCounts(db, id),
    days: await daysOf(db, id, query),
  }
}

/** Whether people are being taken over to a version, or let go. */
async function isMoving(db: Db, journeyId: string): Promise<boolean> {
  const rows = await db
    .selectFrom('journeys.takeover')
    .select('journey_id')
    .where('journey_id', '=', journeyId)
    .execute()
  return rows.length > 0
}

async function waitingCounts(db: Db, journeyId: string) {
  return await db
    .selectFrom('journeys.run')
    .select(['step', 'version_id', ({ fn }) => fn.countAll<number>().as('runs')])
    .where('journey_id', '=', journeyId)
    .where('state', '=', 'waiting')
    .groupBy(['step', 'version_id'])
    .execute()
}

/** Why people left, the most frequent reason first. */
async function endedCounts(db: Db, journeyId: string) {
  return await db
    .selectFrom('journeys.run')
    .select(['state', 'reason', ({ fn }) => fn.countAll<number>().as('runs')])
    .where('journey_id', '=', journeyId)
    .where('state', '<>', 'waiting')
    .groupBy(['state', 'reason'])
    .orderBy('runs', 'desc')
    .limit(20)
    .execute()
}

const sum = (counts: readonly { runs: number }[]) =>
  counts.reduce((total, { runs }) => total + runs, 0)
