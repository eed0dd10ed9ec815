import type { Work } from '../../kernel/work.ts'
import { membersOf } from '../audiences/index.ts'
import { record } from '../thread/index.ts'
import { offered } from './engine/plan.ts'
import { JourneyNotFound, NobodyToInvite } from './refusals.ts'

const portion = 500

/**
 * Lets those in who were in the audience before the journey was there to hear of it: the next of them,
 * who came to the audience before `after`. They begin by the same rules as those who come from now on.
 */
export async function invite(
  work: Work,
  id: string,
  after: string | undefined,
): Promise<{ invited: number; next: string | null }> {
  const journey = await work.tx
    .selectFrom('journeys.journey as journey')
    .leftJoin('journeys.version as version', 'version.id', 'journey.published_version_id')
    .select('version.definition')
    .where('journey.id', '=', id)
    .executeTakeFirst()
  if (!journey) throw new JourneyNotFound({ id })
  const entry = journey.definition?.entry
  if (entry?.kind !== 'audience' || entry.change !== 'entered') throw new NobodyToInvite({ id })
  const { members, next } = await membersOf(work.tx, entry.audienceId, { limit: portion, after })
  await record(
    work,
    members.map(({ customerId }) => ({
      ...{
        customerId,
        name: offered,
        channel: 'api' as const,
        properties: { journeyId: id, by: 'invite' },
      },
    })),
  )
  return { invited: members.length, next }
}
