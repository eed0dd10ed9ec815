import { z } from 'zod'

export const syncKinds = ['webhook', 'google', 'meta'] as const

const secret = z.string().trim().min(1).max(4_000)
const digits = z
  .string()
  .trim()
  .regex(/^\d{1,30}$/)

/** Where an audience goes, and what lets us in there. A secret is told once and never shown again. */
export const SyncTarget = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }).max(500),
    /** What calls are signed with; made up, if absent. */
    secret: z.string().min(16).max(200).optional(),
  }),
  z.strictObject({
    kind: z.literal('google'),
    /** The account that advertises, and its Customer Match list. */
    accountId: digits,
    listId: digits,
    /** The manager account through which one signs in, where there is one. */
    loginAccountId: digits.optional(),
    clientId: secret,
    clientSecret: secret,
    refreshToken: secret,
  }),
  z.strictObject({
    kind: z.literal('meta'),
    /** The custom audience. */
    listId: digits,
    accessToken: secret,
  }),
])
export type SyncTarget = z.infer<typeof SyncTarget>

export const NewSync = z.object({ name: z.string().trim().min(1).max(120), target: SyncTarget })
export type NewSync = z.infer<typeof NewSync>

export const SyncState = z.enum(['active', 'paused', 'failed'])
export type SyncState = z.infer<typeof SyncState>

export const SyncCall = z.object({
  at: z.iso.datetime(),
  action: z.enum(['add', 'remove']),
  people: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable(),
})
export type SyncCall = z.infer<typeof SyncCall>

export const Sync = z.object({
  id: z.uuid(),
  audienceId: z.uuid(),
  kind: z.enum(syncKinds),
  name: z.string(),
  /** What may be shown of the target. */
  target: z.record(z.string(), z.string()),
  state: SyncState,
  /** Who is there now. */
  synced: z.int(),
  added: z.int(),
  removed: z.int(),
  barred: z.int(),
  nameless: z.int(),
  tries: z.int(),
  lastError: z.string().nullable(),
  nextAt: z.iso.datetime(),
  doneAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  calls: z.array(SyncCall),
})
export type Sync = z.infer<typeof Sync>

/** The answer to who creates one: of a webhook the secret, which is told this once. */
export const SyncCreated = z.object({ sync: Sync, secret: z.string().nullable() })

export const SyncChange = z.object({ state: z.enum(['active', 'paused']) })
