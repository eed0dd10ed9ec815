import type { Language } from './catalogue.ts'
import { localeOf } from './translator.ts'

export interface Place {
  timeZone: string
  currency: string
}

export type Moment = Date | string | number

export type Formats = ReturnType<typeof formatsFor>

/** Every figure and date of the console is written here, in the brand's time zone and currency. */
export function formatsFor(language: Language, { timeZone, currency }: Place) {
  const locale = localeOf(language)
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options })
    return (moment: Moment) => format.format(new Date(moment))
  }
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options)

  const count = number({ maximumFractionDigits: 0 })
  const decimal = number({ maximumFractionDigits: 2 })
  const short = number({ notation: 'compact', maximumFractionDigits: 1 })
  const percent = number({ style: 'percent', maximumFractionDigits: 1 })
  const change = number({
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  })
  const roughChange = number({
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  const languageNames = new Intl.DisplayNames(locale, { type: 'language' })
  const countryNames = new Intl.DisplayNames(locale, { type: 'region' })
  const monies = new Map<string, Intl.NumberFormat>()
  const moneyIn = (of: string, whole: boolean) => {
    const key = `${of}${whole}`
    const known = monies.get(key)
    if (known) return known
    const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}
    const made = number({ style: 'currency', currency: of, ...digits })
    monies.set(key, made)
    return made
  }

  return {
    locale,
    timeZone,
    currency,
    /** 21 nov. 2026 */
    date: date({ day: 'numeric', month: 'short', year: 'numeric' }),
    /** samedi 21 novembre */
    day: date({ weekday: 'long', day: 'numeric', month: 'long' }),
    /** 21 nov. */
    shortDate: date({ day: 'numeric', month: 'short' }),
    /** 14:05 */
    time: date({ hour: '2-digit', minute: '2-digit' }),
    /** 14:05:09 */
    exactTime: date({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    /** 21 nov. 2026, 14:05 */
    dateTime: date({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
    number: (value: number) => decimal.format(value),
    count: (value: number) => count.format(value),
    /** 12 k, for axes and badges */
    short: (value: number) => short.format(value),
    /** 0.034 → 3,4 % */
    percent: (ratio: number) => percent.format(ratio),
    /** 0.034 → +3,4 % */
    change: (ratio: number) => change.format(ratio).replace('-', '\u2212'),
    /** 0.1611 → +16 %, where more would pretend to know */
    roughChange: (ratio: number) => roughChange.format(ratio).replace('-', '\u2212'),
    /** Minor units to 1 234,56 €; the currency is the brand's unless said otherwise. */
    money: (minor: number, of = currency) => moneyIn(of, false).format(minor / minorPerMajor(of)),
    /** 1 235 €, where cents are noise */
    roundMoney: (minor: number, of = currency) =>
      moneyIn(of, true).format(minor / minorPerMajor(of)),
    /** FR → France */
    country: (code: string) =>
      /^[A-Z]{2}$/i.test(code) ? nameOf(countryNames, code.toUpperCase()) : code,
    /** fr → français */
    language: (code: string) => nameOf(languageNames, code),
    relative: (moment: Moment, now: Moment) => relativeTo(relative, moment, now),
  }
}

/** A code that no standard knows is shown as it is. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}

const noMinor = new Set(['JPY', 'KRW', 'ISK'])

export function minorPerMajor(currency: string): number {
  return noMinor.has(currency) ? 1 : 100
}

const steps: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['second', 1_000, 60_000],
  ['minute', 60_000, 3_600_000],
  ['hour', 3_600_000, 86_400_000],
  ['day', 86_400_000, 30 * 86_400_000],
  ['month', 30.44 * 86_400_000, 365 * 86_400_000],
]
const longest = ['year', 365.25 * 86_400_000] as const

function relativeTo(format: Intl.RelativeTimeFormat, moment: Moment, now: Moment): string {
  const distance = new Date(moment).getTime() - new Date(now).getTime()
  const [unit, length] = steps.find(([, , below]) => Math.abs(distance) < below) ?? longest
  return format.format(Math.trunc(distance / length), unit)
}
