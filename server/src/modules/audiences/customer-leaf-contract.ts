import { z } from 'zod'
import { comparison, position, saysWhat, saysWhen, seconds } from './comparison-contract.ts'

export const TraitLeaf = z
  .strictObject({ kind: z.literal('trait'), ...comparison })
  .refine(saysWhat, { error: 'comparison/value-missing' })
export type TraitLeaf = z.infer<typeof TraitLeaf>

/** Where the date in a trait lies; a day without an hour begins where the customer lives. */
export const DateLeaf = z
  .strictObject({ kind: z.literal('date'), path: z.string().min(1).max(200), ...position })
  .refine(saysWhen, { error: 'moment/when-missing' })
export type DateLeaf = z.infer<typeof DateLeaf>

const days = z.int().min(-365).max(365)

/**
 * The day and month of a date come round between so many days from today and so many: 0 and 0 is
 * today, as the customer's calendar has it. Who was born on 29 February has it on the 28th.
 */
export const AnniversaryLeaf = z
  .strictObject({
    kind: z.literal('anniversary'),
    path: z.string().min(1).max(200),
    fromDays: days,
    toDays: days,
  })
  .refine(({ fromDays, toDays }) => fromDays <= toDays, { error: 'anniversary/backwards' })
export type AnniversaryLeaf = z.infer<typeof AnniversaryLeaf>

/** A trait has had this value without a break for so long; to say it again breaks nothing. */
export const HeldLeaf = z.strictObject({
  kind: z.literal('held'),
  path: z.string().min(1).max(200),
  value: z.union([z.string().max(1000), z.number(), z.boolean()]),
  for: z.enum(['atLeast', 'lessThan']),
  seconds,
})
export type HeldLeaf = z.infer<typeof HeldLeaf>

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

export const stages = ['prospect', 'new', 'active', 'loyal', 'at_risk', 'lost'] as const

/** Where they stand with the brand: prospect, new, active, loyal, at risk, lost. */
export const StageLeaf = z.strictObject({
  kind: z.literal('stage'),
  in: z.array(z.enum(stages)).min(1).max(6),
})
export type StageLeaf = z.infer<typeof StageLeaf>

/** They did something on this channel, or it is the one on which they do most. */
export const ChannelLeaf = z.strictObject({
  kind: z.literal('channel'),
  which: z.enum(['used', 'preferred']),
  channel: z.string().min(1).max(20),
  /** Of one that is used: since when. */
  withinSeconds: seconds.optional(),
})
export type ChannelLeaf = z.infer<typeof ChannelLeaf>

/** They bought in this shop, as its till names it, or buy there most often. */
export const ShopLeaf = z.strictObject({
  kind: z.literal('shop'),
  which: z.enum(['bought', 'favourite']),
  shop: z.string().min(1).max(200),
  /** Of a purchase: since when. */
  withinSeconds: seconds.optional(),
})
export type ShopLeaf = z.infer<typeof ShopLeaf>

/** They fulfil the condition of another audience. */
export const AudienceLeaf = z.strictObject({ kind: z.literal('audience'), id: z.uuid() })
export type AudienceLeaf = z.infer<typeof AudienceLeaf>

/** A share of all customers, the same ones for the same seed. */
export const SampleLeaf = z.strictObject({
  kind: z.literal('sample'),
  percent: z.number().min(0).max(100),
  seed: z.string().min(1).max(60),
})
export type SampleLeaf = z.infer<typeof SampleLeaf>

/** They stand on a list made by hand. */
export const ListLeaf = z.strictObject({ kind: z.literal('list'), id: z.uuid() })
export type ListLeaf = z.infer<typeof ListLeaf>

export const CustomerLeaves = [
  TraitLeaf,
  DateLeaf,
  AnniversaryLeaf,
  HeldLeaf,
  SeenLeaf,
  ConsentLeaf,
  StageLeaf,
  ChannelLeaf,
  ShopLeaf,
  AudienceLeaf,
  SampleLeaf,
  ListLeaf,
] as const
