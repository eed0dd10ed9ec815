import { z } from 'zod'
import { Channel } from '../contract.ts'

/** How a program signs what it sends: HMAC-SHA256 with the shared secret. */
export const HookSignature = z.strictObject({
  header: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,60}$/),
  /**
   * `timed`: `t=SECONDS,v1=HEX` over `SECONDS.BODY` (ours, and Stripe's). `hex`, `base64`: over the
   * body alone (GitHub, Shopify).
   */
  scheme: z.enum(['timed', 'hex', 'base64']),
  /** What stands before the signature, as in `sha256=`. */
  prefix: z.string().max(20).default(''),
})
export type HookSignature = z.infer<typeof HookSignature>

export const ownSignature: HookSignature = {
  header: 'filrouge-signature',
  scheme: 'timed',
  prefix: '',
}

/** `order.lines[0].sku` in the body, `@x-topic` among the headers. */
export const HookPath = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^(@[a-zA-Z0-9-]+|[^@.[\]]+(\.[^.[\]]+|\[\d+\])*)$/)

/** Where a value comes from, or what it always is. */
export const HookField = z.union([
  z.strictObject({ path: HookPath, as: z.enum(['same', 'text', 'number']).default('same') }),
  z.strictObject({ value: z.union([z.string().max(500), z.number(), z.boolean()]) }),
])
export type HookField = z.infer<typeof HookField>

const Fields = z.record(z.string().trim().min(1).max(100), HookField)

/** What the JSON of another program means: which event, whose, with which properties. */
export const HookMapping = z.strictObject({
  type: z.enum(['track', 'identify']).default('track'),
  channel: Channel.default('api'),
  /** The name of the event. */
  event: HookField.optional(),
  /** Names of theirs as names of ours: `orders/create` as `Order Completed`. */
  names: z.record(z.string().max(200), z.string().max(200)).default({}),
  /** What `names` does not list is left out on purpose. */
  onlyNamed: z.boolean().default(false),
  userId: HookField.optional(),
  anonymousId: HookField.optional(),
  messageId: HookField.optional(),
  timestamp: HookField.optional(),
  properties: Fields.default({}),
  /** One entry of `products` for each entry of a list of theirs; its paths begin in that entry. */
  products: z.strictObject({ path: HookPath, fields: Fields }).optional(),
})
export type HookMapping = z.infer<typeof HookMapping>

export const HookChange = z.strictObject({
  signature: HookSignature,
  mapping: HookMapping.nullable(),
})
export type HookChange = z.infer<typeof HookChange>

export const Webhook = z.object({
  /** Where the other program sends to. */
  url: z.string(),
  signature: HookSignature,
  mapping: HookMapping.nullable(),
  /** `unreadable`: it was sealed with a key that is not here; it has to be set again. */
  secret: z.enum(['none', 'set', 'unreadable']),
  last: z.object({ payload: z.unknown(), at: z.iso.datetime() }).nullable(),
})
export type Webhook = z.infer<typeof Webhook>

/** Theirs, or one that is made; told this once. */
export const SecretInput = z.strictObject({ secret: z.string().trim().min(8).max(500).optional() })
export const SecretTold = z.object({ secret: z.string() })

export const PreviewInput = z.strictObject({ mapping: HookMapping })
export const HookPreview = z.object({
  /** The event that the last payload would become. */
  message: z.record(z.string(), z.unknown()).nullable(),
  skipped: z.boolean(),
  /** Why it would not be taken. */
  refused: z.object({ reason: z.string(), detail: z.string() }).nullable(),
})
export type HookPreview = z.infer<typeof HookPreview>
