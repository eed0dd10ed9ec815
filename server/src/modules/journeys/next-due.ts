import type { Db } from '../../kernel/database.ts'
import { nextCampaignAt } from './campaigns/loop.ts'
import { nextDateAt } from './dates.ts'
import { nextDueAt } from './due.ts'
import { nextRoundAt } from './rounds.ts'

/** When something next happens in journeys by the passing of time alone. */
export async function nextStepAt(db: Db): Promise<Date | undefined> {
  const times = [
    await nextDueAt(db),
    await nextDateAt(db),
    await nextRoundAt(db),
    await nextCampaignAt(db),
  ]
  const known = times.flatMap((time) => (time ? [time.getTime()] : []))
  return known.length > 0 ? new Date(Math.min(...known)) : undefined
}
