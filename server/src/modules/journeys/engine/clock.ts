import { momentOf, wallAt } from '../../../kernel/wall-clock.ts'
import type { StepOf } from '../step-contract.ts'
import { valueAt } from './compare.ts'
import type { Moment, Run } from './run.ts'
import { scopeOf, valueIn } from './templates.ts'

/** Minutes since midnight of `09:30`. */
export const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The clock that somebody lives by. */
export const zoneOf = ({ zone, brandZone }: Moment, otherwise?: string) =>
  zone ?? otherwise ?? brandZone

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** The next moment after now at which clocks in a zone show a time, on one of these weekdays. */
export function nextTime(
  now: Date,
  zone: string,
  minutes: number,
  weekdays: readonly number[] = everyDay,
): Date {
  const { year, month, day } = wallAt(now, zone)
  for (let days = 0; ; days++) {
    const there = dayAfter({ year, month, day }, days)
    if (!weekdays.includes(there.weekday)) continue
    const moment = momentOf(there, minutes, zone)
    if (moment > now) return moment
  }
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** A day of the calendar so many days later; Monday is 1. */
export function dayAfter({ year, month, day }: Day, days: number): Day & { weekday: number } {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return {
    ...{ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
    weekday: date.getUTCDay() || 7,
  }
}

/**
 * A moment in what somebody said: a date, or a number of seconds or milliseconds, by its size: nothing
 * speaks of 1970. Undefined where it is none.
 */
export function momentIn(value: unknown): Date | undefined {
  const time = timeIn(value)
  return time === undefined || Number.isNaN(new Date(time).getTime()) ? undefined : new Date(time)
}

function timeIn(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'number') return Math.abs(value) < 1e11 ? value * 1000 : value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(value) ? timeIn(Number(value)) : Date.parse(value)
}

/** The date for which a step waits: the first of its sources that has one; it may be past. */
export function dateOf(step: StepOf<'until-date'>, run: Run, moment: Moment): Date | undefined {
  for (const source of step.dates) {
    const value =
      source.of === 'template'
        ? valueIn(source.template, scopeOf(run, moment))
        : valueAt(source.of === 'event' ? run.snapshot : moment.traits, source.path)
    const date = momentIn(value)
    if (date) return new Date(date.getTime() + step.offsetSeconds * 1000)
  }
  return undefined
}

/** So many acts must be known before an hour can be called somebody's best. */
const fewestActs = 5

/** The hour within reach in which they do most; undefined for now. */
export function bestHour(step: StepOf<'best-hour'>, moment: Moment): Date | undefined {
  const { now, hours } = moment
  const zone = zoneOf(moment)
  const known = hours.reduce((sum, count) => sum + count, 0) >= fewestActs
  if (!known) {
    return step.otherwise ? nextTime(now, zone, minutesOf(step.otherwise)) : undefined
  }
  const until = new Date(now.getTime() + step.withinSeconds * 1000)
  const present = Math.floor(wallAt(now, zone).minutes / 60)
  const reached = hours
    .map((acts, hour) => ({
      acts,
      at: hour === present ? now : nextTime(now, zone, hour * 60),
    }))
    .filter(({ at }) => at <= until)
    .sort((one, other) => other.acts - one.acts || one.at.getTime() - other.at.getTime())
  const best = reached[0]
  return best && best.at > now ? best.at : undefined
}
