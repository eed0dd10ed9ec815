import type { Area } from './area.ts'
import { carts } from './cart.ts'
import { fiscal } from './fiscal.ts'
import { giftCards } from './giftcard.ts'
import { isPaidTooLate, paidTooLate } from './late-payment.ts'
import { pos } from './pos.ts'
import { promotions } from './promo.ts'
import { refunds } from './refund.ts'
import { routing } from './routing.ts'
import { stock } from './stock.ts'
import { totals } from './vat.ts'

/** An area that cannot be run yet says why: its cases are skipped, and counted as that. */
export const areas: Readonly<Record<string, Area | string>> = {
  vat: totals,
  money: totals,
  promo: promotions,
  giftcard: giftCards,
  refund: refunds,
  stock: (one, product) => (isPaidTooLate(one) ? paidTooLate(one, product) : stock(one, product)),
  routing,
  bopis: routing,
  cart: carts,
  pos,
  fiscal,
}
