import type { Translator } from './translator.ts'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const
export type DurationUnit = (typeof units)[number][0]

/** A length of time in the largest unit that tells it whole: 90 days, 36 h, 1 h. */
export function durationParts(seconds: number): { unit: DurationUnit; n: number } {
  const [unit, length] = units.find(([, of]) => seconds % of === 0) ?? ['second', 1]
  return { unit, n: seconds / length }
}

export function secondsOf({ unit, n }: { unit: DurationUnit; n: number }): number {
  const found = units.find(([name]) => name === unit)
  return n * (found?.[1] ?? 1)
}

/** « 90 jours » */
export const durationText = (t: Translator, seconds: number) =>
  t('phrases.duration', durationParts(seconds))

/** « ces 90 derniers jours » */
export const lastText = (t: Translator, seconds: number) =>
  t('phrases.last', durationParts(seconds))

/** What somebody has done, to be put behind « a », « ont », « avoir »: « acheté ». */
export function didText(t: Translator, event: string): string {
  const key = `phrases.did.${event}`
  return t.has(key) ? t(key) : t('phrases.did.other', { name: event })
}
