import type { Translator } from '../texts/translator.ts'

export function identifierName(t: Translator, kind: string): string {
  const key = `customers.identifier.${kind}`
  return t.has(key) ? t(key) : kind
}
