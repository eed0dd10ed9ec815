import type { Consumer, WeaveHook } from '../thread/events.ts'
import { figuresConsumer, mergesHook, nobodysConsumer } from './count.ts'

/** The insight module as the rest of the product sees it. */
export { figures } from './figures.ts'
export { allOrdersOf, lastOrders, ordersOf } from './orders.ts'
export { type RfmLimits, rfmCells, rfmQuintiles } from './rfm.ts'
export { insightRoutes } from './routes.ts'
export { insightTables } from './tables.ts'
export { counting, isSale, type Sale, saleNames, saleOf } from './trade.ts'
export { buyersOf, salesOf } from './value.ts'

export const insightConsumers: readonly Consumer[] = [figuresConsumer, nobodysConsumer]
export const insightHooks: readonly WeaveHook[] = [mergesHook]
