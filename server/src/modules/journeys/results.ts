import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { JourneyDay, JourneyResults, ResultsQuery } from './contract.ts'
import './tables.ts'

interface Row {
  journey_id: string
  measure: string
  holdout: boolean
  currency: string
  value: number
}

/** What journeys brought within a time, by journey. */
export async function resultsOf(
  db: Db,
  journeyIds: readonly string[],
  { from, to }: ResultsQuery,
): Promise<Map<string, JourneyResults>> {
  const { rows } = await sql<Row>`
    select journey_id, measure, holdout, currency, sum(value)::bigint as value
    from journeys.figure
    where journey_id = any(${[...journeyIds]}::uuid[])
      and hour >= coalesce(${from ?? null}::timestamptz, '-infinity')
      and hour < coalesce(${to ?? null}::timestamptz, 'infinity')
    group by journey_id, measure, holdout, currency`.execute(db)
  return new Map(
    journeyIds.map((id) => [id, resultsIn(rows.filter((row) => row.journey_id === id))]),
  )
}

function resultsIn(rows: readonly Row[]): JourneyResults {
  const count = (measure: string, holdout: boolean) =>
    rows.find((row) => row.measure === measure && row.holdout === holdout)?.value ?? 0
  const revenue = (holdout: boolean) =>
    rows
      .filter((row) => row.measure === 'revenue' && row.holdout === holdout)
      .map(({ currency, value: amount }) => ({ currency, amount }))
  return {
    entered: count('entered', false),
    sent: count('sent', false),
    clicked: count('clicked', false),
    converted: count('converted', false),
    revenue: revenue(false),
    control: {
      entered: count('entered', true),
      converted: count('converted', true),
      revenue: revenue(true),
    },
  }
}

/** Sent and clicked per message step, ever. */
export async function stepResults(db: Db, journeyId: string) {
  const { rows } = await sql<{ step: string; sent: number; clicked: number }>`
    select step,
      coalesce(sum(value) filter (where measure = 'sent'), 0)::bigint as sent,
      coalesce(sum(value) filter (where measure = 'clicked'), 0)::bigint as clicked
    from journeys.figure where journey_id = ${journeyId} and step <> '' group by step`.execute(db)
  return rows
}

/** A journey's last days, by the brand's calendar, those without anything included. */
export async function daysOf(
  db: Db,
  journeyId: string,
  { now, timeZone, days = 30 }: { now: Date; timeZone: string; days?: number },
): Promise<JourneyDay[]> {
  const { rows } = await sql<JourneyDay>`
    with today as (select (${now}::timestamptz at time zone ${timeZone})::date as day)
    select to_char(calendar.day, 'YYYY-MM-DD') as day,
      ${countOf('entered')}, ${countOf('sent')}, ${countOf('clicked')}, ${countOf('converted')}
    from today
    cross join lateral generate_series(today.day - ${days - 1}::int, today.day, interval '1 day')
      as calendar(day)
    left join journeys.figure on figure.journey_id = ${journeyId} and not figure.holdout
      and (figure.hour at time zone ${timeZone})::date = calendar.day::date
    group by calendar.day order by calendar.day`.execute(db)
  return rows
}

const countOf = (measure: string) =>
  sql`coalesce(sum(value) filter (where measure = ${measure}), 0)::bigint as ${sql.ref(measure)}`
