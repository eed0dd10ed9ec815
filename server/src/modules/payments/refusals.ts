import { defineRefusal } from '../../kernel/refusal.ts'

export const PaymentNotFound = defineRefusal<{ id: string }>('payments/not-found', 404)

/** More would be given back than was taken and is not given back yet. */
export const RefundTooHigh = defineRefusal<{ amount: number; left: number; currency: string }>(
  'payments/refund-too-high',
  409,
)

/** No card can be charged before the keys of a provider are there. */
export const NoAccount = defineRefusal<Record<string, never>>('payments/no-account', 409)

/** What was begun in a shop and is not paid there yet is the only thing that can be paid there. */
export const NotToPayInShop = defineRefusal<{ id: string }>('payments/not-to-pay-in-shop', 409)

/** A message that the provider did not sign, or signed too long ago. */
export const NotSigned = defineRefusal<{ fault: string }>('payments/not-signed', 400)
