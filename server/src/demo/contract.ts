import { z } from 'zod'

/** What the console must know of a demo: how far its year is told, and what time it is there. */
export const DemoState = z.object({
  demo: z.boolean(),
  /** The time of the product's clock. */
  now: z.iso.datetime(),
  /** Whether made-up people pass, a few visits a minute, so that there is life to watch. */
  passers: z.boolean(),
  /** Null where nothing is being told: no demo, or not asked for. */
  story: z
    .object({
      done: z.boolean(),
      /** From 0 to 1. */
      share: z.number(),
      events: z.int(),
      /** Up to which moment of the year everything is on the thread; null before the first. */
      reached: z.iso.datetime().nullable(),
    })
    .nullable(),
})
export type DemoState = z.infer<typeof DemoState>

export const Passers = z.object({ out: z.boolean() })
export type Passers = z.infer<typeof Passers>

/** By how much to move the clock: to the `next` step of a journey, or mail, that is due. */
export const ClockMove = z.object({ by: z.enum(['hour', 'day', 'next']) })
export type ClockMove = z.infer<typeof ClockMove>

export const ClockMoved = z.object({ now: z.iso.datetime(), milliseconds: z.int() })
export type ClockMoved = z.infer<typeof ClockMoved>
