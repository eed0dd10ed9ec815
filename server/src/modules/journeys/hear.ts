import type { Work } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import type { Consumer, WovenEvent } from '../thread/events.ts'
import { campaignsConsumer } from './campaigns/goal.ts'
import { carryOut } from './carry-out.ts'
import { heardBy, openJourneys } from './catalogue.ts'
import { dateJourneys, keepDates } from './dates.ts'
import { entryKey } from './engine/advance.ts'
import { isReport } from './engine/goal.ts'
import { meet } from './engine/meet.ts'
import { addFigures } from './figures.ts'
import { giveTurns } from './give-turns.ts'
import { interestNames, keepInterests, productJourneys } from './interests.ts'
import { settleMerges } from './merges.ts'
import { momentsFor } from './people.ts'
import { Roll } from './roll.ts'
import { earlierRuns, runsConcerned } from './runs.ts'

/** Follows the thread: who begins, who is moved on or ended by what they did, what it brought. */
export const journeysConsumers = (): Consumer[] => [
  {
    name: 'journeys',
    // Asked for each portion of the thread, also for one in which nothing concerns a journey: merges
    // are settled here so that they need not wait for something that does.
    names: async (work) => {
      await settleMerges(work)
      const journeys = await openJourneys(work.tx)
      return [
        ...heardBy(journeys),
        ...(dateJourneys(journeys).length > 0 ? [identified] : []),
        ...(productJourneys(journeys).length > 0 ? interestNames : []),
      ]
    },
    handle: hear,
  },
  campaignsConsumer(),
]

/** The event that tells traits. */
const identified = 'Identified'

type Heard = WovenEvent & { readonly finalId: string }

async function hear(work: Work, events: readonly WovenEvent[]): Promise<void> {
  const journeys = await openJourneys(work.tx)
  const heard = await recognised(work, events)
  const ids = heard.map(({ finalId }) => finalId)
  const beginners = heard.filter((event) =>
    journeys.some(({ published }) => published && entryKey(published, event) !== undefined),
  )
  const reportedOn = heard.filter(isReport).map(({ properties }) => properties.runId)
  const roll = new Roll(
    await runsConcerned(work.tx, ids, reportedOn.filter(isId), earliest(heard)),
    await earlierRuns(
      work.tx,
      beginners.map(({ finalId }) => finalId),
      journeys.map(({ id }) => id),
    ),
  )
  const momentOf = await momentsFor(work, journeys, ids)
  for (const event of heard) {
    const now = new Date(Math.min(event.receivedAt.getTime(), work.now.getTime()))
    for (const journey of journeys) {
      const traveller = {
        ...roll.traveller(journey.id, event.finalId),
        originId: event.customerId,
      }
      const moment = momentOf(journey.id, event.finalId, now)
      roll.take(journey, meet(journey, traveller, event, moment, work.newId))
    }
  }
  roll.takeGiven(await giveTurns(work, roll.queued, momentOf))
  const told = heard.filter(({ name }) => name === identified).map(({ finalId }) => finalId)
  await keepDates(work, dateJourneys(journeys), told)
  if (productJourneys(journeys).length > 0) {
    await keepInterests(
      work,
      events.filter(({ name }) => interestNames.includes(name)),
    )
  }
  await roll.write(work)
  await addFigures(work.tx, roll.effects)
  await carryOut(work, roll.changed, roll.effects)
}

/**
 * The events of customers who still exist, under the id that they have now. The merges are looked at
 * after the ids were read: one that came between is then known from either.
 */
async function recognised(work: Work, events: readonly WovenEvent[]): Promise<Heard[]> {
  const ids = events.map(({ customerId }) => customerId)
  let finals = await finalIds(work.tx, ids)
  let since = await settleMerges(work)
  // Who was parted meanwhile is somebody else than was read.
  while (since === 'parted') {
    finals = await finalIds(work.tx, ids)
    since = await settleMerges(work)
  }
  const into = since
  return events.flatMap((event) => {
    const finalId = finals.get(event.customerId)
    return finalId ? [{ ...event, finalId: into.get(finalId) ?? finalId }] : []
  })
}

const earliest = (events: readonly WovenEvent[]) =>
  new Date(Math.min(...events.map(({ at }) => at.getTime())))

const isId = (id: unknown): id is string =>
  typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
