import { momentOf, wallAt } from '../../../kernel/wall-clock.ts'
import { minutesOf, nextTime } from '../engine/clock.ts'
import type { CampaignRate, CampaignWhen } from './contract.ts'

/** Where a day begins first. */
const firstZone = 'Pacific/Kiritimati'

/** When the first recipient can be written to; that is when its audience is looked at. */
export function beginningOf(when: CampaignWhen, now: Date): Date {
  if (when.at === 'once') return now
  return when.at === 'moment' ? new Date(when.moment) : shownIn(firstZone, when)
}

/** Whether its moment is over where the brand is. */
export function isPast(when: CampaignWhen, now: Date, brandZone: string): boolean {
  if (when.at === 'once') return false
  return (when.at === 'moment' ? new Date(when.moment) : shownIn(brandZone, when)) < now
}

/**
 * When somebody is to be written to. Where the chosen time is past already when the campaign begins, the next
 * day at that time: never at an hour that nobody chose.
 */
export function dueFor(when: CampaignWhen, zone: string, begunAt: Date): Date {
  if (when.at !== 'local') return begunAt
  const chosen = shownIn(zone, when)
  return chosen >= begunAt ? chosen : nextTime(begunAt, zone, minutesOf(when.time))
}

type Local = Extract<CampaignWhen, { at: 'local' }>

function shownIn(zone: string, { day, time }: Local): Date {
  const date = new Date(`${day}T00:00:00Z`)
  const { year, month, day: ofMonth } = wallAt(date, 'UTC')
  return momentOf({ year, month, day: ofMonth }, minutesOf(time), zone)
}

const perMs = { second: 1000, minute: 60_000, hour: 3_600_000 } as const

/** How long one message keeps the next waiting. */
export const spacingOf = (rate: CampaignRate | undefined) =>
  rate ? perMs[rate.per] / rate.messages : 0
