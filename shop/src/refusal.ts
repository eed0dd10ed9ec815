import { t } from './language.ts'
import { Refused } from './shopper.ts'

/** What is said to somebody whose wish was refused: what, and what they can do. */
export function refusal(error: unknown): string {
  const { code, details } = error instanceof Refused ? error : { code: 'unknown', details: {} }
  const say = t.refusals[code] ?? t.refusals.unknown
  if (say === t.refusals.unknown) reportError(error)
  return say?.(details) ?? ''
}
