import { z } from 'zod'

export const ShopAvailabilityQuery = z.object({
  /** Up to 20 articles, between commas. */
  skus: z
    .string()
    .max(2000)
    .transform((text) => text.split(',').map((sku) => sku.trim()))
    .pipe(z.array(z.string().min(1).max(80)).min(1).max(20)),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
})
export type ShopAvailabilityQuery = z.infer<typeof ShopAvailabilityQuery>

export const ShopAvailability = z.object({
  /** What can be sent to an address. */
  delivered: z.array(z.object({ sku: z.string(), available: z.int() })),
  shops: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      address: z.object({
        ...{ street: z.string(), postalCode: z.string(), city: z.string(), country: z.string() },
      }),
      services: z.array(z.string()),
      /** How far it is, where somebody said where they are. */
      metres: z.int().nullable(),
      open: z.boolean(),
      /** When that ends, or begins. */
      until: z.iso.datetime().nullable(),
      /** When something ordered now could be collected at the earliest. */
      readyFrom: z.iso.datetime(),
      /** The same for what is brought there from elsewhere; null where nothing is. */
      broughtFrom: z.iso.datetime().nullable(),
      /** How many are there, and how many could be brought. */
      articles: z.array(z.object({ sku: z.string(), available: z.int(), elsewhere: z.int() })),
    }),
  ),
})
export type ShopAvailability = z.infer<typeof ShopAvailability>
