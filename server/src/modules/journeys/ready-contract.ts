import { z } from 'zod'

/** The journeys that a brand may begin with, in the order in which they are offered. */
export const ReadyCode = z.enum([
  'welcome',
  'onboarding',
  'abandoned-cart',
  'browse',
  'post-purchase',
  'review',
  'repurchase',
  'win-back',
  'birthday',
  'back-in-stock',
  'price-drop',
  'shop-event',
])
export type ReadyCode = z.infer<typeof ReadyCode>

/** In which language the journey, and the audience it may be built on, are named. */
export const BeginReady = z.object({ language: z.enum(['fr', 'en']).default('fr') })
