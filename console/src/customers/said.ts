import type { Formats } from '../texts/formats.ts'
import type { Translator } from '../texts/translator.ts'

/** What a trait is called, or the name that its sender gave it. */
export function traitLabel(t: Translator, name: string): string {
  const key = `customers.trait.${name}`
  return t.has(key) ? t(key) : name
}

/** Traits are whatever their senders wrote: a code, a day, a list, an address, a yes. */
export function readableTrait(
  words: { t: Translator; formats: Formats },
  name: string,
  value: unknown,
): string {
  const { t, formats } = words
  if (Array.isArray(value)) return value.map((one) => readableTrait(words, name, one)).join(', ')
  if (typeof value === 'object' && value !== null) return address(words, { ...value })
  if (typeof value === 'boolean') return t(value ? 'customers.said.yes' : 'customers.said.no')
  const text = String(value)
  const key = `customers.said.${name}.${text}`
  if (t.has(key)) return t(key)
  if (name === 'language' || name === 'locale') return formats.language(text)
  if (name === 'country') return formats.country(text)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formats.date(`${text}T12:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return formats.dateTime(text)
  return text
}

function address(
  { formats }: { formats: Formats },
  { street, postalCode, city, country, ...others }: Record<string, unknown>,
): string {
  const land = typeof country === 'string' ? formats.country(country) : country
  return [street, [postalCode, city].filter(isTold).join(' '), land, ...Object.values(others)]
    .filter(isTold)
    .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
    .join(', ')
}

export function isTold(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}
