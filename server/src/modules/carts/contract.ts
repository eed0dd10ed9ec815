import { z } from 'zod'

export const ShopLanguage = z.enum(['fr', 'en'])
export type ShopLanguage = z.infer<typeof ShopLanguage>

/** Where a cart is changed: a site, an app, or the till of a shop. */
export const ShopChannel = z.enum(['web', 'app', 'shop'])
export type ShopChannel = z.infer<typeof ShopChannel>

/** An article's key in the catalogue. */
export const Sku = z.string().trim().min(1).max(80)

/** What the customer wants done to an article (an engraving, a gift wrap): small words for small keys. */
export const LineOptions = z
  .record(z.string().regex(/^[\w.-]{1,40}$/), z.string().trim().max(200))
  .refine((options) => Object.keys(options).length <= 10)
export type LineOptions = z.infer<typeof LineOptions>

export const Quantity = z.int().min(1).max(9999)

/** Who has the write key of a source may open sessions for its visitors, and nothing else. */
export const SessionInput = z.object({
  writeKey: z.string().min(1).max(100),
  /** The id by which the browser or app tells its events; a new one is made if absent. */
  anonymousId: z.string().trim().min(8).max(200).optional(),
  language: ShopLanguage.default('fr'),
  /** False for who refuses to be measured: their cart then tells the thread nothing, an order does. */
  measured: z.boolean().default(true),
})
export type SessionInput = z.infer<typeof SessionInput>

export const ShopperSession = z.object({
  /** Goes with each call as `Authorization: Bearer …`. Told once. */
  token: z.string(),
  anonymousId: z.string().nullable(),
  signedIn: z.boolean(),
  language: ShopLanguage,
  expiresAt: z.iso.datetime(),
})
export type ShopperSession = z.infer<typeof ShopperSession>

export const SessionChange = z.object({ measured: z.boolean() })

/** Who a session is, as far as whoever holds it may know. */
export const Shopper = z.object({
  signedIn: z.boolean(),
  anonymousId: z.string().nullable(),
  language: ShopLanguage,
  measured: z.boolean(),
  /** Only when signed in. */
  customer: z
    .object({ id: z.uuid(), firstName: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
})
export type Shopper = z.infer<typeof Shopper>

const Email = z.string().trim().toLowerCase().pipe(z.email().max(254))
export const CodeInput = z.object({ email: Email })
export const SignInInput = z.object({ email: Email, code: z.string().regex(/^\d{6}$/) })
export type SignInInput = z.infer<typeof SignInInput>

/** The brand's own server says who somebody is, by any identifier. */
export const TrustedSessionInput = z.object({
  kind: z.string().trim().min(1).max(60),
  value: z.string().trim().min(1).max(255),
  anonymousId: z.string().trim().min(8).max(200).optional(),
  channel: ShopChannel.default('web'),
  language: ShopLanguage.default('fr'),
  /** The token of the session that the visitor has had until now: its cart is taken along. */
  guestToken: z.string().max(100).optional(),
})
export type TrustedSessionInput = z.infer<typeof TrustedSessionInput>

/** What becomes of two carts when a guest turns out to be somebody who has one already. */
export const MergePolicy = z.enum([
  'guest-wins',
  'sum',
  'max',
  'use-guest',
  'use-guest-if-empty',
  'use-existing',
])
export type MergePolicy = z.infer<typeof MergePolicy>

export const CartSettings = z.object({
  merge: MergePolicy.default('guest-wins'),
  /** How many calls a session may make in a minute, and how many sessions an address may open. */
  callsPerMinute: z.int().min(10).max(1_000_000).default(600),
  sessionsPerMinute: z.int().min(1).max(1_000_000).default(120),
  /** How long a session lasts without signing in, and after it. */
  guestDays: z.int().min(1).max(400).default(90),
  signedInDays: z.int().min(1).max(400).default(30),
})
export type CartSettings = z.infer<typeof CartSettings>

export const NewLine = z.object({
  sku: Sku,
  quantity: Quantity.default(1),
  options: LineOptions.default({}),
})
export type NewLine = z.input<typeof NewLine>

export const LineChange = z.object({
  /** 0 takes the line out. */
  quantity: z.int().min(0).max(9999).optional(),
  /** Saved for later, or back into what is to be bought. */
  saved: z.boolean().optional(),
})
export type LineChange = z.infer<typeof LineChange>

/** What is otherwise than the customer last saw it. */
export const CartChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price'), lineId: z.uuid(), from: z.int(), to: z.int() }),
  z.object({ kind: z.literal('fewer'), lineId: z.uuid(), available: z.int() }),
  z.object({ kind: z.literal('sold-out'), lineId: z.uuid() }),
  z.object({ kind: z.literal('withdrawn'), lineId: z.uuid() }),
])
export type CartChange = z.infer<typeof CartChange>

export const CartLine = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  variant: z.record(z.string(), z.string()),
  image: z.string().nullable(),
  options: LineOptions,
  quantity: z.int(),
  /** What may be bought of the article now, by everybody, on this channel. */
  available: z.int(),
  /** The price of one, with tax, before promotions; null where it is not for sale any more. */
  unit: z.int().nullable(),
  compareAt: z.int().nullable(),
  /** The line's price and what promotions take off it. */
  gross: z.int(),
  discount: z.int(),
  addedAt: z.iso.datetime(),
})
export type CartLine = z.infer<typeof CartLine>

export const CartPromotion = z.object({
  promotionId: z.string(),
  code: z.string().nullable(),
  amount: z.int(),
})

/** Why a promotion or a code gives nothing, and what is missing to it. */
export const CartNotApplied = z.object({
  promotionId: z.string().nullable(),
  code: z.string().nullable(),
  why: z.string(),
  missing: z.int().optional(),
  needed: z.int().optional(),
  by: z.string().optional(),
  sku: z.string().optional(),
  at: z.string().optional(),
})

export const Cart = z.object({
  cartId: z.uuid(),
  /** Goes up with each change: whoever has an older one looks again. */
  version: z.int(),
  currency: z.string(),
  lines: z.array(CartLine),
  saved: z.array(CartLine),
  codes: z.array(z.string()),
  /** Promotions that count, and those that do not, each with the reason. */
  promotions: z.array(CartPromotion),
  notApplied: z.array(CartNotApplied),
  /** Before delivery, which is chosen later. */
  subtotal: z.int(),
  discount: z.int(),
  total: z.int(),
  changes: z.array(CartChange),
})
export type Cart = z.infer<typeof Cart>

export const SharedLine = z.object({ sku: Sku, quantity: Quantity, options: LineOptions })
export type SharedLine = z.infer<typeof SharedLine>

/** `till`: the cart itself, for whoever serves in a shop. `copy`: its lines, for anybody. */
export const ShareInput = z.object({ kind: z.enum(['till', 'copy']) })
export const Share = z.object({
  code: z.string(),
  /** What a QR code holds. */
  url: z.string(),
  expiresAt: z.iso.datetime(),
})
export type Share = z.infer<typeof Share>

export const ShareCode = z
  .string()
  .trim()
  .toUpperCase()
  .transform((code) => code.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[0-9A-Z]{6,16}$/))

export const ArticleList = z.object({
  items: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      image: z.string().nullable(),
      unit: z.int().nullable(),
      currency: z.string(),
      available: z.int(),
      at: z.iso.datetime(),
    }),
  ),
})
export type ArticleList = z.infer<typeof ArticleList>
