import { z } from 'zod'
import { Condition, Effect } from './effect-contract.ts'
import { Basket, Quote } from './quote-contract.ts'

/** A draft is given to nobody; what has ended stays to be read. */
export const PromotionState = z.enum(['draft', 'active', 'ended'])
export type PromotionState = z.infer<typeof PromotionState>

const Count = z.int().min(1).max(100_000_000)
const Moment = z.iso.datetime()

/** What a person writes of a promotion. */
export const NewPromotion = z
  .object({
    name: z.string().trim().min(1).max(200),
    /** The lower is applied first. */
    priority: z.int().min(0).max(10_000).default(100),
    currency: z.string().regex(/^[A-Z]{3}$/),
    effect: Effect,
    conditions: z.array(Condition).max(20).default([]),
    startsAt: Moment.nullable().default(null),
    endsAt: Moment.nullable().default(null),
    needsCode: z.boolean().default(false),
    /** Of the promotions of a group the one that gives most is given. */
    group: z.string().trim().min(1).max(100).nullable().default(null),
    /** False for one that is given beside no other. */
    combines: z.boolean().default(true),
    limits: z
      .object({
        total: Count.nullable().default(null),
        perCustomer: Count.nullable().default(null),
        /** Minor units that may be given in all. */
        budget: z.int().min(1).max(100_000_000_000).nullable().default(null),
      })
      .default({ total: null, perCustomer: null, budget: null }),
  })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || startsAt < endsAt, {
    path: ['endsAt'],
    message: 'it would end before it begins',
  })
export type NewPromotion = z.infer<typeof NewPromotion>

export const Promotion = z.object({
  id: z.uuid(),
  state: PromotionState,
  ...NewPromotion.shape,
  /** How often it was given, and what that came to. */
  uses: z.int(),
  spent: z.int(),
  createdAt: Moment,
  changedAt: Moment,
})
export type Promotion = z.infer<typeof Promotion>

export const PromotionQuery = z.object({ state: PromotionState.optional() })
export type PromotionQuery = z.infer<typeof PromotionQuery>
export const PromotionList = z.object({ promotions: z.array(Promotion) })
export type PromotionList = z.infer<typeof PromotionList>

/** Codes are told apart by every character, and by case. */
const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{3,40}$/)

export const NewCodes = z.union([
  /** One that many may use. */
  z.object({ code: Code, maxUses: Count.nullable().default(null) }),
  /** So many that each may be used once, drawn by chance. */
  z.object({
    count: z.int().min(1).max(100_000),
    prefix: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{0,12}$/)
      .default(''),
  }),
])
export type NewCodes = z.infer<typeof NewCodes>

export const PromotionCode = z.object({
  code: z.string(),
  batchId: z.uuid().nullable(),
  maxUses: z.int().nullable(),
  uses: z.int(),
  createdAt: Moment,
})
export type PromotionCode = z.infer<typeof PromotionCode>

export const CodeQuery = z.object({
  search: z.string().trim().max(40).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type CodeQuery = z.infer<typeof CodeQuery>

export const CodePage = z.object({
  codes: z.array(PromotionCode),
  next: z.string().nullable(),
  total: z.int(),
  used: z.int(),
})
export type CodePage = z.infer<typeof CodePage>

/** What a promotion has done, by day. */
export const PromotionResults = z.object({
  orders: z.int(),
  customers: z.int(),
  given: z.int(),
  givenBack: z.int(),
  days: z.array(z.object({ day: z.iso.date(), orders: z.int(), given: z.int() })),
})
export type PromotionResults = z.infer<typeof PromotionResults>

/** A basket to try promotions on: those that are active, and a draft beside or instead of one. */
export const TryOut = z.object({
  basket: Basket,
  /** The promotion that is being written; `id` when it is an edit of one that exists. */
  draft: NewPromotion.optional(),
  id: z.uuid().optional(),
  channel: z.string().max(40).nullable().default(null),
  shopId: z.string().max(100).nullable().default(null),
  audienceIds: z.array(z.string()).max(50).default([]),
  firstOrder: z.boolean().default(true),
  codes: z.array(z.string().max(40)).max(10).default([]),
  at: Moment.optional(),
})
export type TryOut = z.infer<typeof TryOut>

export const TriedOut = z.object({
  quote: Quote,
  /** The names of the promotions that the quote speaks of. */
  names: z.record(z.string(), z.string()),
  /** By what id the quote speaks of the draft. */
  draftId: z.string().nullable(),
})
export type TriedOut = z.infer<typeof TriedOut>
