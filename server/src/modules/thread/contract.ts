import { z } from 'zod'
import { Alert } from './readers/contract.ts'

/** Where a customer was met, in the order in which every screen shows them. `api` is none of them. */
export const channels = [
  'web',
  'app',
  'shop',
  'email',
  'sms',
  'push',
  'social',
  'chat',
  'call',
  'api',
] as const
export const Channel = z.enum(channels)
export type Channel = z.infer<typeof Channel>

export const eventTypes = [
  'identify',
  'track',
  'page',
  'screen',
  'group',
  'alias',
  /** Recorded by one of our own modules. */
  'fact',
] as const
export const EventType = z.enum(eventTypes)
export type EventType = z.infer<typeof EventType>

export const sourceKinds = [
  'browser',
  'server',
  'app',
  'till',
  'kiosk',
  'webhook',
  'import',
] as const
export const SourceKind = z.enum(sourceKinds)
export type SourceKind = z.infer<typeof SourceKind>

export const Properties = z.record(z.string(), z.unknown())
export type Properties = z.infer<typeof Properties>

/** One event as it lies on a customer's thread. */
export const ThreadEntry = z.object({
  position: z.int(),
  customerId: z.uuid(),
  id: z.uuid(),
  type: EventType,
  name: z.string(),
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  channel: Channel,
  sourceId: z.uuid().nullable(),
  messageId: z.string(),
  properties: Properties,
  context: Properties,
  historical: z.boolean(),
})
export type ThreadEntry = z.infer<typeof ThreadEntry>

/** Which part of a timeline: everything, if nothing is said. */
export const TimelineFilters = z.object({
  channel: Channel.optional(),
  type: EventType.optional(),
  /** One name or several: `name=Order Completed&name=Order Refunded`. */
  name: z
    .union([z.string().max(200), z.array(z.string().max(200)).max(50)])
    .transform((names) => (typeof names === 'string' ? [names] : names))
    .optional(),
  /** From this moment on. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Before this moment. */
  to: z.iso.datetime({ offset: true }).optional(),
  /** The `next` of the page before. */
  before: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type TimelineFilters = z.infer<typeof TimelineFilters>

/** A page of a timeline, newest first; `next` is where the older one begins. */
export const TimelinePage = z.object({
  entries: z.array(ThreadEntry),
  next: z.string().nullable(),
})
export type TimelinePage = z.infer<typeof TimelinePage>

export const Source = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: SourceKind,
  writeKey: z.string(),
  createdAt: z.iso.datetime(),
  lastEventAt: z.iso.datetime().nullable(),
  accepted: z.int(),
  refused: z.int(),
  duplicates: z.int(),
  /** What is switched off is refused at the door. */
  enabled: z.boolean(),
  /** Origins of pages that may send with its key; none: any. */
  origins: z.array(z.string()),
  /** Many people use its devices, so their ids are nobody's. Always so at tills and kiosks. */
  shared: z.boolean(),
  /** Events a minute, in each process of the server; null: as many as come. */
  ratePerMinute: z.int().nullable(),
  /** Until when the key before this one is taken too. */
  previousKeyUntil: z.iso.datetime().nullable(),
})
export type Source = z.infer<typeof Source>

export const NewSource = z.object({ name: z.string().min(1).max(80), kind: SourceKind })
export type NewSource = z.infer<typeof NewSource>

/** An event that could not be taken, with the reason; nothing of it is lost. */
export const QuarantinedEvent = z.object({
  id: z.uuid(),
  sourceId: z.uuid(),
  reason: z.string(),
  detail: z.string(),
  receivedAt: z.iso.datetime(),
  /** The event as it came, at most its first 32 KB. */
  raw: z.string(),
})
export type QuarantinedEvent = z.infer<typeof QuarantinedEvent>

/** Which of the quarantine to try again; all, if nothing is said. */
export const RetryMany = z.strictObject({
  source: z.uuid().optional(),
  reason: z.string().max(100).optional(),
})
export type RetryMany = z.infer<typeof RetryMany>

/** How many went back to the thread, and how many are still refused. */
export const RetriedMany = z.object({ taken: z.int(), still: z.int() })
export type RetriedMany = z.infer<typeof RetriedMany>

/** A line of the live view: an event and what became of it. */
export const LiveEvent = ThreadEntry.extend({
  customerName: z.string().nullable(),
  sourceName: z.string().nullable(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** How far a consumer of the thread has come. */
export const ConsumerState = z.object({
  name: z.string(),
  position: z.int(),
  behind: z.int(),
  parked: z.int(),
})
export type ConsumerState = z.infer<typeof ConsumerState>

/** An event that made the weaver or a consumer fail, set aside with the error. */
export const ParkedEvent = z.object({
  id: z.uuid(),
  /** `weave`, or the name of the consumer. */
  consumer: z.string(),
  error: z.string(),
  parkedAt: z.iso.datetime(),
  body: z.unknown(),
})
export type ParkedEvent = z.infer<typeof ParkedEvent>

/** The thread's health: how far everybody is, and what waits for a person. */
export const ThreadHealth = z.object({
  consumers: z.array(ConsumerState),
  quarantined: z.int(),
  parked: z.int(),
  alerts: z.array(Alert),
})
export type ThreadHealth = z.infer<typeof ThreadHealth>
