import type { LeafFinding } from '../../../server/src/modules/audiences/contract.ts'
import type { Tongue } from './sentence.ts'

/** What a part of the condition found with a customer: a count, a value, a moment, an answer. */
export function foundText({ t, formats }: Tongue, { leaf, found }: LeafFinding): string {
  if (leaf.kind === 'event' && typeof found === 'number') {
    return t('audiences.found.count', { n: found })
  }
  if (leaf.kind === 'seen' && typeof found === 'string') {
    return t('audiences.found.seen', { date: formats.dateTime(found) })
  }
  const consent = `audiences.found.${String(found)}`
  if (leaf.kind === 'consent' && t.has(consent)) return t(consent)
  if (found === null || found === undefined) return t('audiences.found.nothing')
  return t('audiences.found.value', {
    value: typeof found === 'object' ? JSON.stringify(found) : String(found),
  })
}
