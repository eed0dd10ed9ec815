import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { InboxEvent } from '../thread/events.ts'

export interface Identifier {
  readonly kind: string
  readonly value: string
}

/** Identifiers from the one that says most to the one that says least; unlisted kinds come last. */
const priority = [
  'user_id',
  'loyalty_card',
  'email',
  'phone',
  'ios.id',
  'android.id',
  'ga_client_id',
  'anonymous_id',
]

/** Values that broken sites, forms and tills send for everybody (docs/decisions/identity.md). */
const blocked = [
  /^[0-]*$/,
  /^-1$/,
  /^\s*$/,
  /^["']?(anonymous|guest|distinctid|distinct_id|id|not_authenticated|email|undefined|true|false|null|none|nan|void|n\/a|test)["']?$/i,
  /^\[object Object\]$/,
  /^unknown(@.*)?$/i,
  /^(no-?reply|test|aucun|sans|inconnu|client)@/i,
  /@(example\.invalid|test\.test)$/i,
  /^\+?(33)?0?6?(\d)\2{7,}$/,
]

/**
 * The identifiers of an event, normalised, without those that name nobody, the most telling first.
 * Sources of identifiers: userId, anonymousId, traits or properties email, phone and loyaltyCard,
 * context.device, context.externalIds.
 */
export function identifiersOf(event: InboxEvent, region: 'FR' = 'FR'): Identifier[] {
  const found = new Map<string, Identifier>()
  for (const { kind, value } of stated(event)) {
    const usable = normalise(kind, value, region)
    if (usable && !isBlocked(value.trim()) && !isBlocked(usable)) {
      found.set(`${kind} ${usable}`, { kind, value: usable })
    }
  }
  return [...found.values()].sort(
    (a, b) => rank(a.kind) - rank(b.kind) || (a.kind < b.kind ? -1 : 1),
  )
}

function* stated(event: InboxEvent): Generator<Identifier> {
  const { userId, anonymousId, previousId, shared, context } = event
  // A page that repeats its anonymous id as user id has identified nobody.
  if (userId && userId !== anonymousId) yield { kind: 'user_id', value: userId }
  if (anonymousId && !shared) yield { kind: 'anonymous_id', value: anonymousId }
  if (event.type === 'alias' && previousId) yield { kind: 'anonymous_id', value: previousId }
  const said = { ...event.properties, ...event.traits }
  yield* text('email', said.email)
  yield* text('phone', said.phone)
  yield* text('loyalty_card', said.loyaltyCard)
  if (!shared) yield* device(context.device)
  if (Array.isArray(context.externalIds))
    for (const one of context.externalIds) yield* external(one)
}

function* text(kind: string, value: unknown): Generator<Identifier> {
  if (typeof value === 'string' || typeof value === 'number') yield { kind, value: String(value) }
}

function* device(value: unknown): Generator<Identifier> {
  if (!(value instanceof Object) || !('id' in value) || !('type' in value)) return
  if (value.type === 'ios' || value.type === 'android') yield* text(`${value.type}.id`, value.id)
}

function* external(value: unknown): Generator<Identifier> {
  if (!(value instanceof Object) || !('id' in value) || !('type' in value)) return
  if (typeof value.type === 'string' && /^[a-z][\w.]{0,40}$/.test(value.type)) {
    yield* text(value.type, value.id)
  }
}

/** The one form of an identifier; undefined for what cannot be one. */
export function normalise(kind: string, value: string, region: 'FR' = 'FR'): string | undefined {
  const trimmed = value.trim()
  if (trimmed.length > 255) return undefined
  if (kind === 'email') return /^\S+@\S+$/.test(trimmed) ? trimmed.toLowerCase() : undefined
  if (kind === 'phone') return phone(trimmed, region)
  return trimmed || undefined
}

function phone(value: string, region: 'FR'): string | undefined {
  const known = phones.get(value)
  if (known !== undefined) return known || undefined
  const parsed = parsePhoneNumberFromString(value, region)
  const number = parsed?.isPossible() ? parsed.number : ''
  if (phones.size > 10_000) phones.clear()
  phones.set(value, number)
  return number || undefined
}
/** Parsing takes 30 µs and the same customers come again. */
const phones = new Map<string, string>()

export function isBlocked(value: string): boolean {
  return blocked.some((pattern) => pattern.test(value))
}

export function rank(kind: string): number {
  const place = priority.indexOf(kind)
  return place === -1 ? priority.length : place
}
