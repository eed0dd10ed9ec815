import {
  type Channel,
  Channel as ChannelName,
  type Properties,
  type SourceKind,
} from './contract.ts'
import type { InboxEvent } from './inbox-event.ts'
import { moments } from './moment.ts'

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

/**
 * Reads one event of the Segment HTTP API. Hand-written rather than a schema, because every event of
 * every visitor passes here. What cannot be used is refused with a reason, never mended in silence.
 */
export function readEvent(raw: unknown, type: unknown, arrival: Arrival): InboxEvent | Refused {
  if (!isObject(raw)) return refused('not-an-object', typeof raw)
  const kind = type ?? raw.type
  if (typeof kind !== 'string' || !(kind === 'track' || kind in names)) {
    return refused('type-unknown', String(kind))
  }
  const said = raw.originalTimestamp ?? raw.timestamp
  const times = moments(said, raw.sentAt ?? arrival.sentAt, arrival.receivedAt)
  if (!times) return refused('timestamp-unusable', String(said))

  const context = { ...arrival.context, ...objectOr(raw.context) }
  const event: InboxEvent = {
    id: arrival.newId(),
    sourceId: arrival.sourceId,
    messageId: idText(raw.messageId) ?? arrival.newId(),
    type: kind as InboxEvent['type'],
    name: names[kind] ?? String(raw.event ?? ''),
    ...times,
    receivedAt: arrival.receivedAt,
    channel: channelOf(context, arrival.kind),
    ...contentOf(kind, raw),
    context,
  }
  if (arrival.historical) event.historical = true
  if (arrival.shared || isShared(context, arrival.kind)) event.shared = true
  addIdentity(event, raw)
  return faultOf(event) ?? arrival.inspect?.(event, raw) ?? event
}

/** What an event says: an identify says traits, a page its name among its properties. */
function contentOf(kind: string, raw: Properties): Pick<InboxEvent, 'traits' | 'properties'> {
  const properties = objectOr(raw.properties)
  const traits = objectOr(raw.traits)
  if (kind === 'identify') return { traits, properties }
  if (kind === 'track' || typeof raw.name !== 'string') {
    return { properties: { ...traits, ...properties } }
  }
  return { properties: { name: raw.name, ...properties } }
}

function addIdentity(event: InboxEvent, raw: Properties): void {
  const userId = idText(raw.userId)
  const anonymousId = idText(raw.anonymousId)
  const previousId = idText(raw.previousId)
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
  if (!event.userId && !event.anonymousId && !externalIds(event.context) && !event.historical) {
    return refused('identity-missing', 'userId, anonymousId')
  }
  if (event.type === 'group' && !event.groupId) return refused('group-missing', 'groupId')
  if (event.traits && Object.keys(event.traits).length > maxTraits) {
    return refused('too-many-traits', String(Object.keys(event.traits).length))
  }
  return undefined
}

function externalIds(context: Properties): boolean {
  return Array.isArray(context.externalIds) && context.externalIds.length > 0
}

function isShared(context: Properties, kind: SourceKind): boolean {
  return kind === 'till' || kind === 'kiosk' || objectOr(context.device).shared === true
}

function channelOf(context: Properties, kind: SourceKind): Channel {
  const stated = ChannelName.safeParse(context.channel)
  return stated.success && kind !== 'browser' ? stated.data : channelOfKind[kind]
}

/** An identifier as text: sites send numbers too. */
function idText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function objectOr(value: unknown): Properties {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function refused(reason: RefusedReason, detail: string): Refused {
  return { reason, detail: detail.slice(0, 500) }
}
