import { z } from 'zod'

/** What sort of thing an identifier is: `email`, `ios.id`, `instagram` … */
export const IdentifierKind = z.string().regex(/^[a-zA-Z][\w.-]{0,60}$/)

/** How many identifiers of a kind one person may have. */
export const Limit = z.object({
  max: z.int().min(0).max(1000),
  /** Only those that came within so many days count; all, if null. */
  windowDays: z.number().positive().max(3650).nullable().default(null),
})
export type Limit = z.infer<typeof Limit>

/** By which rules a brand recognises its customers. */
export const IdentityRules = z.object({
  /** From the kind that says most to the one that says least; kinds not named come last, by alphabet. */
  priority: z.array(IdentifierKind).max(100),
  /** By kind; `*` is for all kinds not named. */
  limits: z.record(z.union([z.literal('*'), IdentifierKind]), Limit),
  maxMerges: z.int().min(0).max(10_000),
  maxIdentifiers: z.int().min(1).max(10_000),
  /** Values that name nobody: a text, or `/pattern/flags`. */
  blocked: z.array(z.string().min(1).max(400)).max(500),
  /** The country of phone numbers that do not name theirs. */
  region: z.string().regex(/^[A-Z]{2}$/),
  emailForm: z.enum(['lower-case', 'as-sent']),
  phoneForm: z.enum(['e164', 'as-sent']),
  /** Traits and properties that hold an identifier besides email, phone and loyaltyCard. */
  fields: z.record(z.string().min(1).max(100), IdentifierKind),
})
export type IdentityRules = z.infer<typeof IdentityRules>

export const NamedIdentifier = z.object({ kind: IdentifierKind, value: z.string().min(1).max(255) })
export type NamedIdentifier = z.infer<typeof NamedIdentifier>

export const Note = z.string().max(300).default('')

export const BlockedValue = NamedIdentifier.extend({
  note: z.string(),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
})
export type BlockedValue = z.infer<typeof BlockedValue>
export const NewBlockedValue = NamedIdentifier.extend({ note: Note })
export type NewBlockedValue = z.input<typeof NewBlockedValue>

export const KeptApart = z.object({
  one: NamedIdentifier,
  other: NamedIdentifier,
  note: z.string(),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
})
export type KeptApart = z.infer<typeof KeptApart>
export const NewKeptApart = z.object({ one: NamedIdentifier, other: NamedIdentifier, note: Note })
export type NewKeptApart = z.input<typeof NewKeptApart>

export const IdentitySettings = z.object({
  version: z.int(),
  rules: IdentityRules,
  /** What the product comes with, to go back to. */
  defaults: IdentityRules,
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
})
export type IdentitySettings = z.infer<typeof IdentitySettings>

/** Something that recognising left aside. */
export const IdentityWarning = z.object({
  /** Whom it concerns; null for a value that names nobody. */
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  /** `identifier_limit:KIND`, `merge_limit`, `mapping_limit`, `kept_apart`, `alias_refused` … */
  code: z.string(),
  kind: z.string(),
  value: z.string(),
  holderId: z.uuid().nullable(),
  holderName: z.string().nullable(),
  identifiers: z.array(z.string()),
  eventId: z.uuid(),
  times: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
})
export type IdentityWarning = z.infer<typeof IdentityWarning>

/** How a person was before they were joined with another, or parted again. */
export const PersonState = z.looseObject({
  customerId: z.uuid(),
  traits: z.record(z.string(), z.unknown()),
  identifiers: z.array(z.string()),
  language: z.string(),
  timeZone: z.string(),
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
})
export type PersonState = z.infer<typeof PersonState>

/** One line of the merge log: why two are one, and whether that was undone. */
export const MergeLine = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  keptId: z.uuid(),
  absorbedId: z.uuid(),
  /** The name of the person that both are now, if they gave one. */
  name: z.string().nullable(),
  finalId: z.uuid(),
  /** `rule`, or who of the team, as `person:ID`. */
  by: z.string(),
  reason: z.string(),
  forced: z.boolean(),
  eventId: z.uuid(),
  matched: z.array(z.string()),
  before: z.object({ kept: PersonState, absorbed: PersonState }),
  undone: z
    .object({
      at: z.iso.datetime(),
      by: z.string(),
      reason: z.string(),
    })
    .nullable(),
})
export type MergeLine = z.infer<typeof MergeLine>

export const MergePage = z.object({ merges: z.array(MergeLine), next: z.string().nullable() })
export type MergePage = z.infer<typeof MergePage>

export const Reason = z.string().trim().min(3).max(300)

export const NewMerge = z.object({ absorb: z.uuid(), reason: Reason })
export type NewMerge = z.infer<typeof NewMerge>

export const NewUnmerge = z.object({
  reason: Reason,
  /** Whether the two are never to be joined again by the same identifiers. */
  keepApart: z.boolean().default(true),
})
export type NewUnmerge = z.input<typeof NewUnmerge>

export const NewDetachment = NamedIdentifier.extend({ reason: Reason })
export type NewDetachment = z.infer<typeof NewDetachment>

/** What was ordered takes effect in its place among the events: the one that carries it out. */
export const Ordered = z.object({ eventId: z.uuid() })
export type Ordered = z.infer<typeof Ordered>

/** Rules, blocked values and pairs as they might be: what is not named stays as it is. */
export const PreviewAsked = z.object({
  rules: IdentityRules.optional(),
  blocked: z.array(NamedIdentifier).max(100).default([]),
  apart: z
    .array(z.object({ one: NamedIdentifier, other: NamedIdentifier }))
    .max(100)
    .default([]),
})
export type PreviewAsked = z.infer<typeof PreviewAsked>

export const PreviewPart = z.object({
  count: z.int(),
  examples: z.array(
    z.object({
      customerId: z.uuid(),
      name: z.string().nullable(),
      why: z.string(),
      other: z.object({ customerId: z.uuid(), name: z.string().nullable() }).nullable(),
      identifier: z.object({ kind: z.string(), value: z.string() }).nullable(),
    }),
  ),
})
export type PreviewPart = z.infer<typeof PreviewPart>

/** What other rules would have made of the customers there are. */
export const RulePreview = z.object({
  splits: PreviewPart,
  detachments: PreviewPart,
  merges: PreviewPart,
  /** False when there was no time to look at everybody: it is at least so many. */
  complete: z.boolean(),
})
export type RulePreview = z.infer<typeof RulePreview>
