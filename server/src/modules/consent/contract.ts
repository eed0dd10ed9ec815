import { z } from 'zod'

export const ConsentChannel = z.enum(['email', 'sms', 'push', 'web'])
export type ConsentChannel = z.infer<typeof ConsentChannel>

export const Purpose = z.enum(['marketing', 'email_open_tracking', 'analytics', 'service'])
export type Purpose = z.infer<typeof Purpose>

interface PurposeRule {
  /** On what the law lets it rest: a yes of the person, or the contract they made with the brand. */
  readonly basis: 'consent' | 'contract'
  readonly channels: readonly ConsentChannel[]
}

/** What a brand may want to do with a person, and on what it rests. */
export const purposes: Readonly<Record<Purpose, PurposeRule>> = {
  marketing: { basis: 'consent', channels: ['email', 'sms', 'push'] },
  email_open_tracking: { basis: 'consent', channels: ['email'] },
  analytics: { basis: 'consent', channels: ['web'] },
  /** Order confirmations and the like: what a customer who bought must be told. */
  service: { basis: 'contract', channels: ['email', 'sms', 'push'] },
}

export const DecisionKind = z.enum(['given', 'withdrawn'])
export type DecisionKind = z.infer<typeof DecisionKind>

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
  decision: DecisionKind,
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
  state: z.enum(['given', 'withdrawn', 'unknown']),
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
})
export type DecideInput = z.infer<typeof DecideInput>

/** The preference page as a customer would see it now; nothing in it works. */
export const PreferencePreview = z.object({ language: ConsentLanguage, html: z.string() })
export type PreferencePreview = z.infer<typeof PreferencePreview>
