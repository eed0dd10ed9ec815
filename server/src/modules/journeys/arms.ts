import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import {
  differenceBetween,
  meanBetween,
  meanDifference,
  type Summed,
  shareBetween,
} from '../../kernel/shares.ts'
import type { ArmResult, ArmRevenue, ArmsQuery, JourneyArms } from './arms-contract.ts'
import type { Definition } from './definition-contract.ts'
import { JourneyNotFound, VersionNotFound } from './refusals.ts'
import type { Step, StepOf } from './step-contract.ts'
import './tables.ts'

/** Below this an arm is not compared: whoever looks at three people sees what they wish to see. */
const fewest = { entered: 30, reached: 5 }

/**
 * What became of those whom a version drew into the arms of its splits. Versions are not added up: what
 * an arm does, or how many it is to get, may differ between them.
 */
export async function armsOf(
  db: Db,
  journeyId: string,
  { now, version }: ArmsQuery & { now: Date },
): Promise<JourneyArms> {
  const all = await publishedVersions(db, journeyId)
  const divided = all.filter(({ definition }) => splitsOf(definition).length > 0)
  const versions = divided.map(({ number }) => number)
  const chosen = version === undefined ? divided[0] : all.find(({ number }) => number === version)
  if (!chosen) {
    if (version !== undefined) throw new VersionNotFound({ id: journeyId, version })
    return { version: null, versions, goal: null, hasGoal: false, splits: [] }
  }
  const { goal, steps } = chosen.definition
  const rows = await countsOf(db, journeyId, chosen.id, now)
  return {
    ...{ version: chosen.number, versions },
    goal: goal ? { event: goal.event, seconds: goal.attributionSeconds } : null,
    hasGoal: goal !== undefined || steps.some(({ kind }) => kind === 'goal'),
    splits: splitsOf(chosen.definition).map((step) => ({
      step: step.id,
      experiment: step.kind === 'experiment' ? step.experiment : null,
      arms: compared(step, rows, (goal?.value.length ?? 0) > 0),
    })),
  }
}

type Split = StepOf<'split' | 'experiment'>

const isSplit = (step: Step): step is Split => step.kind === 'split' || step.kind === 'experiment'
const splitsOf = ({ steps }: Definition): Split[] => steps.filter(isSplit)

async function publishedVersions(db: Db, journeyId: string) {
  const rows = await db
    .selectFrom('journeys.journey as journey')
    .leftJoin('journeys.version as version', (join) =>
      join
        .onRef('version.journey_id', '=', 'journey.id')
        .on('version.published_at', 'is not', null),
    )
    .select(['version.id', 'version.number', 'version.definition'])
    .where('journey.id', '=', journeyId)
    .orderBy('version.number', 'desc')
    .execute()
  if (rows.length === 0) throw new JourneyNotFound({ id: journeyId })
  return rows.flatMap(({ id, number, definition }) =>
    id !== null && number !== null && definition !== null ? [{ id, number, definition }] : [],
  )
}

interface Row {
  step: string
  arm: string
  entered: number
  reached: number
  open: number
  /** Who reached the goal by an event before what it was worth was noted. */
  unknown: number
  revenue: readonly { currency: string; sum: number; squares: number }[]
}

/** People, not runs: an arm is kept by whoever comes again, so their runs are not independent. */
async function countsOf(db: Db, journeyId: string, versionId: string, now: Date): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with run as (
      select customer_id, passage.step, way as arm, coalesce(converted_at >= at, false) as reached,
        converted_at is null
          and (state = 'waiting' or coalesce(attributed_until > ${now}, false)) as open,
        case when converted_at >= at then memory->'worth' end as worth,
        coalesce(converted_at >= at, false) and memory->'worth' is null
          and path @? '$[*] ? (@.what == "converted")' as unknown
      from journeys.run, jsonb_to_recordset(path) as passage
        (step text, at timestamptz, what text, way text)
      where journey_id = ${journeyId} and version_id = ${versionId} and not holdout and what = 'arm'
    ), person as (
      select customer_id, step, arm, bool_or(reached) as reached, bool_or(open) as open,
        bool_or(unknown) as unknown
      from run group by customer_id, step, arm
    ), worth as (
      select step, arm, worth->>'currency' as currency, sum((worth->>'amount')::float8) as amount
      from run where worth is not null group by customer_id, step, arm, currency
    )
    select step, arm, count(*)::bigint as entered,
      count(*) filter (where reached)::bigint as reached,
      count(*) filter (where open and not reached)::bigint as open,
      count(*) filter (where unknown)::bigint as unknown,
      (select coalesce(json_agg(spent), '[]') from (
        select currency, sum(amount) as sum, sum(amount ^ 2) as squares
        from worth where (worth.step, worth.arm) = (person.step, person.arm) group by currency
      ) as spent) as revenue
    from person group by step, arm`.execute(db)
  return rows
}

const nobody = { entered: 0, reached: 0, open: 0, unknown: 0, revenue: [] }

function compared({ id, arms }: Split, all: readonly Row[], hasAmount: boolean): ArmResult[] {
  const whole = arms.reduce((sum, { share }) => sum + share, 0)
  const rows = arms.map(({ name }) => {
    return all.find(({ step, arm }) => step === id && arm === name) ?? nobody
  })
  const isNoted = hasAmount && rows.every(({ unknown }) => unknown === 0)
  return arms.map(({ name, share }, at) => {
    const { entered, reached, open } = rows[at] ?? nobody
    const beside = besideFirst(rows, at)
    return {
      ...{ name, share: (100 * share) / whole, entered, reached, open },
      rate: entered > 0 ? shareBetween(reached, entered) : null,
      ...beside,
      revenue: isNoted ? revenueOf(rows, at, beside.verdict) : null,
    }
  })
}

type Brought = Pick<Row, 'entered' | 'revenue'>

/** Over all who entered: an arm that sells to few, but dearly, may be the better one. */
function revenueOf(
  arms: readonly Brought[],
  at: number,
  verdict: ArmResult['verdict'],
): ArmRevenue[] {
  const currencies = new Set(arms.flatMap(({ revenue }) => revenue.map(({ currency }) => currency)))
  return [...currencies].sort().map((currency) => {
    const [first, own] = [arms[0], arms[at]].map((arm = nobody) => {
      const spent = arm.revenue.find((one) => one.currency === currency)
      return { of: arm.entered, sum: spent?.sum ?? 0, squares: spent?.squares ?? 0 }
    }) as [Summed, Summed]
    const isCompared = at > 0 && verdict !== 'few'
    return {
      ...{ currency, total: own.sum, each: meanBetween(own) },
      difference: isCompared ? meanDifference(own, first, arms.length - 1) : null,
    }
  })
}

type Count = Pick<Row, 'entered' | 'reached'>

function besideFirst(
  counts: readonly Count[],
  at: number,
): Pick<ArmResult, 'difference' | 'verdict'> {
  const [first, own] = [counts[0], counts[at]]
  if (at === 0 || !first || !own) return { difference: null, verdict: 'first' }
  if (first.entered === 0 || own.entered === 0) return { difference: null, verdict: 'few' }
  const of = ({ entered, reached }: Count) => ({ hits: reached, of: entered })
  const difference = differenceBetween(of(own), of(first), counts.length - 1)
  const few =
    Math.min(first.entered, own.entered) < fewest.entered ||
    first.reached + own.reached < fewest.reached
  if (few) return { difference, verdict: 'few' }
  const verdict = difference.low > 0 ? 'more' : difference.high < 0 ? 'less' : 'open'
  return { difference, verdict }
}
