import type { Translator } from '../texts/translator.ts'

/** Why a line cannot be taken, in words: of its mapping, or of the door that all events pass. */
export function faultText(t: Translator, reason: string): string {
  const own = `imports.fault.${reason}`
  if (t.has(own)) return t(own)
  const door = `sources.reason.${reason.replace(/^event\//, '')}`
  return t.has(door) ? t(door) : reason
}
