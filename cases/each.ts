import { Case, CaseFile } from './engagement.ts'
import { openProduct, type Product } from './product.ts'
import type { Outcome, Suite } from './suite.ts'

/** A suite that runs each case of a file in a product without customers, and collects its faults. */
export const eachCase =
  (run: (product: Product, one: Case, zero: number) => Promise<string[]>): Suite =>
  async (file, ground, told) => {
    const { time_zero, cases } = CaseFile.parse(file)
    const zero = Date.parse(time_zero)
    const product = await openProduct(ground)
    try {
      const outcomes: Outcome[] = []
      for (const one of cases) {
        await product.forgetEverybody()
        product.time.now = new Date(zero)
        const faults = await attempt(() => run(product, Case.parse(one), zero))
        const outcome = { id: one.id, title: one.title, faults }
        outcomes.push(outcome)
        told(outcome)
      }
      return outcomes
    } finally {
      await product.close()
    }
  }

/** A case that cannot even be read or run fails, and the others go on. */
export async function attempt(run: () => Promise<string[]>): Promise<string[]> {
  try {
    return await run()
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
