import { z } from 'zod'

export const ConsentChannel = z.enum(['email', 'sms', 'push', 'web'])
export type ConsentChannel = z.infer<typeof ConsentChannel>

export const Purpose = z.enum([
  'marketing',
  'email_open_tracking',
  'analytics',
  'advertising',
  'personalisation',
  'service',
])
export type Purpose = z.infer<typeof Purpose>

interface PurposeRule {
  /** On what the law lets it rest: a yes of the person, or the contract they made with the brand. */
  readonly basis: 'consent' | 'contract'
  readonly channels: readonly ConsentChannel[]
  /** After so many months a yes must be asked for again. */
  readonly months?: number
}

/** What a brand may want to do with a person, and on what it rests. */
export const purposes: Readonly<Record<Purpose, PurposeRule>> = {
  marketing: { basis: 'consent', channels: ['email', 'sms', 'push'] },
  email_open_tracking: { basis: 'consent', channels: ['email'] },
  analytics: { basis: 'consent', channels: ['web'], months: 13 },
  /** Measuring advertisements and showing them to people by what they did. */
  advertising: { basis: 'consent', channels: ['web'], months: 13 },
  /** Showing other things to a visitor by what they did before. */
  personalisation: { basis: 'consent', channels: ['web'], months: 13 },
  /** Order confirmations and the like: what a customer who bought must be told. */
  service: { basis: 'contract', channels: ['email', 'sms', 'push'] },
}

export const DecisionKind = z.enum(['given', 'withdrawn'])
export type DecisionKind = z.infer<typeof DecisionKind>

/** `pending`: a yes that its address has not confirmed. */
export const DecisionState = z.enum(['given', 'withdrawn', 'pending'])
export type DecisionState = z.infer<typeof DecisionState>

export const ConsentLanguage = z.enum(['fr', 'en'])
export type ConsentLanguage = z.infer<typeof ConsentLanguage>

/** The exact words that a person saw when they said yes. Never edited: other words, another version. */
export const Wording = z.object({
  id: z.uuid(),
  purpose: Purpose,
  channel: ConsentChannel,
  version: z.string(),
  language: ConsentLanguage,
  text: z.string(),
  textHash: z.string(),
  createdAt: z.iso.datetime(),
})
export type Wording = z.infer<typeof Wording>

export const NewWording = z.object({
  purpose: Purpose,
  channel: ConsentChannel,
  version: z.string().min(1).max(60),
  language: ConsentLanguage,
  text: z.string().min(10).max(4000),
})
export type NewWording = z.infer<typeof NewWording>

/** One line of the ledger: who decided what, when, where, upon which words. */
export const Decision = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  purpose: Purpose,
  channel: ConsentChannel,
  decision: DecisionState,
  at: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  sourceKind: z.string(),
  sourceId: z.string().nullable(),
  form: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  operator: z.string().nullable(),
  identifier: z.string().nullable(),
  messageId: z.uuid().nullable(),
  /** When a yes ends by itself. */
  expiresAt: z.iso.datetime().nullable(),
  /** Who holds parental authority and agreed too. */
  parent: z.string().nullable(),
  /** Of a confirmation: the decision that it confirms, and when that was asked. */
  confirms: z.uuid().nullable(),
  askedAt: z.iso.datetime().nullable(),
  /** Where the paper or the recording is kept. */
  proof: z.string().nullable(),
  wording: z
    .object({
      id: z.uuid(),
      version: z.string(),
      language: z.string(),
      text: z.string(),
      textHash: z.string(),
    })
    .nullable(),
  /** `profile` when nothing said which language was shown, and the customer's own was taken. */
  languageFrom: z.enum(['stated', 'profile']).nullable(),
})
export type Decision = z.infer<typeof Decision>

/** Where one purpose stands on one channel. `unknown` is a no: nobody ever asked. */
export const ConsentStanding = z.object({
  purpose: Purpose,
  channel: ConsentChannel,
  basis: z.enum(['consent', 'contract']),
  state: z.enum(['given', 'withdrawn', 'pending', 'expired', 'unknown']),
  at: z.iso.datetime().nullable(),
  decisionId: z.uuid().nullable(),
})
export type ConsentStanding = z.infer<typeof ConsentStanding>

export const CustomerConsents = z.object({
  standings: z.array(ConsentStanding),
  history: z.array(Decision),
})
export type CustomerConsents = z.infer<typeof CustomerConsents>

export const DecideInput = z.object({
  purpose: Purpose,
  channel: ConsentChannel,
  decision: DecisionKind,
  /** Needed for a yes: the version of the words that were shown or read out. */
  wording: z.string().max(60).optional(),
  language: ConsentLanguage.optional(),
  form: z.string().max(200).optional(),
  /** Of a person too young to consent alone: who holds parental authority and agrees. */
  parent: z.string().trim().min(3).max(200).optional(),
  /** Where the signed paper or the recording is kept. */
  proof: z.string().trim().max(400).optional(),
})
export type DecideInput = z.infer<typeof DecideInput>

/** The preference page as a customer would see it now; nothing in it works. */
export const PreferencePreview = z.object({ language: ConsentLanguage, html: z.string() })
export type PreferencePreview = z.infer<typeof PreferencePreview>

/** What a brand decided about how it asks. */
export const ConsentRules = z.object({
  /** Writing without a yes to who bought, for what is alike, having offered the refusal since a day. */
  softOptIn: z.object({
    channels: z.array(z.enum(['email', 'sms'])),
    offeredSince: z.iso.date().nullable(),
  }),
  /** Channels on which a yes counts only once the address has answered, and how long it may take. */
  doubleOptIn: z.object({
    channels: z.array(z.enum(['email'])),
    withinDays: z.int().min(1).max(60),
  }),
})
export type ConsentRules = z.infer<typeof ConsentRules>

/** What is kept for how long: people by what they are to the brand, rows by their own age. */
export const RetentionRule = z.enum([
  'visitors',
  'prospects',
  'customers',
  'orders',
  'measurement',
  'set_aside',
])
export type RetentionRule = z.infer<typeof RetentionRule>

const months = (least: number, most: number) => z.int().min(least).max(most)

/** In months. What the law says of accounts and of measurement cannot be undercut or exceeded. */
export const RetentionRules = z.object({
  visitors: months(1, 25),
  prospects: months(1, 60),
  customers: months(1, 120),
  orders: months(120, 240),
  measurement: months(1, 25),
  set_aside: months(1, 12),
})
export type RetentionRules = z.infer<typeof RetentionRules>

export const RetentionView = z.object({
  /** False when there were more people to look at than a page may wait for. */
  complete: z.boolean(),
  rules: z.array(
    z.object({
      rule: RetentionRule,
      months: z.int(),
      dueNow: z.int(),
      /** Of what is not due now: within the next thirty days. */
      dueSoon: z.int(),
    }),
  ),
  runs: z.array(z.object({ at: z.iso.datetime(), rule: RetentionRule, rows: z.int() })),
})
export type RetentionView = z.infer<typeof RetentionView>

const counted = { views: z.int(), visitors: z.int() }

/** What is known of an audience without knowing anybody in it. */
export const Measurement = z.object({
  days: z.array(z.object({ day: z.iso.date(), ...counted })),
  pages: z.array(z.object({ path: z.string(), ...counted })),
})
export type Measurement = z.infer<typeof Measurement>

export const RequestKind = z.enum(['export', 'erasure'])
export type RequestKind = z.infer<typeof RequestKind>

export const RequestState = z.enum(['asked', 'verified', 'running', 'done', 'refused'])
export type RequestState = z.infer<typeof RequestState>

/** What was done with one table, and with how many of its rows. */
export const ReceiptLine = z.object({
  table: z.string(),
  rows: z.int(),
  done: z.enum(['exported', 'erased', 'pseudonymised', 'kept']),
  /** Why rows were kept, in whole or without the name. */
  reason: z.string().optional(),
})
export type ReceiptLine = z.infer<typeof ReceiptLine>

/** What a person asks by law, with the clock that the law sets. */
export const PrivacyRequest = z.object({
  id: z.uuid(),
  kind: RequestKind,
  state: RequestState,
  identifierKind: z.string(),
  /** Null once the person is erased. */
  identifier: z.string().nullable(),
  customerId: z.uuid().nullable(),
  language: ConsentLanguage,
  bar: z.boolean(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  extendedAt: z.iso.datetime().nullable(),
  extensionReason: z.string().nullable(),
  /** Whether a code is on its way that still holds. */
  codeSent: z.boolean(),
  verifiedAt: z.iso.datetime().nullable(),
  verifiedBy: z.string().nullable(),
  verifiedHow: z.string().nullable(),
  doneAt: z.iso.datetime().nullable(),
  refusedReason: z.string().nullable(),
  receipt: z.array(ReceiptLine),
  /** Of an export that is done: where its files are, and until when. */
  link: z.object({ url: z.string(), expiresAt: z.iso.datetime() }).nullable(),
})
export type PrivacyRequest = z.infer<typeof PrivacyRequest>

export const NewRequest = z.object({
  kind: RequestKind,
  /** `email`, `phone`, `loyalty_card`, `user_id` … */
  by: z.string().min(1).max(60),
  value: z.string().trim().min(1).max(255),
  /** Of an erasure: whether events that name the person are refused from then on. */
  bar: z.boolean().default(false),
})
export type NewRequest = z.infer<typeof NewRequest>

export const Verification = z.union([
  z.object({ code: z.string().regex(/^\d{6}$/) }),
  /** How somebody of the team knows who asked: came to the shop, showed a card. */
  z.object({ vouched: z.string().trim().min(3).max(300) }),
])
export type Verification = z.infer<typeof Verification>

export const Because = z.object({ reason: z.string().trim().min(3).max(500) })
