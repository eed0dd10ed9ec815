import type { ReadyCode } from '../ready-contract.ts'
import { onboarding, welcome } from './beginnings.ts'
import { abandonedCart, browse } from './hesitations.ts'
import { birthday, shopEvent, winBack } from './occasions.ts'
import { postPurchase, repurchase, review } from './orders.ts'
import { backInStock, priceDrop } from './products.ts'
import type { ReadyJourney } from './ready-journey.ts'

/** What a brand may begin with, by the codes that the console has words for. */
export const readyJourneys: Readonly<Record<ReadyCode, ReadyJourney>> = {
  welcome,
  onboarding,
  'abandoned-cart': abandonedCart,
  browse,
  'post-purchase': postPurchase,
  review,
  repurchase,
  'win-back': winBack,
  birthday,
  'back-in-stock': backInStock,
  'price-drop': priceDrop,
  'shop-event': shopEvent,
}
