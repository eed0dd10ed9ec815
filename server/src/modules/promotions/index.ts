/** The promotions module as the rest of the product sees it. */
export { promotionsFor } from './candidates.ts'
export { quote } from './engine/quote.ts'
export {
  type DeliveryRefund,
  type Refund,
  type Returned,
  refundOf,
} from './engine/refund.ts'
export type { Rule } from './engine/rule.ts'
export { captureHold, holdCard, releaseHold } from './gift-cards/holds.ts'
export { creditCard, issueCard } from './gift-cards/ledger.ts'
export { cardBalance } from './gift-cards/read.ts'
export { vatAtRedemption } from './gift-cards/vat.ts'
export { promotionsJobs } from './jobs.ts'
export { promotionsHooks } from './merges.ts'
export { promotionNames } from './promotions.ts'
export { type Basket, Quote, type Tax } from './quote-contract.ts'
export { installPromotions } from './ready.ts'
export { giveBack, redeem } from './redeem.ts'
export { PromotionUsedUp } from './refusals.ts'
export { promotionsRoutes } from './routes.ts'
export { promotionsTables } from './tables.ts'
