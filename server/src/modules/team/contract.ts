import { z } from 'zod'

export const Role = z.enum([
  'owner',
  'marketer',
  'associate',
  'agent',
  'analyst',
  'data_officer',
  'developer',
])
export type Role = z.infer<typeof Role>

export const Right = z.enum([
  'customers:read',
  'customers:write',
  'identity:write',
  'events:read',
  'sources:read',
  'sources:write',
  'import:write',
  'audiences:read',
  'audiences:write',
  'journeys:read',
  'journeys:write',
  'messages:read',
  'messages:write',
  'messages:send',
  'consent:read',
  'consent:write',
  'privacy:write',
  'insight:read',
  'team:read',
  'team:write',
  'audit:read',
  'settings:read',
  'settings:write',
  'promotions:read',
  'promotions:write',
  'payments:read',
  'payments:refund',
  'catalog:read',
  'catalog:write',
  'stock:read',
  'stock:write',
  'orders:read',
  'orders:write',
  'till:read',
  'till:write',
  'clock:write',
])
export type Right = z.infer<typeof Right>

/** What each role may do. Routes check it, the console hides what it would refuse. */
export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  owner: Right.options,
  marketer: [
    'customers:read',
    'events:read',
    'audiences:read',
    'audiences:write',
    'journeys:read',
    'journeys:write',
    'messages:read',
    'messages:write',
    'messages:send',
    'consent:read',
    'insight:read',
    'settings:read',
    'catalog:read',
    'catalog:write',
    'promotions:read',
    'promotions:write',
    'stock:read',
    'orders:read',
  ],
  associate: [
    'customers:read',
    'customers:write',
    'consent:read',
    'consent:write',
    'catalog:read',
    'promotions:read',
    'payments:read',
    'stock:read',
    'stock:write',
    'orders:read',
    'orders:write',
    'till:read',
    'till:write',
  ],
  agent: [
    'customers:read',
    'customers:write',
    'events:read',
    'messages:read',
    'consent:read',
    'consent:write',
    'catalog:read',
    'promotions:read',
    'payments:read',
    'payments:refund',
    'stock:read',
    'orders:read',
    'orders:write',
    'till:read',
  ],
  analyst: [
    'customers:read',
    'identity:write',
    'events:read',
    'audiences:read',
    'journeys:read',
    'messages:read',
    'insight:read',
    'catalog:read',
    'promotions:read',
    'payments:read',
    'stock:read',
    'orders:read',
    'till:read',
  ],
  data_officer: [
    'customers:read',
    'identity:write',
    'events:read',
    'audiences:read',
    'journeys:read',
    'messages:read',
    'consent:read',
    'consent:write',
    'privacy:write',
    'team:read',
    'audit:read',
  ],
  developer: [
    'customers:read',
    'customers:write',
    'identity:write',
    'events:read',
    'sources:read',
    'sources:write',
    'import:write',
    'audiences:read',
    'journeys:read',
    'messages:read',
    'settings:read',
    'catalog:read',
    'catalog:write',
    'stock:read',
    'stock:write',
    'orders:read',
    'orders:write',
    'till:read',
  ],
}

export const Language = z.enum(['fr', 'en'])
export type Language = z.infer<typeof Language>

/** `access` of a route besides a right: anybody, or any person who is signed in at the console. */
export const openAccess = ['public', 'session'] as const

export const Brand = z.object({
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  languages: z.array(Language),
})
export type Brand = z.infer<typeof Brand>

export const Person = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  language: Language,
})
export type Person = z.infer<typeof Person>

export const Session = z.object({
  person: Person,
  rights: z.array(Right),
  /** Whether this is a demo, whose clock may be moved; `now` is what that clock says. */
  demo: z.boolean(),
  now: z.iso.datetime(),
  brand: Brand,
})
export type Session = z.infer<typeof Session>

export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254))
export const Name = z.string().trim().min(1).max(120)
export const Password = z.string().min(12).max(128)

export const SignInInput = z.object({ email: Email, password: z.string().min(1).max(128) })
export type SignInInput = z.infer<typeof SignInInput>

export const JoinInput = z.object({
  token: z.string().min(1).max(200),
  name: Name,
  password: Password,
  language: Language.default('fr'),
})
export type JoinInput = z.infer<typeof JoinInput>

export const OwnerInput = JoinInput.extend({ email: Email })
export type OwnerInput = z.infer<typeof OwnerInput>

export const InviteInput = z.object({ email: Email, role: Role })
export type InviteInput = z.infer<typeof InviteInput>

/** The link is told once, to whoever invites; only its hash is kept. */
export const Invited = z.object({ id: z.uuid(), link: z.string(), expiresAt: z.iso.datetime() })
export type Invited = z.infer<typeof Invited>

export const People = z.object({
  people: z.array(
    Person.extend({
      createdAt: z.iso.datetime(),
      /** What they prove beside a password. */
      proofs: z.array(z.enum(['authenticator', 'passkey'])),
      /** The last day on which they were in; null when no session of theirs is open. */
      lastIn: z.iso.datetime().nullable(),
    }),
  ),
  invitations: z.array(
    z.object({ id: z.uuid(), email: z.string(), role: Role, expiresAt: z.iso.datetime() }),
  ),
})
export type People = z.infer<typeof People>

export const KeyInput = z.object({
  name: Name,
  rights: z.array(Right).min(1),
  /** From then on it is refused, by the wall's clock. */
  expiresAt: z.iso.datetime().nullable().default(null),
})
export type KeyInput = z.input<typeof KeyInput>

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  rights: z.array(Right),
  /** The beginning of the key, to tell it from others. */
  prefix: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

/** The one time that the whole key is told. */
export const NewKey = ApiKey.extend({ key: z.string() })
export type NewKey = z.infer<typeof NewKey>

export const AuditLine = z.object({
  position: z.int(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  action: z.string(),
  object: z.string(),
  details: z.looseObject({}),
  hash: z.string(),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditQuery = z.object({
  before: z.coerce.number().int().positive().optional(),
  object: z.string().max(200).optional(),
  /** Who did it, as `person:ID` or `key:ID`. */
  actor: z.string().max(200).optional(),
  /** The part of the product it was done in: what stands before the `/` of an action. */
  area: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof AuditQuery>

/** Latest first; `next` is the `before` of the following page. */
export const AuditPage = z.object({
  lines: z.array(AuditLine),
  next: z.int().nullable(),
})
export type AuditPage = z.infer<typeof AuditPage>

/** What reading the whole audit again has shown. */
export const AuditVerdict = z.object({
  /** Lines that were read and found as they were written. */
  intact: z.int(),
  /** The first line that was altered, removed or slipped in; absent when all are as written. */
  firstAltered: z.object({ position: z.int(), id: z.uuid().nullable() }).optional(),
  /** The last hash. Kept elsewhere (on paper, by a notary), it proves all lines up to it. */
  head: z.string(),
})
export type AuditVerdict = z.infer<typeof AuditVerdict>

/** What runs here, for whoever asks or answers for it. */
export const Installation = z.object({
  version: z.string(),
  /** Where people reach it. */
  address: z.string(),
  /** The version of PostgreSQL below. */
  database: z.string(),
  demo: z.boolean(),
})
export type Installation = z.infer<typeof Installation>
