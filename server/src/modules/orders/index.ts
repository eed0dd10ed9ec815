/** The orders module as the rest of the product sees it: what is bought, and how it reaches people. */
import type { Job } from '../../kernel/jobs.ts'
import type { InWork } from '../../kernel/work.ts'
import { cleaningJob } from './cleaning.ts'

export { dictation } from './dictate.ts'
export { lettersLoop } from './letters.ts'
export { onPayment } from './on-payment.ts'
export { ordersRoutes } from './routes.ts'
export type { OrderKey } from './rows.ts'
export { sealedCodes } from './sealed-codes.ts'
export { shopOrderRoutes } from './shop-routes.ts'
export { statusRoutes } from './status-routes.ts'
export { sweepLoop } from './sweep.ts'
export { ordersTables } from './tables.ts'

// biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
export const ordersJobs = (inWork: InWork): Job<any>[] => [cleaningJob(inWork)]
