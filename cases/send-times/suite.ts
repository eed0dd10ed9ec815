import { z } from 'zod'
import {
  delayUntil,
  nextLocalTime,
  zoneOf,
} from '../../server/src/modules/consent/hours/next-local.ts'
import type { Outcome, Suite } from '../suite.ts'

const LocalTime = z.object({
  id: z.string(),
  lat_lon: z.string().optional(),
  user_timezone: z.string().optional(),
  default_timezone: z.string().optional(),
  hour: z.number(),
  now: z.iso.datetime(),
  whole_hours_until: z.number().optional(),
  utc_minute: z.number().optional(),
  exact: z.iso.datetime().optional(),
})
const Delay = z.object({
  id: z.string(),
  now: z.iso.datetime(),
  value: z.union([z.string(), z.number(), z.null()]),
  delay_ms: z.number().nullable(),
})
const CaseFile = z.object({
  next_local_time: z.array(LocalTime).default([]),
  delay_from_property: z.array(Delay).default([]),
})

/** When a message goes out: by the clock of who gets it, or by a date that they have. */
export const suite: Suite = async (file, _ground, told) => {
  const { next_local_time, delay_from_property } = CaseFile.parse(file)
  const outcomes = [...next_local_time.map(localTime), ...delay_from_property.map(delay)]
  for (const outcome of outcomes) told(outcome)
  return outcomes
}

function localTime(one: z.infer<typeof LocalTime>): Outcome {
  const { id, hour, lat_lon, user_timezone, default_timezone } = one
  const now = new Date(one.now)
  const zone = zoneOf({ latLon: lat_lon, own: user_timezone, brand: default_timezone })
  const next = nextLocalTime(hour, zone, now)
  const found = {
    whole_hours_until: Math.floor((next.getTime() - now.getTime()) / 3_600_000),
    utc_minute: next.getUTCMinutes(),
    exact: next.toISOString(),
  }
  const faults = (['whole_hours_until', 'utc_minute', 'exact'] as const).flatMap((name) => {
    const expected = one[name]
    if (expected === undefined || expected === found[name]) return []
    return [`${name}: expected ${expected}, found ${found[name]} (${zone})`]
  })
  return { id, title: `the next ${hour} o’clock in ${zone}`, faults }
}

function delay({ id, now, value, delay_ms }: z.infer<typeof Delay>): Outcome {
  const moment = new Date(now)
  const found = delayUntil(meant(value, moment), moment)
  const faults = found === delay_ms ? [] : [`expected ${delay_ms}, found ${found}`]
  return { id, title: `until ${value}`, faults }
}

/** `unix seconds now+3600` stands for a number that the file cannot write. */
function meant(value: string | number | null, now: Date): unknown {
  const [, unit, sign, by] =
    /^unix (seconds|ms) now([+-])(\d+)$/.exec(typeof value === 'string' ? value : '') ?? []
  if (!unit) return value
  const one = unit === 'ms' ? 1 : 1000
  return now.getTime() / one + (sign === '-' ? -1 : 1) * Number(by)
}
