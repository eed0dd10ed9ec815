import { holidayOn } from '../../../kernel/holidays.ts'
import { momentOf, type Wall, wallAt } from '../../../kernel/wall-clock.ts'
import type { ConsentChannel } from '../contract.ts'

/** When a business message may go out on a channel in a country. */
interface Hours {
  readonly channel: ConsentChannel
  readonly country: string
  /** From and until, in minutes since midnight of the recipient's own clock. */
  readonly from: number
  readonly until: number
  /** Beyond these a brand cannot widen them. */
  readonly hardFrom: number
  readonly hardUntil: number
  readonly sundays: boolean
  readonly holidays: boolean
  /** The rule holds from this day on, and up to the next one of the same country. */
  readonly validFrom: string
}

/** The charter of the French operators (af2m), in force since 1 September 2024; Belgium like France. */
const all: readonly Hours[] = ['FR', 'BE'].map((country) => ({
  channel: 'sms',
  country,
  from: 8 * 60,
  until: 20 * 60,
  hardFrom: 8 * 60,
  hardUntil: 22 * 60,
  sundays: false,
  holidays: false,
  validFrom: '2024-09-01',
}))

export interface Place {
  readonly country: string
  readonly timeZone: string
}

export interface SendingHours {
  readonly open: boolean
  readonly reason: 'night' | 'sunday' | 'holiday' | null
  /** When it opens next; the moment itself when it is open. */
  readonly opensAt: Date
}

/** A brand's own hours, in minutes since midnight; what the rule forbids stays forbidden. */
export interface OwnHours {
  readonly from: number
  readonly until: number
}

/**
 * Whether a business message may go out now to somebody who lives there, and when it may next. A
 * country without a rule of its own is held to that of France.
 */
export function sendingHours(
  channel: ConsentChannel,
  { country, timeZone }: Place,
  now: Date,
  own?: OwnHours,
): SendingHours {
  const rule = ruleFor(channel, country, now)
  if (!rule) return { open: true, reason: null, opensAt: now }
  const from = Math.max(own?.from ?? rule.from, rule.hardFrom)
  const until = Math.min(own?.until ?? rule.until, rule.hardUntil)
  const wall = wallAt(now, timeZone)
  const closed = closedOn(wall, rule, timeZone)
  const within = wall.minutes >= from && wall.minutes < until
  if (!closed && within) return { open: true, reason: null, opensAt: now }
  let opensAt = now
  // No country is closed for more than a few days in a row.
  for (let days = wall.minutes < from ? 0 : 1; days < 15; days++) {
    const day = dayAfter(wall, days)
    if (closedOn(day, rule, timeZone)) continue
    opensAt = momentOf(day, from, timeZone)
    break
  }
  return { open: false, reason: closed ?? 'night', opensAt }
}

function ruleFor(channel: ConsentChannel, country: string, now: Date): Hours | undefined {
  const today = now.toISOString().slice(0, 10)
  const rules = all.filter((one) => one.channel === channel && one.validFrom <= today)
  return (
    rules.findLast((one) => one.country === country) ??
    rules.findLast((one) => one.country === 'FR')
  )
}

function closedOn(
  day: Pick<Wall, 'year' | 'month' | 'day' | 'weekday'>,
  { sundays, holidays, country }: Hours,
  timeZone: string,
): 'sunday' | 'holiday' | undefined {
  if (!sundays && day.weekday === 0) return 'sunday'
  if (!holidays && holidayOn(day, country, timeZone)) return 'holiday'
  return undefined
}

function dayAfter({ year, month, day }: Wall, days: number) {
  const at = new Date(Date.UTC(year, month - 1, day + days))
  return {
    ...{ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
    weekday: at.getUTCDay(),
  }
}
