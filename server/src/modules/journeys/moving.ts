import { sql } from 'kysely'
import type { Loop } from '../../kernel/loops.ts'
import { signal } from '../../kernel/signals.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { carryOut } from './carry-out.ts'
import { type OpenJourney, openJourneys } from './catalogue.ts'
import type { Inside } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { ended } from './engine/change.ts'
import { planFor } from './engine/meet.ts'
import { moved } from './engine/moved.ts'
import type { Outcome, Run } from './engine/run.ts'
import { momentsFor } from './people.ts'
import { NoSuchStep, StillMoving } from './refusals.ts'
import { runsByKey } from './runs.ts'
import { updateRuns } from './write-runs.ts'

/** Has those inside by other versions go on by this one, who stand at a step that the map names. */
export async function takeOver(
  work: Work,
  journeyId: string,
  versionId: string,
  { steps }: Definition,
  { move }: Inside,
): Promise<void> {
  if (Object.keys(move).length === 0) return
  const there = new Set(steps.map(({ id }) => id))
  const unknown = Object.values(move).filter((step) => step !== null && !there.has(step))
  if (unknown.length > 0) throw new NoSuchStep({ steps: unknown.filter((one) => one !== null) })
  await begin(work, journeyId, versionId, move)
}

/** Lets everybody go who is inside now. */
export const letAllGo = (work: Work, journeyId: string): Promise<void> =>
  begin(work, journeyId, null, {})

async function begin(work: Work, journeyId: string, versionId: string | null, map: Inside['move']) {
  const begun = await work.tx
    .insertInto('journeys.takeover')
    .values({
      ...{ journey_id: journeyId, version_id: versionId, begun_at: work.now },
      steps: JSON.stringify(map),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('journey_id')
    .executeTakeFirst()
  if (!begun) throw new StillMoving({ id: journeyId })
  await signal(work.tx, 'journeys.moving')
}

const portion = 200

/** Takes people over, a portion at a time: a million of them keep nobody waiting. */
export const movingLoop = (inWork: InWork): Loop => ({
  name: 'journeys/moving',
  wakeOn: ['journeys.moving'],
  run: () => inWork(moveSome),
})

/** Takes over the next of them, and says whether there was anything to do. */
async function moveSome(work: Work): Promise<boolean> {
  const takeover = await work.tx
    .selectFrom('journeys.takeover')
    .selectAll()
    .orderBy('begun_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!takeover) return false
  const { journey_id, version_id, steps, begun_at } = takeover
  const keys = await sql<{ customer_id: string; id: string }>`
    select customer_id, id from journeys.run
    where journey_id = ${journey_id} and state = 'waiting' and entered_at <= ${begun_at}
      ${
        version_id
          ? sql`and version_id <> ${version_id} and step = any(${Object.keys(steps)}::text[])`
          : sql``
      }
    limit ${portion}`.execute(work.tx)
  if (keys.rows.length === 0) {
    await work.tx.deleteFrom('journeys.takeover').where('journey_id', '=', journey_id).execute()
    return true
  }
  const journeys = await openJourneys(work.tx)
  const journey = journeys.find(({ id }) => id === journey_id)
  if (!journey) throw new Error(`journey ${journey_id} is gone`)
  const stored = await runsByKey(work.tx, keys.rows)
  const momentOf = await momentsFor(
    work,
    [journey],
    stored.map(({ run }) => run.customerId),
  )
  const outcomes = stored.map(({ run, revision }) => {
    const moment = momentOf(journey_id, run.customerId, work.now)
    const outcome = version_id
      ? movedTo(journey, version_id, steps, run, moment)
      : ended({ run, effects: [] }, work.now, 'exited', 'stopped')
    return { ...outcome, revision }
  })
  const mine = await updateRuns(work.tx, outcomes)
  const taken = outcomes.filter(({ run }) => mine.has(run.id))
  await carryOut(
    work,
    taken.map(({ run }) => run),
    taken.flatMap(({ run, effects }) => effects.map((effect) => ({ run, effect }))),
  )
  return true
}

function movedTo(
  journey: OpenJourney,
  versionId: string,
  steps: Inside['move'],
  run: Run,
  moment: Parameters<typeof moved>[4],
): Outcome {
  const to = planFor(journey, { versionId })
  return moved(planFor(journey, run), to, run, steps[run.step] ?? null, moment)
}
