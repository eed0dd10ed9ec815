import {
  type Channel,
  Channel as ChannelName,
  type Properties,
  type SourceKind,
} from './contract.ts'
import type { InboxEvent } from './inbox-event.ts'
import { idText, isObject, objectOr } from './json.ts'
import { moments } from './moment.ts'
import { type Connection, surroundings } from './surroundings.ts'

/** Why an event could not be taken; texts for people live in the console under `quarantine.<reason>`. */
export type RefusedReason =
  | 'not-an-object'
  | 'type-unknown'
  | 'event-missing'
  | 'identity-missing'
  | 'group-missing'
  | 'message-id-too-long'
  | 'timestamp-unusable'
  | 'unstorable-text'
  | 'too-many-traits'
  | 'too-large'
  | 'too-deep'
  | 'plan-violated'
  | 'barred'
  | 'mapping-missing'

export interface Refused {
  readonly reason: RefusedReason
  readonly detail: string
}

/** What an event does not say itself: whose door it came through, and when. */
export interface Arrival {
  readonly sourceId: string
  readonly kind: SourceKind
  readonly receivedAt: number
  readonly sentAt?: unknown
  /** Of the batch: merged into each of its events. */
  readonly context?: Properties
  readonly connection?: Connection
  readonly historical?: true
  /** The source's devices are used by many people. */
  readonly shared?: true
  /** Looks at an event that could be read, beside what came; it may add to it, or refuse it. */
  readonly inspect?: (event: InboxEvent, raw: unknown) => Refused | undefined
  readonly newId: () => string
}

const maxMessageId = 100
const maxTraits = 300
const maxName = 200

const names: Record<string, string> = {
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  identify: 'Identified',
  group: 'Joined Group',
  alias: 'Aliased',
}

const channelOfKind: Record<SourceKind, Channel> = {
  browser: 'web',
  server: 'web',
  app: 'app',
  till: 'shop',
  kiosk: 'shop',
  webhook: 'api',
  import: 'api',
}

/** What a client wrote, whatever it is: an object may have no way of its own to become a text. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value)?.slice(0, 200) ?? 'undefined')

/**
 * Reads one event of the Segment HTTP API. Hand-written rather than a schema, because every event of
 * every visitor passes here. What cannot be used is refused with a reason, never mended in silence.
 */
export function readEvent(raw: unknown, type: unknown, arrival: Arrival): InboxEvent | Refused {
  if (!isObject(raw)) return refused('not-an-object', typeof raw)
  const kind = type ?? raw.type
  if (typeof kind !== 'string' || !(kind === 'track' || kind in names)) {
    return refused('type-unknown', shown(kind))
  }
  const times = moments(raw, arrival.sentAt ?? raw.sentAt, arrival.receivedAt)
  if (!times) return refused('timestamp-unusable', shown(raw.timestamp ?? raw.originalTimestamp))

  const context = surroundings(objectOr(raw.context), arrival)
  const event: InboxEvent = {
    id: arrival.newId(),
    sourceId: arrival.sourceId,
    messageId: idText(raw.messageId) ?? arrival.newId(),
    type: kind as InboxEvent['type'],
    name: names[kind] ?? idText(raw.event) ?? '',
    ...times,
    receivedAt: arrival.receivedAt,
    channel: channelOf(context, arrival.kind),
    ...contentOf(kind, raw),
    context,
  }
  if (kind === 'identify') delete context.traits
  if (arrival.historical) event.historical = true
  if (arrival.shared || isShared(context, arrival.kind)) event.shared = true
  addIdentity(event, raw)
  return faultOf(event) ?? arrival.inspect?.(event, raw) ?? event
}

/** What an event says: an identify says traits, a page its name among its properties. */
function contentOf(kind: string, raw: Properties): Pick<InboxEvent, 'traits' | 'properties'> {
  const properties = objectOr(raw.properties)
  const traits = objectOr(raw.traits)
  // RudderStack's libraries say who somebody is in the context.
  if (kind === 'identify') {
    return { traits: { ...objectOr(objectOr(raw.context).traits), ...traits }, properties }
  }
  if (kind === 'track' || typeof raw.name !== 'string') {
    return { properties: { ...traits, ...properties } }
  }
  return { properties: { name: raw.name, ...properties } }
}

function addIdentity(event: InboxEvent, raw: Properties): void {
  const userId = idText(raw.userId)
  const anonymousId = idText(raw.anonymousId)
  const previousId = idText(raw.previousId) ?? (event.type === 'alias' ? anonymousId : undefined)
  const groupId = idText(raw.groupId)
  if (userId) event.userId = userId
  if (anonymousId) event.anonymousId = anonymousId
  if (previousId) event.previousId = previousId
  if (groupId) event.groupId = groupId
}

function faultOf(event: InboxEvent): Refused | undefined {
  if (event.messageId.length > maxMessageId) {
    return refused('message-id-too-long', `${event.messageId.length} characters`)
  }
  if (event.type === 'track' && (!event.name || event.name.length > maxName)) {
    return refused('event-missing', event.name)
  }
  const mayBeNobodys = event.historical && !decisions.has(event.name)
  if (!mayBeNobodys && !namesSomebody(event)) {
    return refused('identity-missing', 'userId, anonymousId')
  }
  if (event.type === 'group' && !event.groupId) return refused('group-missing', 'groupId')
  const traits = event.type === 'group' ? event.properties : event.traits
  const many = traits ? Object.keys(traits).length : 0
  return many > maxTraits ? refused('too-many-traits', String(many)) : undefined
}

/** Whether anything in it may say whose it is: a till knows a card or an address, and no user. */
/** Of history much is nobody's; a yes or a no that is nobody's says nothing. */
const decisions = new Set(['Consent Given', 'Consent Withdrawn'])

function namesSomebody({ userId, anonymousId, context, traits, properties }: InboxEvent): boolean {
  if (userId || anonymousId) return true
  if (Array.isArray(context.externalIds) && context.externalIds.length > 0) return true
  if (objectOr(context.device).id) return true
  const said = { ...properties, ...traits }
  return ['email', 'phone', 'loyaltyCard'].some((name) => Boolean(said[name]))
}

function isShared(context: Properties, kind: SourceKind): boolean {
  return kind === 'till' || kind === 'kiosk' || objectOr(context.device).shared === true
}

function channelOf(context: Properties, kind: SourceKind): Channel {
  const stated = ChannelName.safeParse(context.channel)
  return stated.success && kind !== 'browser' ? stated.data : channelOfKind[kind]
}

export function refused(reason: RefusedReason, detail: string): Refused {
  return { reason, detail: detail.slice(0, 500) }
}
