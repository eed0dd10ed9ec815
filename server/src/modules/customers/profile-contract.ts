import { z } from 'zod'

export const Stage = z.enum(['prospect', 'new', 'active', 'loyal', 'at_risk', 'lost'])
export type Stage = z.infer<typeof Stage>

const Moment = z.iso.datetime()

/** What was put into the cart and not bought, as far as the thread tells. */
export const OpenCart = z.object({
  changedAt: Moment,
  checkoutStarted: z.boolean(),
  currency: z.string(),
  /** Minor units; null where a line names no price. */
  total: z.int().nullable(),
  lines: z.array(z.object({ product: z.string(), quantity: z.int() })),
})
export type OpenCart = z.infer<typeof OpenCart>

/** What is made of a person's thread: figures, habits, tastes. Nothing here was said by anybody. */
export const CustomerProfile = z.object({
  customerId: z.uuid(),
  firstSeenAt: Moment,
  lastSeenAt: Moment,
  stage: Stage,
  /** What the stage follows from: orders that were kept, and the days that decide. */
  stageFrom: z.object({
    orders: z.int(),
    ordersInYear: z.int(),
    firstOrderAt: Moment.nullable(),
    lastOrderAt: Moment.nullable(),
    rules: z.object({ new: z.int(), active: z.int(), lost: z.int(), loyalOrders: z.int() }),
  }),
  spend: z.array(
    z.object({
      currency: z.string(),
      orders: z.int(),
      /** Minor units, without VAT and delivery, returns deducted. */
      spent: z.int(),
      averageBasket: z.int().nullable(),
    }),
  ),
  favouriteShop: z.object({ name: z.string(), orders: z.int() }).nullable(),
  /** The most used first. */
  channels: z.array(z.object({ channel: z.string(), acts: z.int() })),
  /** Twenty-four counts: what they do in each hour of the day, where they are. */
  hours: z.array(z.int()).length(24),
  /** What draws them most first; who bought weighs five times who looked. */
  interests: z.array(
    z.object({ category: z.string(), viewed: z.int(), bought: z.int(), returned: z.int() }),
  ),
  cart: OpenCart.nullable(),
})
export type CustomerProfile = z.infer<typeof CustomerProfile>

/** One time that something was said of somebody; null: it was taken back. */
export const Saying = z.object({
  value: z.unknown(),
  at: Moment,
  receivedAt: Moment,
  channel: z.string(),
  sourceId: z.uuid().nullable(),
  sourceName: z.string().nullable(),
  eventId: z.uuid(),
})
export type Saying = z.infer<typeof Saying>

/** A trait as it holds, and everything that was ever said of it, the newest by the event's time first. */
export const TraitHistory = z.object({
  name: z.string(),
  /** Absent when it was taken back. */
  value: z.unknown().optional(),
  /** When what holds was said. */
  at: Moment.nullable(),
  said: z.array(Saying),
})
export type TraitHistory = z.infer<typeof TraitHistory>

export const HouseholdReason = z.enum(['address', 'phone', 'card'])
export type HouseholdReason = z.infer<typeof HouseholdReason>

/** Somebody who lives with the customer, or may. */
export const HouseholdMember = z.object({
  customerId: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** What they share now; nothing, when only a person said so. */
  share: z.array(HouseholdReason),
  /** Whether a person of the team confirmed it; null: only suggested. */
  confirmedAt: Moment.nullable(),
})
export type HouseholdMember = z.infer<typeof HouseholdMember>

export const HouseholdDecision = z.object({ together: z.boolean() })
