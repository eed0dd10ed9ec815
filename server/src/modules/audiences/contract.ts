import { z } from 'zod'
import { Condition } from './condition-contract.ts'

export const AudienceState = z.enum(['building', 'live', 'off'])
export type AudienceState = z.infer<typeof AudienceState>

export const Audience = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int(),
  /** Null when it cannot be read, having been written by a later version: the audience is then off. */
  condition: Condition.nullable(),
  state: AudienceState,
  /** Why it was switched off. */
  reason: z.string().nullable(),
  members: z.int(),
  /** Customers looked at while it is being built, of so many in all. */
  built: z.int(),
  toBuild: z.int(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
})
export type Audience = z.infer<typeof Audience>

/** Where an audience is used: by a journey, a campaign, another audience, or where it is sent. */
export const AudienceUse = z.object({
  kind: z.enum(['journey', 'campaign', 'audience', 'sync']),
  id: z.uuid(),
  name: z.string(),
  /** What would miss it today; a draft would only say so. */
  live: z.boolean(),
})
export type AudienceUse = z.infer<typeof AudienceUse>

export const NewAudience = z.object({
  name: z.string().trim().min(1).max(120),
  condition: Condition,
})
export type NewAudience = z.infer<typeof NewAudience>

export const AudienceEdit = z.object({
  name: z.string().trim().min(1).max(120).optional(),
  condition: Condition.optional(),
})
export type AudienceEdit = z.infer<typeof AudienceEdit>

export const AudienceVersion = z.object({
  version: z.int(),
  name: z.string(),
  condition: Condition,
  changedAt: z.iso.datetime(),
  /** Their name, if they are still of the team. */
  changedBy: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
})
export type AudienceVersion = z.infer<typeof AudienceVersion>

/** A day of an audience; its size as it was last counted, null before anybody counted. */
export const SizeDay = z.object({
  day: z.iso.date(),
  entered: z.int(),
  departed: z.int(),
  members: z.int().nullable(),
})
export type SizeDay = z.infer<typeof SizeDay>

/** A customer as lists show them. */
export const Shown = z.object({ customerId: z.uuid(), name: z.string().nullable() })
export type Shown = z.infer<typeof Shown>

export const Member = Shown.extend({ since: z.iso.datetime() })
export type Member = z.infer<typeof Member>
export const MemberPage = z.object({ members: z.array(Member), next: z.string().nullable() })
export type MemberPage = z.infer<typeof MemberPage>

export const SizeInput = z.object({ condition: Condition })
export const AudienceSize = z.object({
  size: z.int(),
  /** False when it was worked out from a random part of the customers: so many were looked at. */
  exact: z.boolean(),
  looked: z.int(),
  /** Nineteen times of twenty it lies between these. */
  low: z.int(),
  high: z.int(),
  customers: z.int(),
  sample: z.array(Shown),
})
export type AudienceSize = z.infer<typeof AudienceSize>

/** `after` and `at` are what the stretch before it answered as `next` and `at`. */
export const CountInput = SizeInput.extend({
  after: z.uuid().optional(),
  at: z.iso.datetime().optional(),
})

/** A stretch of an exact count. */
export const AudienceCount = z.object({
  found: z.int(),
  looked: z.int(),
  /** The moment for which it counts. */
  at: z.iso.datetime(),
  /** Where the next one goes on; null when everybody has been looked at. */
  next: z.uuid().nullable(),
})
export type AudienceCount = z.infer<typeof AudienceCount>

/** One leaf of a condition and how it stands with one customer. */
export const LeafFinding = z.object({
  /** Its place in the condition: `1.0` is the first part of the second part. */
  place: z.string(),
  leaf: Condition,
  is: z.boolean(),
  /** It stands behind a not: who is meant does not fulfil it. */
  denied: z.boolean(),
  /** What was compared: a value, a count, a time, a state of consent. */
  found: z.unknown(),
  /** When time alone will change it. */
  changesAt: z.iso.datetime().nullable(),
})
export type LeafFinding = z.infer<typeof LeafFinding>

export const Why = z.object({
  is: z.boolean(),
  since: z.iso.datetime().nullable(),
  changesAt: z.iso.datetime().nullable(),
  leaves: z.array(LeafFinding),
})
export type Why = z.infer<typeof Why>

export const Membership = z.object({
  audienceId: z.uuid(),
  name: z.string(),
  since: z.iso.datetime(),
})
export type Membership = z.infer<typeof Membership>
