import { z } from 'zod'

/** How a value of a profile or an event is compared. `ne` holds for a missing value, nothing else does. */
export const comparisonOps = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'startsWith',
  'includes',
  'exists',
] as const
const ordering = new Set<string>(['gt', 'gte', 'lt', 'lte'])

/** `path` leads into nested values by dots. */
const comparison = {
  path: z.string().min(1).max(200),
  op: z.enum(comparisonOps),
  value: z.union([z.string().max(1000), z.number(), z.boolean()]).optional(),
}

const isNumber = (value: unknown) =>
  typeof value !== 'boolean' && String(value).trim() !== '' && Number.isFinite(Number(value))

const saysWhat = ({ op, value }: { op: string; value?: unknown }) =>
  op === 'exists' || (ordering.has(op) ? isNumber(value) : value !== undefined)

export const Comparison = z
  .strictObject(comparison)
  .refine(saysWhat, { error: 'comparison/value-missing' })
export type Comparison = z.infer<typeof Comparison>

const seconds = z
  .int()
  .min(1)
  .max(20 * 366 * 86_400)

/** Of a window only the most recent times are kept per customer, so its count has a limit. */
export const mostInWindow = 200

export const TraitLeaf = z
  .strictObject({ kind: z.literal('trait'), ...comparison })
  .refine(saysWhat, { error: 'comparison/value-missing' })
export type TraitLeaf = z.infer<typeof TraitLeaf>

/** So many occurrences of an event, ever or in a window that ends now, of all or of those that fit. */
export const EventLeaf = z
  .strictObject({
    kind: z.literal('event'),
    name: z.string().min(1).max(200),
    count: z.strictObject({
      op: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte']),
      n: z.int().min(0).max(1_000_000),
    }),
    withinSeconds: seconds.optional(),
    where: z.array(Comparison).max(10).optional(),
  })
  .refine(({ withinSeconds, count }) => !withinSeconds || count.n <= mostInWindow, {
    error: 'event/too-many-in-window',
  })
export type EventLeaf = z.infer<typeof EventLeaf>

/** First met, or last seen, no longer ago than this. */
export const SeenLeaf = z.strictObject({
  kind: z.literal('seen'),
  which: z.enum(['first', 'last']),
  withinSeconds: seconds,
})
export type SeenLeaf = z.infer<typeof SeenLeaf>

export const ConsentState = z.enum(['given', 'withdrawn', 'unknown'])
export type ConsentState = z.infer<typeof ConsentState>

/** Where the customer stands on one purpose and channel; who was never asked is `unknown`. */
export const ConsentLeaf = z.strictObject({
  kind: z.literal('consent'),
  purpose: z.string().min(1).max(60),
  channel: z.string().min(1).max(60),
  is: ConsentState,
})
export type ConsentLeaf = z.infer<typeof ConsentLeaf>

export type Leaf = TraitLeaf | EventLeaf | SeenLeaf | ConsentLeaf
/** `all` of nothing is everyone, `any` of nothing is nobody. */
export type Condition =
  | Leaf
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }

const part: z.ZodType<Condition> = z.lazy(() => Condition)
export const Condition: z.ZodType<Condition> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(part).max(100) }),
    z.strictObject({ kind: z.literal('not'), of: part }),
    TraitLeaf,
    EventLeaf,
    SeenLeaf,
    ConsentLeaf,
  ])
  .meta({ id: 'AudienceCondition' })

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
  changedBy: z.string(),
})
export type AudienceVersion = z.infer<typeof AudienceVersion>

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
  /** False when it was worked out from a random part of the customers. */
  exact: z.boolean(),
  customers: z.int(),
  sample: z.array(Shown),
})
export type AudienceSize = z.infer<typeof AudienceSize>

/** One leaf of a condition and how it stands with one customer. */
export const LeafFinding = z.object({
  /** Its place in the condition: `1.0` is the first part of the second part. */
  place: z.string(),
  leaf: Condition,
  is: z.boolean(),
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
