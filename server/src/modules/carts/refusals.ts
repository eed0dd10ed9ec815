import { defineRefusal } from '../../kernel/refusal.ts'

export const NoSession = defineRefusal<Record<string, never>>('carts/no-session', 401)
export const UnknownKey = defineRefusal<Record<string, never>>('carts/unknown-write-key', 401)
export const NotSignedIn = defineRefusal<Record<string, never>>('carts/not-signed-in', 401)
export const CodeRefused = defineRefusal<Record<string, never>>('carts/code-refused', 401)
export const TooFast = defineRefusal<{ retryAfter: number }>('carts/too-fast', 429)
export const NotForSale = defineRefusal<{ sku: string }>('carts/not-for-sale', 404)
export const NotEnough = defineRefusal<{ sku: string; asked: number; available: number }>(
  'carts/insufficient-stock',
  409,
)
export const LineNotFound = defineRefusal<{ id: string }>('carts/line-not-found', 404)
export const CartFull = defineRefusal<{ most: number }>('carts/full', 409)
export const ShareNotFound = defineRefusal<Record<string, never>>('carts/share-not-found', 404)
