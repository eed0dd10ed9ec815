import { nextChangeAt } from '../../server/src/modules/audiences/index.ts'
import { nextStepAt } from '../../server/src/modules/journeys/index.ts'
import type { Product } from '../product.ts'

/** Lets time go on to a moment, stopping at each at which something happens by itself. */
export async function until(product: Product, moment: number): Promise<void> {
  const { db, time } = product
  for (;;) {
    const due = await Promise.all([nextStepAt(db), nextChangeAt(db)])
    const times = due.flatMap((one) => (one ? [one.getTime()] : []))
    const next = Math.min(...times)
    if (next > moment) break
    // What is due and not taken waits for somebody else: time goes on all the same.
    if (next <= time.now.getTime()) break
    time.now = new Date(next)
    await product.settle()
  }
  if (moment > time.now.getTime()) time.now = new Date(moment)
  await product.settle()
}
