import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { wordsIn } from '../../kernel/words.ts'
import type { Identifier } from './rulebook.ts'

/** What people write when they mean a number: 06 39 98 12 34, +33 (0)6…, 2 000 123. */
const numberLike = /^\+?\d[\d\s()./-]{4,}$/

/** The words of a search: a number is one, however it is grouped. */
export function wordsAsked(text: string): string[] {
  const asked = text.trim()
  if (!numberLike.test(asked)) return [...new Set(wordsIn(asked))].slice(0, 6)
  const digits = asked.replace(/\(0\)/, '').replace(/\D/g, '')
  return [digits.startsWith('00') ? digits.slice(2) : digits]
}

/** Kinds that only machines know: nobody looks for them, and they are looked up whole. */
const unspoken = /^(anonymous_id|ios\.id|android\.id|ga_client_id|.*token.*)$/
const mostWords = 60

/** What the search finds somebody by; null for a visitor who said nothing of themselves. */
export function findingOf(
  traits: Record<string, unknown>,
  identifiers: readonly Identifier[],
): string | null {
  const names = [traits.firstName, traits.lastName, traits.name]
    .filter((name) => typeof name === 'string')
    .flatMap(wordsIn)
  const spoken = identifiers.filter(({ kind }) => !unspoken.test(kind))
  const words = new Set([...names, ...spoken.flatMap(wordsOf)])
  if (words.size === 0) return null
  return ` ${[...words].slice(0, mostWords).join(' ')} `
}

/** A number is found in its parts, as a whole, and a phone also as it is dialled at home. */
function wordsOf({ kind, value }: Identifier): string[] {
  if (kind === 'phone') {
    const national = parsePhoneNumberFromString(value)?.formatNational() ?? ''
    return [value.replace(/\D/g, ''), national.replace(/\D/g, '')].filter(Boolean)
  }
  const parts = wordsIn(value)
  const whole = parts.join('')
  return kind !== 'email' && parts.length > 1 && whole.length <= 40 ? [...parts, whole] : parts
}
