import type { Logger } from 'pino'
import type { Loop } from '../../kernel/loops.ts'
import { CallFailed } from '../../kernel/outside.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { listCustomers } from '../audiences/index.ts'
import { finalIds } from '../customers/index.ts'
import { type Called, type CallParts, callFor } from './calls.ts'
import { carryOut } from './carry-out.ts'
import { openJourneys } from './catalogue.ts'
import { answered } from './engine/advance.ts'
import { later } from './engine/change.ts'
import { planFor } from './engine/meet.ts'
import { isQueued } from './engine/turns.ts'
import { type Errand, endErrand, nextErrandAt, takeErrands } from './errands.ts'
import { giveTurns } from './give-turns.ts'
import { Overtaken } from './overtaken.ts'
import { momentsFor } from './people.ts'
import { runsByKey } from './runs.ts'
import { updateRuns } from './write-runs.ts'

interface ErrandParts extends CallParts {
  readonly inWork: InWork
  readonly log: Logger
}

/** Runs the errands of steps: calls to addresses outside any transaction, changes of lists in their own. */
export const errandLoop = (parts: ErrandParts): Loop => ({
  name: 'journeys/errands',
  wakeOn: ['journeys.errands'],
  nextAt: nextErrandAt,
  run: async () => {
    const taken = await parts.inWork(takeErrands)
    const calls = taken.filter(({ kind }) => kind === 'call')
    const lists = Map.groupBy(
      taken.filter(({ kind }) => kind === 'list'),
      ({ version_id, step }) => `${version_id} ${step}`,
    )
    for (const group of lists.values()) await change(parts, group)
    await Promise.all(calls.map((errand) => call(parts, errand)))
    return taken.length > 0
  },
})

async function stepFor(work: Work, { journey_id, version_id, step }: Errand) {
  const journey = (await openJourneys(work.tx)).find(({ id }) => id === journey_id)
  return journey?.versions.get(version_id)?.steps.get(step)
}

/** Those whom a step lists at once are listed together. */
async function change({ inWork, log }: ErrandParts, errands: readonly Errand[]): Promise<void> {
  const [first] = errands
  if (!first) return
  const done = await inWork(async (work) => {
    const step = await stepFor(work, first)
    if (step?.kind !== 'list') throw new Error(`${first.step} is no step that lists`)
    const ids = errands.map(({ customer_id }) => customer_id)
    const people = [...new Set((await finalIds(work.tx, ids)).values())]
    await listCustomers(work, `journey-${first.journey_id}`, step.listId, step.action, people)
    for (const errand of errands) await endErrand(work, errand, { state: 'done', outcome: '' })
    return 'done'
  }).catch((error: unknown) => {
    if (error instanceof Refusal) return error.code
    throw error
  })
  if (done === 'done') return
  log.warn({ journey: first.journey_id, step: first.step, reason: done }, 'nobody could be listed')
  await inWork(async (work) => {
    for (const errand of errands) await endErrand(work, errand, { state: 'failed', outcome: done })
  })
}

/** After the first try: ten seconds, a minute, five and fifteen. */
const waits = [10, 60, 300, 900]

async function call(parts: ErrandParts, errand: Errand): Promise<void> {
  const { inWork } = parts
  const step = await inWork((work) => stepFor(work, errand))
  if (step?.kind !== 'webhook') throw new Error(`$errand.stepis no step that calls`)
  const result = await callFor(parts, step, errand).catch((error: unknown) => {
    if (error instanceof CallFailed) return error.reason
    throw error
  })
  const outcome = typeof result === 'string' ? result : String(result.status)
  const wait = waits[errand.tries - 1]
  if (mayHelp(result) && wait !== undefined) {
    await inWork((work) => endErrand(work, errand, { again: later(work.now, wait), outcome }))
    return
  }
  await inWork((work) => tellRun(work, errand, result, outcome))
}

/** Another try may help where nothing answered, or somebody who had trouble or too much to do. */
const mayHelp = (result: Called): boolean =>
  typeof result === 'string'
    ? result === 'unreachable' || result === 'timed-out'
    : result.status >= 500 || [408, 425, 429].includes(result.status)

/** The run goes on with the answer, in the transaction that ends the errand: once, whoever crashes. */
async function tellRun(work: Work, errand: Errand, result: Called, outcome: string): Promise<void> {
  const ok = typeof result !== 'string' && result.status < 300
  if (!(await endErrand(work, errand, { state: ok ? 'done' : 'failed', outcome }))) return
  const { customer_id, run_id: id } = errand
  const final = (await finalIds(work.tx, [customer_id])).get(customer_id) ?? customer_id
  const keys = [...new Set([customer_id, final])].map((one) => ({ customer_id: one, id }))
  const [stored] = await runsByKey(work.tx, keys)
  if (!stored) return
  const { run, revision } = stored
  const journeys = await openJourneys(work.tx)
  const journey = journeys.find((one) => one.id === run.journeyId)
  // Who was taken over to another version does not stand before this step any more.
  if (!journey || run.versionId !== errand.version_id) return
  const momentOf = await momentsFor(work, journeys, [run.customerId])
  const plan = planFor(journey, run)
  const moment = momentOf(run.journeyId, run.customerId, work.now)
  const answer = typeof result === 'string' ? ('no-answer' as const) : result
  const gone = answered(plan, run, errand.step, answer, moment)
  const [went = gone] = isQueued(gone.run)
    ? await giveTurns(work, [{ plan, outcome: gone }], momentOf)
    : [gone]
  if (went.run === run) return
  const mine = await updateRuns(work.tx, [{ run: went.run, revision }])
  if (!mine.has(run.id)) throw new Overtaken()
  await carryOut(
    work,
    [went.run],
    went.effects.map((effect) => ({ run: went.run, effect })),
  )
}
