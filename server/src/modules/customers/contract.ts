import { z } from 'zod'

const Traits = z.record(z.string(), z.unknown())

export const CustomerSummary = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string(),
  lastSeenAt: z.iso.datetime(),
  /** How a search found them: by a whole identifier, by words, or by words that come near. */
  match: z.enum(['identifier', 'words', 'near']).nullish(),
})
export type CustomerSummary = z.infer<typeof CustomerSummary>

export const CustomerPage = z.object({
  customers: z.array(CustomerSummary),
  next: z.string().nullable(),
})
export type CustomerPage = z.infer<typeof CustomerPage>

export const KnownIdentifier = z.object({
  kind: z.string(),
  value: z.string(),
  addedAt: z.iso.datetime(),
  /** The event that proved it. */
  eventId: z.uuid(),
  /** Where that event came from; null once it is kept no longer. */
  channel: z.string().nullable(),
  sourceName: z.string().nullable(),
})
export type KnownIdentifier = z.infer<typeof KnownIdentifier>

/** One merge: why two customers are one. */
export const MergeProof = z.object({
  id: z.uuid(),
  absorbedId: z.uuid(),
  at: z.iso.datetime(),
  eventId: z.uuid(),
  matched: z.array(z.string()),
})
export type MergeProof = z.infer<typeof MergeProof>

export const CustomerDetail = CustomerSummary.extend({
  timeZone: z.string(),
  createdAt: z.iso.datetime(),
  firstSeenAt: z.iso.datetime(),
  traits: Traits,
  identifiers: z.array(KnownIdentifier),
  merges: z.array(MergeProof),
})
export type CustomerDetail = z.infer<typeof CustomerDetail>
