import type { InboxEvent } from '../thread/events.ts'
import { type Identifier, idOf, type Rulebook } from './rulebook.ts'

/** What an event says of who it is from. */
export interface Stated {
  /** The identifiers that count, the most telling first. */
  readonly identifiers: readonly Identifier[]
  /** Of an `alias`: the earlier id, in the two ways in which it may be known. */
  readonly previous?: { readonly asUser: Identifier; readonly asVisitor: Identifier }
  /** What was said and names nobody: blocked, or not in the form of its kind. */
  readonly unusable: readonly (Identifier & { readonly code: 'blocked' | 'unreadable' })[]
}

const nothing: Stated = { identifiers: [], unusable: [] }

/**
 * Reads the identifiers of an event and brings them into their one form. Sources: userId, anonymousId,
 * traits or properties email, phone, loyaltyCard and those that the rules name, context.device,
 * context.externalIds.
 */
export function statedBy(event: InboxEvent, rules: Rulebook): Stated {
  if (refusesTracking(event)) return nothing
  const found = new Map<string, Identifier>()
  const unusable: Stated['unusable'][number][] = []
  for (const { kind, value } of allOf(event, rules)) {
    const usable = usableForm(kind, value, rules)
    if (usable === 'blocked' || usable === 'unreadable') {
      unusable.push({ kind, value: value.slice(0, 255), code: usable })
    } else found.set(idOf(usable), usable)
  }
  const previous = previousOf(event, rules)
  return { identifiers: rules.order(found.values()), unusable, ...(previous && { previous }) }
}

function usableForm(kind: string, value: string, rules: Rulebook) {
  if (rules.limitOf(kind).max === 0) return 'blocked' as const
  if (rules.isBlocked(kind, value)) return 'blocked' as const
  const usable = rules.normalise(kind, value)
  // Mostly it came in its form, and is looked at once.
  if (usable === value) return { kind, value }
  if (rules.isBlocked(kind, value.trim())) return 'blocked' as const
  if (usable === undefined) return 'unreadable' as const
  return rules.isBlocked(kind, usable) ? ('blocked' as const) : { kind, value: usable }
}

function* allOf(event: InboxEvent, rules: Rulebook): Generator<Identifier> {
  const { userId, anonymousId, shared, context } = event
  // A page that repeats its anonymous id as user id has identified nobody.
  if (userId && userId !== anonymousId) yield { kind: 'user_id', value: userId }
  if (anonymousId && !shared) yield { kind: 'anonymous_id', value: anonymousId }
  const said = { ...event.properties, ...event.traits }
  yield* text('email', said.email)
  yield* text('phone', said.phone)
  yield* text('loyalty_card', said.loyaltyCard)
  for (const [field, kind] of Object.entries(rules.rules.fields)) yield* text(kind, said[field])
  const ofTheirs = (identifier: Identifier) => !shared || !ofDevice.test(identifier.kind)
  for (const identifier of inContext(context)) if (ofTheirs(identifier)) yield identifier
}

/** These name a device: where many people use it, nobody. */
const ofDevice = /^(anonymous_id|ga_client_id|(ios|android)\..+)$/

function* text(kind: string, value: unknown): Generator<Identifier> {
  if (typeof value === 'string' || typeof value === 'number') yield { kind, value: String(value) }
}

function* inContext({
  device: described,
  externalIds,
}: InboxEvent['context']): Generator<Identifier> {
  yield* device(described)
  if (!Array.isArray(externalIds)) return
  for (const one of externalIds) yield* external(one)
}

function* device(value: unknown): Generator<Identifier> {
  if (!(value instanceof Object) || !('type' in value)) return
  if (value.type !== 'ios' && value.type !== 'android') return
  if ('id' in value) yield* text(`${value.type}.id`, value.id)
  if ('token' in value) yield* text(`${value.type}.push_token`, value.token)
}

function* external(value: unknown): Generator<Identifier> {
  if (!(value instanceof Object) || !('id' in value) || !('type' in value)) return
  if (typeof value.type === 'string' && /^[a-zA-Z][\w.-]{0,60}$/.test(value.type)) {
    yield* text(value.type, value.id)
  }
}

function previousOf({ type, previousId, userId, anonymousId }: InboxEvent, rules: Rulebook) {
  if (type !== 'alias' || !previousId || previousId === (userId ?? anonymousId)) return undefined
  const asVisitor = usableForm('anonymous_id', previousId, rules)
  const asUser = usableForm('user_id', previousId, rules)
  if (typeof asVisitor === 'string' || typeof asUser === 'string') return undefined
  return { asUser, asVisitor }
}

/** What is decided about tracking itself must reach whoever decided. */
const decisions = new Set(['Consent Given', 'Consent Withdrawn'])

/** Somebody who refuses to be measured is nobody's profile, as far as this event goes. */
function refusesTracking({ name, context }: InboxEvent): boolean {
  const consent = context.consent
  if (!(consent instanceof Object) || decisions.has(name)) return false
  const said: { analytics?: unknown; analytics_storage?: unknown; categoryPreferences?: unknown } =
    consent
  if (said.analytics === 'denied' || said.analytics_storage === 'denied') return true
  const categories = said.categoryPreferences
  return categories instanceof Object && 'Analytics' in categories && categories.Analytics === false
}
