import type { Work } from '../../kernel/work.ts'
import { membersAmong } from '../audiences/index.ts'
import { profilesOf } from '../customers/index.ts'
import type { OpenJourney } from './catalogue.ts'
import { drawOf } from './engine/draw.ts'
import type { Moment } from './engine/run.ts'

export type MomentOf = (journeyId: string, customerId: string, now: Date) => Moment

/** What the conditions of these journeys may ask of these customers, read once for all of them. */
export async function momentsFor(
  work: Work,
  journeys: readonly OpenJourney[],
  customerIds: readonly string[],
): Promise<MomentOf> {
  const plans = journeys.flatMap(({ versions }) => [...versions.values()])
  const asked = [...new Set(customerIds)]
  const profiles = await profilesOf(
    work.tx,
    plans.some(({ usesTraits }) => usesTraits) ? asked : [],
  )
  const audienceIds = new Set(plans.flatMap(({ audienceIds: ids }) => ids))
  const members = new Map<string, Set<string>>()
  for (const id of audienceIds) members.set(id, await membersAmong(work.tx, id, asked))
  return (journeyId, customerId, now) => ({
    now,
    draw: drawOf(journeyId, customerId),
    traits: profiles.get(customerId)?.traits ?? {},
    isIn: (audienceId) => members.get(audienceId)?.has(customerId) ?? false,
  })
}
