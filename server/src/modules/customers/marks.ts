import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { wordsIn } from '../../kernel/words.ts'
import type { HouseholdReason } from './profile-contract.ts'

interface Named {
  readonly kind: string
  readonly value: string
}

/** What may tell that two people live together, each as `reason:value` in one form. */
export function marksOf(
  traits: Readonly<Record<string, unknown>>,
  identifiers: readonly Named[],
): string[] {
  const of = (kind: string) =>
    identifiers.filter((one) => one.kind === kind).map((one) => one.value)
  const phones = [...of('phone'), phoneOf(traits.phone)]
  const cards = [...of('loyalty_card'), textOf(traits.loyaltyCard)]
  const found = [
    ...[addressOf(traits)].map((value) => markOf('address', value)),
    ...phones.map((value) => markOf('phone', value)),
    ...cards.map((value) => markOf('card', value && wordsIn(value).join(''))),
  ]
  return [...new Set(found.filter((mark) => mark !== undefined))].sort()
}

export const reasonOf = (mark: string): HouseholdReason =>
  mark.slice(0, mark.indexOf(':')) as HouseholdReason

const markOf = (reason: HouseholdReason, value: string | undefined) =>
  value ? `${reason}:${value.slice(0, 200)}` : undefined

/** A street with its number, and the postcode: a town alone is no home. */
function addressOf(traits: Readonly<Record<string, unknown>>): string | undefined {
  const { address } = traits
  const parts: Record<string, unknown> =
    typeof address === 'object' && address !== null ? { ...address } : { street: address }
  const street = textOf(parts.street)
  const postalCode =
    textOf(parts.postalCode) ?? textOf(parts.postal_code) ?? textOf(traits.postalCode)
  if (!street || !/\d/.test(street)) return undefined
  const words = wordsIn(street)
  if (!postalCode) return words.some((word) => /^\d{5}$/.test(word)) ? words.join(' ') : undefined
  return [...words, wordsIn(postalCode).join('')].join(' ')
}

function phoneOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text && parsePhoneNumberFromString(text, 'FR')?.number
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
