import { z } from 'zod'
import { EventMatch, Path, TimeOfDay, Weekdays, Zone } from './condition-contract.ts'

export const EventEntry = EventMatch.extend({
  kind: z.literal('event'),
  /** Path of the property that tells one run of a customer from another: a cart, an order. */
  key: Path.optional(),
})

/**
 * The day of a date that is a trait of theirs, or so many days before or after it, at a time of day
 * where the customer lives. `anniversary`: each year on that day and month.
 */
export const DateEntry = z.object({
  kind: z.literal('date'),
  path: Path,
  anniversary: z.boolean().default(false),
  offsetDays: z.int().min(-366).max(366).default(0),
  time: TimeOfDay.default('09:00'),
})
export type DateEntry = z.infer<typeof DateEntry>

/** Once, or again and again; a month that is too short has its last day. */
export const Rhythm = z.discriminatedUnion('every', [
  z.object({ every: z.literal('once'), at: z.iso.datetime() }),
  z.object({ every: z.literal('day'), time: TimeOfDay }),
  z.object({ every: z.literal('week'), weekdays: Weekdays, time: TimeOfDay }),
  z.object({ every: z.literal('month'), day: z.int().min(1).max(31), time: TimeOfDay }),
])
export type Rhythm = z.infer<typeof Rhythm>

/** At set moments everybody who is then in an audience begins; the clock is the brand's unless named. */
export const ScheduleEntry = z.object({
  kind: z.literal('schedule'),
  audienceId: z.uuid(),
  rhythm: Rhythm,
  zone: Zone.optional(),
})
export type ScheduleEntry = z.infer<typeof ScheduleEntry>

export const Interest = z.enum(['viewed', 'wished', 'carted'])
export type Interest = z.infer<typeof Interest>

const ofProducts = {
  /** What a customer did with the product for its news to concern them, lately. */
  interests: z.array(Interest).min(1).default(['viewed', 'wished', 'carted']),
  withinDays: z.int().min(1).max(365).default(60),
}

/** A product costs less than it did; a run for each customer whom it interests, keyed by the product. */
export const PriceDropEntry = z.object({
  kind: z.literal('price-drop'),
  atLeastPercent: z.number().min(0).max(99).default(5),
  ...ofProducts,
})
export type PriceDropEntry = z.infer<typeof PriceDropEntry>

/** A product can be had again; keyed by the product. */
export const BackInStockEntry = z.object({ kind: z.literal('back-in-stock'), ...ofProducts })
export type BackInStockEntry = z.infer<typeof BackInStockEntry>

export const Entry = z.discriminatedUnion('kind', [
  EventEntry,
  z.object({
    kind: z.literal('audience'),
    audienceId: z.uuid(),
    change: z.enum(['entered', 'left']),
  }),
  DateEntry,
  ScheduleEntry,
  /** A program of the brand starts it for a customer: POST /api/journeys/:id/start. */
  z.object({ kind: z.literal('api') }),
  /** People of the team choose who begins: POST /api/journeys/:id/people. */
  z.object({ kind: z.literal('hand') }),
  PriceDropEntry,
  BackInStockEntry,
])
export type Entry = z.infer<typeof Entry>

/**
 * May a customer begin again? `never`; `after-completion`: one run at a time (of a key); `after-time`:
 * so too, and not before `reentrySeconds` after the last one began; `always`: even while another goes
 * on; `once-per-key`: a key is used up by a run that spoke or was ended by an exit rule.
 */
export const Reentry = z.enum(['never', 'after-completion', 'after-time', 'always', 'once-per-key'])
export type Reentry = z.infer<typeof Reentry>
