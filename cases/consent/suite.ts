import { openProduct, type Product } from '../product.ts'
import type { Outcome, Suite } from '../suite.ts'
import { publishWords } from './ground.ts'
import { CaseFile } from './schema.ts'
import { stateCase } from './states.ts'
import { liveThrough } from './timeline.ts'

/** Who may be contacted: what people say is collected, and the one function that sends ask is asked. */
export const suite: Suite = async (file, ground, told) => {
  const { time_zero, cases, state_cases } = CaseFile.parse(file)
  const zero = Date.parse(time_zero)
  const product = await openProduct(ground)
  try {
    await publishWords(product)
    const outcomes: Outcome[] = []
    const run = async (one: { id: string; title: string }, task: () => Promise<string[]>) => {
      const outcome = await attempt(product, one, task)
      outcomes.push(outcome)
      told(outcome)
    }
    for (const one of cases) await run(one, () => liveThrough(product, one, zero))
    for (const one of state_cases) await run(one, () => stateCase(product, one, zero))
    return outcomes
  } finally {
    await product.close()
  }
}

async function attempt(
  product: Product,
  { id, title }: { id: string; title: string },
  task: () => Promise<string[]>,
): Promise<Outcome> {
  try {
    await product.forgetEverybody()
    return { id, title, faults: await task() }
  } catch (error) {
    return { id, title, faults: [error instanceof Error ? error.message : String(error)] }
  }
}
