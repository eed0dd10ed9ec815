import { Problem } from '../api/problem.ts'
import type { Translator, Values } from '../texts/translator.ts'

/** What to tell a person about a failure: the refusal's own text, or that it is our fault. */
export function problemText(t: Translator, error: unknown): string {
  if (!(error instanceof Problem)) return t('refusals.internal')
  const key = `refusals.${error.code}`
  if (!t.has(key)) return t('refusals.unknown', { code: error.code })
  try {
    return t(key, plainValues(error.details))
  } catch {
    // The text names a detail that did not come: the code at least is known.
    return t('refusals.unknown', { code: error.code })
  }
}

/** Refusal texts may name any detail that is a plain value; others are for the log. */
function plainValues(details: Record<string, unknown>): Values {
  const plain = Object.entries(details).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  )
  return Object.fromEntries(plain) as Values
}
