import { defineRefusal } from '../../kernel/refusal.ts'

type Nothing = Record<string, never>

export const OrderNotFound = defineRefusal<{ order: string }>('orders/not-found', 404)
export const CartEmpty = defineRefusal<Nothing>('orders/cart-empty', 409)
export const CartChanged = defineRefusal<{ total: number; expected: number }>(
  'orders/price-changed',
  409,
)
export const OptionUnknown = defineRefusal<{ option: string }>('orders/option-unknown', 422)
export const ShopNeeded = defineRefusal<{ option: string }>('orders/shop-needed', 422)
export const ShopUnfit = defineRefusal<{ shop: string; option: string }>('orders/shop-unfit', 422)
export const AddressNeeded = defineRefusal<Nothing>('orders/address-needed', 422)
export const TimeUnfit = defineRefusal<{ at: string; why: 'past' | 'closed' | 'too-soon' }>(
  'orders/time-unfit',
  422,
)
export const NotEnough = defineRefusal<{ sku: string; asked: number; available: number }>(
  'orders/insufficient-stock',
  409,
)
export const PaymentMissing = defineRefusal<{ missing: number }>('orders/payment-missing', 422)
/** The provider said no: nothing was taken. */
export const PaymentRefused = defineRefusal<{ reason: string | null }>(
  'orders/payment-refused',
  409,
)
export const KeyNeeded = defineRefusal<Nothing>('orders/idempotency-key-needed', 400)
/** The same key came with another request. */
export const KeyReused = defineRefusal<Nothing>('orders/idempotency-key-reused', 409)
/** What was asked for cannot be done to an order, or a part of it, in this state. */
export const NotInState = defineRefusal<{ state: string; action: string }>(
  'orders/not-in-state',
  409,
)
export const CodeUnknown = defineRefusal<Nothing>('orders/code-unknown', 404)
export const ReturnNotFound = defineRefusal<{ id: string }>('orders/return-not-found', 404)
export const NotReturnable = defineRefusal<{ lineId: string; asked: number; left: number }>(
  'orders/not-returnable',
  409,
)
export const ReturnTooLate = defineRefusal<{ until: string }>('orders/return-too-late', 409)
export const RefundTooHigh = defineRefusal<{ amount: number; left: number }>(
  'orders/refund-too-high',
  409,
)
