import type { Work } from '../../kernel/work.ts'
import type { WeaveHook } from '../thread/events.ts'
import { carryOut } from './carry-out.ts'
import { type OpenJourney, openJourneys } from './catalogue.ts'
import { dateJourneys, dropDates, keepDates } from './dates.ts'
import { ended } from './engine/change.ts'
import { planFor } from './engine/meet.ts'
import { mayEnter, spoke } from './engine/reentry.ts'
import type { Outcome, Run } from './engine/run.ts'
import { Overtaken } from './overtaken.ts'
import { allRunsOf, type StoredRun, takeRuns, takeRunsOf } from './runs.ts'
import { insertRuns, placeOf, updateRuns } from './write-runs.ts'

/**
 * Notes the merges of a batch in the weave transaction; the consumer joins the runs. Were they moved
 * here, a run that the consumer is just then beginning for the absorbed id would be left behind.
 */
export const journeysHooks = (): WeaveHook[] => [
  {
    name: 'journeys',
    weave: async (work, { merges, unmerges }) => {
      if (merges.length + unmerges.length === 0) return undefined
      const joined = merges.map(({ from, into }) => ({
        from_id: from,
        into_id: into,
        parted: null,
      }))
      const parted = unmerges.map(({ kept, restored, ids }) => ({
        ...{ from_id: kept, into_id: restored, parted: [...ids] },
      }))
      const rows = [...joined, ...parted].map((row) => ({ id: work.newId(), ...row }))
      await work.tx.insertInto('journeys.merge').values(rows).execute()
      return undefined
    },
  },
]

/** Who was absorbed by whom since the consumer last looked: their runs rest until it has. */
export async function unsettledIds(work: Work): Promise<Set<string>> {
  const rows = await work.tx.selectFrom('journeys.merge').select(['from_id', 'into_id']).execute()
  return new Set(rows.flatMap((row) => [row.from_id, row.into_id]))
}

/**
 * Gives the runs of absorbed customers to who absorbed them, and says who that is. If the joined
 * person could not have begun both, the older run goes on and the other ends. Where a merge was undone,
 * runs go back with the events that began them; `parted` then says that ids must be asked again.
 */
export async function settleMerges(work: Work): Promise<ReadonlyMap<string, string> | 'parted'> {
  const rows = await work.tx.deleteFrom('journeys.merge').returningAll().execute()
  if (rows.length === 0) return new Map()
  const notes = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const isParted = notes.some(({ parted }) => parted !== null)
  const into = isParted ? await oneByOne(work, notes) : await joinAll(work, notes)
  const ids = notes.flatMap(({ from_id, into_id }) => [from_id, into_id])
  await dropDates(work, ids)
  await keepDates(work, dateJourneys(await openJourneys(work.tx)), ids)
  return into
}

async function oneByOne(work: Work, notes: readonly (Note & Parted)[]): Promise<'parted'> {
  for (const note of notes) {
    if (note.parted) await part(work, note, note.parted)
    else await joinAll(work, [note])
  }
  return 'parted'
}

interface Parted {
  readonly parted: readonly string[] | null
}

interface Note {
  readonly from_id: string
  readonly into_id: string
}

async function part(work: Work, { from_id, into_id }: Note, ids: readonly string[]): Promise<void> {
  const runs = await takeRunsOf(work.tx, from_id, ids)
  if (runs.length === 0) return
  const journeys = await journeysById(work)
  await insertRuns(
    work.tx,
    runs.map((run) => ({
      run: { ...run, customerId: into_id },
      place: placeOf(ruleOf(journeys, run), run.key),
    })),
  )
}

async function joinAll(work: Work, merges: readonly Note[]): Promise<ReadonlyMap<string, string>> {
  const into = finalOf(merges)
  const taken = await takeRuns(work.tx, [...into.keys()])
  if (taken.length === 0) return into
  const moved = taken.map(({ run }) => ({
    ...run,
    customerId: into.get(run.customerId) ?? run.customerId,
  }))
  const there = await allRunsOf(
    work.tx,
    moved.map(({ customerId }) => customerId),
  )
  await join(work, moved, there)
  return into
}

/** Each absorbed id and who it is now, following merges of merges. */
function finalOf(merges: readonly Note[]): Map<string, string> {
  const into = new Map<string, string>()
  for (const { from_id, into_id } of merges) {
    into.delete(into_id)
    for (const [absorbed, by] of into) if (by === from_id) into.set(absorbed, into_id)
    into.set(from_id, into_id)
  }
  return into
}

async function join(work: Work, moved: readonly Run[], there: readonly StoredRun[]) {
  const journeys = await journeysById(work)
  const all = [...moved, ...there.map(({ run }) => run)]
  const outcomes = endDoubles(journeys, all, work.now)
  const result = (run: Run) => outcomes.get(run.id)?.run ?? run

  const overThere = there.filter(({ run }) => outcomes.has(run.id))
  const written = await updateRuns(
    work.tx,
    overThere.map(({ run, revision }) => ({ run: result(run), revision })),
  )
  if (written.size < overThere.length) throw new Overtaken()
  await insertRuns(
    work.tx,
    moved.map((run) => ({ run: result(run), place: placeOf(ruleOf(journeys, run), run.key) })),
  )
  const effects = [...outcomes.values()].flatMap(({ run, effects: all }) =>
    all.map((effect) => ({ run, effect })),
  )
  await carryOut(work, [], effects)
}

/** Goes through the waiting runs, the oldest first, and ends those that would not have begun. */
export function endDoubles(
  journeys: Journeys,
  runs: readonly Run[],
  now: Date,
): Map<string, Outcome> {
  const over = new Map<string, Outcome>()
  const waiting = runs.filter(({ state }) => state === 'waiting')
  const byAge = waiting.toSorted((one, other) => +one.enteredAt - +other.enteredAt)
  for (const [at, run] of byAge.entries()) {
    const younger = new Set(byAge.slice(at).map(({ id }) => id))
    const others = runs
      .filter((other) => other.journeyId === run.journeyId && other.customerId === run.customerId)
      .filter((other) => !younger.has(other.id))
      .map((other) => over.get(other.id)?.run ?? other)
      .filter(({ reason }) => reason !== 'merged')
      .map((other) => ({ ...other, spoke: spoke(other) }))
    if (mayEnter(ruleOf(journeys, run), run.key, others, run.enteredAt)) continue
    over.set(run.id, ended({ run, effects: [] }, now, 'exited', 'merged'))
  }
  return over
}

type Journeys = ReadonlyMap<string, OpenJourney>

const journeysById = async (work: Work): Promise<Journeys> =>
  new Map((await openJourneys(work.tx)).map((journey) => [journey.id, journey]))

function ruleOf(journeys: Journeys, run: Run) {
  const journey = journeys.get(run.journeyId)
  if (!journey) throw new Error(`journey ${run.journeyId} is gone, and a run of it is not`)
  return planFor(journey, run).definition
}
