import type { Loop } from '../../kernel/loops.ts'
import { signal } from '../../kernel/signals.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { peopleAfter } from '../customers/index.ts'
import { openJourneys } from './catalogue.ts'
import { dateJourneys, noteDates } from './dates.ts'
import type { Definition } from './definition-contract.ts'
import { productJourneys, recallInterests } from './interests.ts'
import './tables.ts'

/**
 * Has everybody looked at for what the entry of a journey asks of them: a date, products that they looked at.
 * From then on the consumer keeps it. What an earlier version had noted is gone.
 */
export async function beginSearch(work: Work, journeyId: string, { entry }: Definition) {
  const { tx } = work
  await tx.deleteFrom('journeys.appointment').where('journey_id', '=', journeyId).execute()
  await tx.deleteFrom('journeys.search').where('journey_id', '=', journeyId).execute()
  if (!['date', 'price-drop', 'back-in-stock'].includes(entry.kind)) return
  await tx.insertInto('journeys.search').values({ journey_id: journeyId, after: null }).execute()
  await signal(tx, 'journeys.search')
}

const portion = 200

/** Looks at everybody for a journey that has just been published, a portion at a time. */
export const searchLoop = (inWork: InWork): Loop => ({
  name: 'journeys/search',
  wakeOn: ['journeys.search'],
  run: () => inWork(searchSome),
})

async function searchSome(work: Work): Promise<boolean> {
  const search = await work.tx
    .selectFrom('journeys.search')
    .selectAll()
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!search) return false
  const { journey_id, after } = search
  const people = await peopleAfter(work.tx, after ?? undefined, portion)
  const last = people.at(-1)
  if (!last) {
    await work.tx.deleteFrom('journeys.search').where('journey_id', '=', journey_id).execute()
    return true
  }
  const journeys = (await openJourneys(work.tx)).filter(({ id }) => id === journey_id)
  await noteDates(work, dateJourneys(journeys), people)
  for (const { entry } of productJourneys(journeys)) {
    const ids = people.map(({ customerId }) => customerId)
    await recallInterests(work, entry, ids)
  }
  await work.tx
    .updateTable('journeys.search')
    .set({ after: last.customerId })
    .where('journey_id', '=', journey_id)
    .execute()
  return true
}
