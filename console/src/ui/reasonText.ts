import type { Translator } from '../texts/translator.ts'

/** Why an event was refused, in words where we have some. */
export function reasonText(t: Translator, reason: string): string {
  const key = `sources.reason.${reason}`
  return t.has(key) ? t(key) : reason
}

/** What came may not be JSON at all; then it is shown as the text it was. */
export function readable(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}
