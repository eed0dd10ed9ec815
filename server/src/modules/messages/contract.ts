import { z } from 'zod'

/** The channels that messages go out by today. */
export const MessageChannel = z.enum(['email'])
export type MessageChannel = z.infer<typeof MessageChannel>

/** `confirmation`: the one mail that may go to somebody who has not confirmed a consent yet. */
export const MessagePurpose = z.enum(['marketing', 'service', 'confirmation'])
export type MessagePurpose = z.infer<typeof MessagePurpose>

/** What one event caused never waits behind what was sent to thousands. */
export const Lane = z.enum(['event', 'broadcast'])
export type Lane = z.infer<typeof Lane>

export const MessageLanguage = z.enum(['fr', 'en'])
export type MessageLanguage = z.infer<typeof MessageLanguage>

export const MessageState = z.enum([
  'planned',
  'claimed',
  'handed_over',
  'held',
  'refused',
  'failed',
  'unknown',
  'bounced',
])
export type MessageState = z.infer<typeof MessageState>

/** Why a message was not sent, or is not known to have been. */
export const MessageReason = z.enum([
  'consent-unknown',
  'consent-withdrawn',
  'consent-expired',
  'consent-pending',
  'nothing-to-confirm',
  'minor',
  'outside-hours',
  'purpose-not-on-channel',
  'no-address',
  'suppressed',
  'frequency-cap',
  'customer-gone',
  'missing-variable',
  'template-failed',
  'address-refused',
  'message-refused',
  'provider-unreachable',
  'outcome-unknown',
  'bounced',
  'complaint',
])
export type MessageReason = z.infer<typeof MessageReason>

/** What is said in one language. */
export const TemplateText = z.object({
  subject: z.string().min(1).max(300),
  preheader: z.string().max(300).default(''),
  mjml: z.string().min(1).max(200_000),
})
export type TemplateText = z.infer<typeof TemplateText>

export const TemplateContents = z.object({
  fr: TemplateText.optional(),
  en: TemplateText.optional(),
})
export type TemplateContents = z.infer<typeof TemplateContents>

export const Template = z.object({
  id: z.uuid(),
  name: z.string(),
  channel: MessageChannel,
  purpose: MessagePurpose,
  version: z.int(),
  languages: z.array(MessageLanguage),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
})
export type Template = z.infer<typeof Template>

export const NewTemplate = z.object({
  name: z.string().min(1).max(120),
  channel: MessageChannel.default('email'),
  purpose: MessagePurpose.default('marketing'),
  contents: TemplateContents,
})
export type NewTemplate = z.infer<typeof NewTemplate>

export const TemplateVersion = z.object({
  templateId: z.uuid(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  contents: TemplateContents,
})
export type TemplateVersion = z.infer<typeof TemplateVersion>

/** One row of the ledger, as lists show it. */
export const Message = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  templateId: z.uuid(),
  templateName: z.string(),
  version: z.int(),
  channel: MessageChannel,
  purpose: MessagePurpose,
  lane: Lane,
  state: MessageState,
  reason: MessageReason.nullable(),
  detail: z.string().nullable(),
  ground: z.string().nullable(),
  decisionId: z.uuid().nullable(),
  language: z.string().nullable(),
  address: z.string().nullable(),
  providerId: z.string().nullable(),
  originKind: z.string().nullable(),
  originId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  step: z.string().nullable(),
  plannedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  tries: z.int(),
  handedOverAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  firstOpenedAt: z.iso.datetime().nullable(),
  firstClickedAt: z.iso.datetime().nullable(),
})
export type Message = z.infer<typeof Message>

/** What of the ledger to show. */
export const MessageFilters = z.object({
  state: MessageState.optional(),
  reason: MessageReason.optional(),
  customerId: z.uuid().optional(),
  templateId: z.uuid().optional(),
  /** The journey, campaign or test that sent it. */
  originId: z.uuid().optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MessageFilters = z.infer<typeof MessageFilters>

export const MessagePage = z.object({ messages: z.array(Message), next: z.string().nullable() })
export type MessagePage = z.infer<typeof MessagePage>

/** How many messages are in each state, with the reason of those that were not sent. */
export const MessageCounts = z.array(
  z.object({ state: MessageState, reason: MessageReason.nullable(), messages: z.int() }),
)
export type MessageCounts = z.infer<typeof MessageCounts>

/** As whom, and with what, a template is looked at. */
export const PreviewInput = z.object({
  customerId: z.uuid(),
  language: MessageLanguage.optional(),
  /** Properties of the event that would cause the mail. */
  event: z.looseObject({}).optional(),
  variables: z.looseObject({}).optional(),
  /** A text that is not published yet; the newest published one, if absent. */
  contents: TemplateContents.optional(),
})
export type PreviewInput = z.infer<typeof PreviewInput>

export const Preview = z.object({
  language: MessageLanguage,
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** Variables that this customer and event do not have: the mail would be held. */
  missing: z.array(z.string()),
  failures: z.array(z.string()),
})
export type Preview = z.infer<typeof Preview>

/** A mail that stopped at the catcher, as the viewer's list shows it. */
export const CaughtMail = z.object({
  id: z.uuid(),
  caughtAt: z.iso.datetime(),
  customerId: z.uuid().nullable(),
  messageId: z.uuid().nullable(),
  sender: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
})
export type CaughtMail = z.infer<typeof CaughtMail>

export const CaughtMailPage = z.object({
  mails: z.array(CaughtMail),
  next: z.string().nullable(),
})
export type CaughtMailPage = z.infer<typeof CaughtMailPage>

export const CaughtMailContent = CaughtMail.extend({
  from: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type CaughtMailContent = z.infer<typeof CaughtMailContent>

export const CaughtFilters = z.object({
  search: z.string().max(200).default(''),
  customerId: z.uuid().optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type CaughtFilters = z.infer<typeof CaughtFilters>

/** At most so many marketing messages within so many of the person's own days, today included. */
export const FrequencyCap = z.object({
  messages: z.int().min(1).max(100),
  days: z.int().min(1).max(60),
})
export type FrequencyCap = z.infer<typeof FrequencyCap>

/** Where mails go once they are written, and as whose. */
export const Delivery = z.object({
  /** `catcher`: they stop here, for the team to read, and nobody outside gets one. */
  to: z.enum(['catcher', 'server']),
  /** Host and port of the mail server that was named, though a demo does not use it. */
  server: z.string().nullable(),
  from: z.string(),
  /** The domain for which mails are signed (DKIM). */
  signedFor: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>
