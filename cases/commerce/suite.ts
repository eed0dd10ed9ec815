import type { Product } from '../product.ts'
import { openProduct } from '../product.ts'
import type { Outcome, Suite } from '../suite.ts'
import { areas } from './areas.ts'
import { Case, CaseFile } from './schema.ts'

/**
 * Commerce: each area has a file here that reads its cases by their keys, goes through the doors of the
 * product, and says what was otherwise than expected. The product is opened for areas that need it.
 */
export const suite: Suite = async (file, ground, told) => {
  const { cases } = CaseFile.parse(file)
  let opened: Promise<Product> | undefined
  const product = () => {
    opened ??= openProduct(ground)
    return opened
  }
  try {
    const outcomes: Outcome[] = []
    for (const one of cases) {
      const outcome = await outcomeOf(one, product)
      outcomes.push(outcome)
      told(outcome)
    }
    return outcomes
  } finally {
    await (await opened)?.close()
  }
}

async function outcomeOf(
  one: { id: string; title: string },
  product: () => Promise<Product>,
): Promise<Outcome> {
  const { id, title } = one
  try {
    const read = Case.parse(one)
    const area = areas[read.area]
    if (!area) return { id, title, faults: [`there is no area ${read.area}`] }
    if (typeof area === 'string') return { id, title, faults: [], skipped: area }
    return { id, title, faults: await area(read, product) }
  } catch (error) {
    return { id, title, faults: [error instanceof Error ? error.message : String(error)] }
  }
}
