import type { Formats } from '../texts/formats.ts'
import { durationText, lastText } from '../texts/phrases.ts'
import type { Translator } from '../texts/translator.ts'

export interface Tongue {
  t: Translator
  formats: Formats
  /** What an audience or a list is called, by its id. */
  nameOf?: (id: string) => string | undefined
  /** What a category of the catalogue is called, by its code. */
  categoryOf?: (code: string) => string | undefined
}

export function listed({ formats }: Tongue, type: 'conjunction' | 'disjunction', texts: string[]) {
  return new Intl.ListFormat(formats.locale, { type }).format(texts)
}

export function purposeText(t: Translator, purpose: string): string {
  const key = `customers.purpose.${purpose}`
  return t.has(key) ? lower(t(key)) : purpose
}

export function channelText(t: Translator, channel: string): string {
  const key = `channels.${channel}`
  return t.has(key) ? lower(t(key)) : channel
}

/** « e-mail » within a sentence; SMS stays what it is. */
const lower = (text: string) =>
  text === text.toUpperCase() ? text : text.charAt(0).toLowerCase() + text.slice(1)

export function traitText(t: Translator, path: string): string {
  const key = `customers.trait.${path}`
  return t.has(key) ? lower(t(key)) : path
}

export function propertyText(t: Translator, path: string): string {
  const key = `audiences.property.${path}`
  return t.has(key) ? t(key) : path
}

/** A value as a sentence says it; several as a list. */
export const valueText = (formats: Formats, value: unknown): string =>
  Array.isArray(value)
    ? new Intl.ListFormat(formats.locale, { type: 'disjunction' }).format(value.map(String))
    : String(value ?? '')

export const yes = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no')

/** « ces 90 derniers jours », behind what was done; nothing for ever. */
export const windowText = (t: Translator, seconds: number | undefined): string =>
  seconds === undefined ? '' : t('audiences.did.window', { window: lastText(t, seconds) })

interface Position {
  is: 'withinLast' | 'moreThanAgo' | 'withinNext' | 'moreThanAhead' | 'before' | 'after'
  seconds?: number | undefined
  date?: string | undefined
}

/** Where a moment lies: « il y a plus de 3 jours », « avant le 1 mars 2026 ». */
export function whenText({ t, formats }: Tongue, { is, seconds = 0, date }: Position): string {
  return t(`conditions.when.${is}`, {
    last: lastText(t, seconds),
    duration: durationText(t, seconds),
    date: dayText(formats, date),
  })
}

/** A day without an hour is the same day wherever one reads it. */
export function dayText(formats: Formats, date: string | undefined): string {
  if (!date) return '…'
  if (date.length > 10) return formats.dateTime(date)
  const day = new Intl.DateTimeFormat(formats.locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return day.format(new Date(`${date}T00:00:00Z`))
}
