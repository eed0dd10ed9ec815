import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { IdentityRules, Limit } from './identity-contract.ts'

export interface Identifier {
  readonly kind: string
  readonly value: string
}

/** What a brand's rules say, made ready to be asked for every event. */
export class Rulebook {
  readonly version: number
  readonly rules: IdentityRules
  readonly blockedValues: readonly Identifier[]
  readonly keptApart: readonly (readonly [Identifier, Identifier])[]
  readonly #ranks: ReadonlyMap<string, number>
  readonly #blockedTexts: ReadonlySet<string>
  readonly #blockedPatterns: readonly RegExp[]
  readonly #blockedIds: ReadonlySet<string>
  readonly #partners: ReadonlyMap<string, ReadonlySet<string>>
  /** Parsing a number takes 30 µs, and the same customers come again. */
  readonly #phones = new Map<string, string>()

  constructor(
    version: number,
    rules: IdentityRules,
    blockedValues: readonly Identifier[] = [],
    keptApart: readonly (readonly [Identifier, Identifier])[] = [],
  ) {
    this.version = version
    this.rules = rules
    this.blockedValues = blockedValues
    this.keptApart = keptApart
    this.#ranks = new Map(rules.priority.map((kind, place) => [kind, place]))
    const { texts, patterns } = sorted(rules.blocked)
    this.#blockedTexts = texts
    this.#blockedPatterns = patterns
    this.#blockedIds = new Set(blockedValues.map(idOf))
    this.#partners = partnersIn(keptApart)
  }

  /** Whether an identifier's value names nobody, in the form that came or in the one that counts. */
  isBlocked(kind: string, value: string): boolean {
    if (this.#blockedTexts.has(value)) return true
    if (this.#blockedIds.size > 0 && this.#blockedIds.has(idOf({ kind, value }))) return true
    return this.#blockedPatterns.some((pattern) => pattern.test(value))
  }

  /** The one form of an identifier; undefined for what cannot be one. */
  normalise(kind: string, value: string): string | undefined {
    const { emailForm, phoneForm } = this.rules
    const trimmed = value.trim()
    if (trimmed === '' || trimmed.length > 255) return undefined
    if (kind === 'email' && emailForm === 'lower-case') {
      return /^\S+@\S+$/.test(trimmed) ? trimmed.toLowerCase() : undefined
    }
    if (kind === 'phone' && phoneForm === 'e164') return this.#phone(trimmed)
    return trimmed
  }

  #phone(value: string): string | undefined {
    const known = this.#phones.get(value)
    if (known !== undefined) return known || undefined
    const parsed = parsePhoneNumberFromString(value, this.rules.region as CountryCode)
    const number = parsed?.isPossible() ? parsed.number : ''
    if (this.#phones.size > 10_000) this.#phones.clear()
    this.#phones.set(value, number)
    return number || undefined
  }

  /** The most telling first. */
  order(identifiers: Iterable<Identifier>): Identifier[] {
    const last = this.#ranks.size
    const rank = (kind: string) => this.#ranks.get(kind) ?? last
    return [...identifiers].sort(
      (a, b) => rank(a.kind) - rank(b.kind) || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
    )
  }

  limitOf(kind: string): Limit {
    const { limits } = this.rules
    return limits[kind] ?? limits['*'] ?? usual
  }

  /** The identifiers that never share a person with this one. */
  partnersOf(id: string): ReadonlySet<string> | undefined {
    return this.#partners.get(id)
  }

  get keepsApart(): boolean {
    return this.#partners.size > 0
  }
}

const usual: Limit = { max: 5, windowDays: null }

/** Texts are looked up, patterns are tried. */
function sorted(blocked: readonly string[]) {
  const texts = new Set<string>()
  const patterns: RegExp[] = []
  for (const text of blocked) {
    const pattern = patternOf(text)
    if (pattern) patterns.push(pattern)
    else texts.add(text)
  }
  return { texts, patterns }
}

/** The pattern that a blocked value is, if it is written as one; throws if it cannot be read. */
export function patternOf(text: string): RegExp | undefined {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/.exec(text) ?? []
  // One that remembers where it stopped would answer differently the second time.
  return source ? new RegExp(source, flags?.replaceAll(/[gy]/g, '')) : undefined
}

function partnersIn(pairs: readonly (readonly [Identifier, Identifier])[]) {
  const partners = new Map<string, Set<string>>()
  const add = (one: string, other: string) => {
    const known = partners.get(one) ?? new Set()
    partners.set(one, known.add(other))
  }
  for (const [one, other] of pairs) {
    add(idOf(one), idOf(other))
    add(idOf(other), idOf(one))
  }
  return partners
}

export const idOf = ({ kind, value }: Identifier): string => `${kind} ${value}`
export const identifierOf = (id: string): Identifier => ({
  kind: kindOf(id),
  value: id.slice(id.indexOf(' ') + 1),
})
export const kindOf = (id: string): string => id.slice(0, id.indexOf(' '))
