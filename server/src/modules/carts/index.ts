/** The carts module as the rest of the product sees it: who shops, and what they want. */
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { cleaningJob } from './cleaning.ts'

export { cartOf, emptyCart, lockCart, type StoredCart } from './cart-lines.ts'
export { decimal } from './facts.ts'
export { pricedLines } from './look.ts'
export { cartMergesLoop, cartsHooks } from './merges.ts'
export { type PricedLine, type Pricer, pricerFor, unitOf } from './pricing.ts'
export { cartsRoutes } from './routes.ts'
export type { ShopperIs } from './sessions.ts'
export { demandOf, leftOf, partsOf, type Shelf, shelfOf, usualOf } from './shelf.ts'
export { shopRoutes } from './shop.ts'
export { Shoppers } from './shopper.ts'
export { cartsTables } from './tables.ts'
export { hashOf, newCode } from './tokens.ts'

// biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
export const cartsJobs = (inWork: InWork): Job<any>[] => [cleaningJob(inWork)]
