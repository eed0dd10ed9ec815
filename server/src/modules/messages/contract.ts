import { z } from 'zod'

/** The channels that messages go out by today. */
export const MessageChannel = z.enum(['email'])
export type MessageChannel = z.infer<typeof MessageChannel>

export const MessagePurpose = z.enum(['marketing', 'service'])
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
