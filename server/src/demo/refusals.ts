import { defineRefusal } from '../kernel/refusal.ts'

/** Nothing waits for its time: there is no next step to move the clock to. */
export const NothingDue = defineRefusal<Record<string, never>>('demo/nothing-due', 409)

export const ProductUnknown = defineRefusal<{ sku: string }>('demo/product-unknown', 404)

export const ShopNotBuilt = defineRefusal<Record<string, never>>('demo/shop-not-built', 503)
