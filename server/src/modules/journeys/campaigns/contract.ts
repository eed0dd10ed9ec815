import { z } from 'zod'
import { TimeOfDay } from '../condition-contract.ts'
import { Amount } from '../contract.ts'

/** Who gets it: who is in an audience, or on a list, when it begins. */
export const CampaignTo = z.object({ of: z.enum(['audience', 'list']), id: z.uuid() })
export type CampaignTo = z.infer<typeof CampaignTo>

/** `local`: on a day, when clocks where the customer lives show a time. */
export const CampaignWhen = z.discriminatedUnion('at', [
  z.object({ at: z.literal('once') }),
  z.object({ at: z.literal('moment'), moment: z.iso.datetime() }),
  z.object({ at: z.literal('local'), day: z.iso.date(), time: TimeOfDay }),
])
export type CampaignWhen = z.infer<typeof CampaignWhen>

export const CampaignRate = z.object({
  messages: z.int().min(1).max(1_000_000),
  per: z.enum(['second', 'minute', 'hour']),
})
export type CampaignRate = z.infer<typeof CampaignRate>

export const mostAtOnce = 500

export const CampaignDefinition = z.object({
  to: CampaignTo.optional(),
  templateId: z.uuid().optional(),
  when: CampaignWhen.default({ at: 'once' }),
  /** As fast as the mail server takes them, if absent. */
  rate: CampaignRate.optional(),
  /** How many are handed over at once; if absent, as many as are due within a second. */
  batch: z.int().min(1).max(mostAtOnce).optional(),
  /** What a message does to the rest that its provider refuses for good: it waits for a person, or goes on. */
  onError: z.enum(['pause', 'skip']).default('pause'),
  /** How long after a mail, or a click, an order counts as brought by it. */
  goalDays: z.int().min(1).max(90).default(5),
})
export type CampaignDefinition = z.infer<typeof CampaignDefinition>

export const NewCampaign = z.object({
  name: z.string().trim().min(1).max(120),
  definition: CampaignDefinition.prefault({}),
})
export type NewCampaign = z.infer<typeof NewCampaign>

/** A change, and what it is a change of: the revision that was looked at. */
export const CampaignChange = NewCampaign.extend({ revision: z.int().positive() })
export type CampaignChange = z.infer<typeof CampaignChange>

export const CampaignState = z.enum([
  'draft',
  'scheduled',
  'sending',
  'paused',
  'done',
  'cancelled',
])
export type CampaignState = z.infer<typeof CampaignState>

/** Why it waits for a person who did not pause it: the provider refused, or it should have begun long ago. */
export const CampaignReason = z.enum(['error', 'overdue'])
export type CampaignReason = z.infer<typeof CampaignReason>

/** How many of those who get it stand where. Together they are all of them. */
export const CampaignProgress = z.object({
  enrolled: z.int(),
  /** Not sent yet: their moment, or their turn, is to come. */
  remaining: z.int(),
  /** Handed over and not come back. */
  delivered: z.int(),
  bounced: z.int(),
  failed: z.int(),
  /** Lost on the way: nobody knows whether they arrived, and they are not sent again. */
  unknown: z.int(),
  /** Not sent, by the reason why. */
  heldBack: z.array(z.object({ reason: z.string(), customers: z.int() })),
})
export type CampaignProgress = z.infer<typeof CampaignProgress>

export const CampaignResults = z.object({
  clicked: z.int(),
  /** Customers who ordered, and for how much. */
  converted: z.int(),
  revenue: z.array(Amount),
})

export const CampaignSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  state: CampaignState,
  reason: CampaignReason.nullable(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  beginsAt: z.iso.datetime().nullable(),
  begunAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  progress: CampaignProgress,
  results: CampaignResults,
})
export type CampaignSummary = z.infer<typeof CampaignSummary>

/** What keeps it from being sent. */
export const CampaignLack = z.enum(['to', 'template', 'past'])
export type CampaignLack = z.infer<typeof CampaignLack>

export const CampaignDetail = CampaignSummary.extend({
  definition: CampaignDefinition,
  revision: z.int(),
  /** Who changed it last, as they are called; null once they have left. */
  changedBy: z.string().nullable(),
  lacks: z.array(CampaignLack),
  /** When the last one is to go, where its rate or the clocks say so. */
  expectedEndAt: z.iso.datetime().nullable(),
})
export type CampaignDetail = z.infer<typeof CampaignDetail>

export const CampaignQuery = z.object({
  search: z.string().max(120).optional(),
  state: CampaignState.optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type CampaignQuery = z.infer<typeof CampaignQuery>
export const CampaignPage = z.object({
  campaigns: z.array(CampaignSummary),
  next: z.string().nullable(),
})
export type CampaignPage = z.infer<typeof CampaignPage>
