import { publishWording } from '../../server/src/modules/consent/index.ts'
import { openProduct, type Product } from '../product.ts'
import type { Outcome, Suite } from '../suite.ts'
import { faultsIn } from './compare.ts'
import { lookAround } from './found.ts'
import { type Case, CaseFile, type Config, configOf } from './schema.ts'
import { applyConfig } from './settings.ts'
import { takeSteps, wording } from './steps.ts'

/** Who is who: events are collected and woven, then the people there are compared with those expected. */
export const suite: Suite = async (file, ground, told) => {
  const { configs, cases } = CaseFile.parse(file)
  const product = await openProduct(ground)
  try {
    await product.inWork(async (work) => {
      for (const channel of ['email', 'sms', 'push'] as const) {
        const text = 'J’accepte de recevoir les offres de la marque.'
        const words = {
          purpose: 'marketing',
          channel,
          version: wording,
          language: 'fr',
          text,
        } as const
        await publishWording(work, words)
      }
    })
    const outcomes: Outcome[] = []
    for (const one of cases) {
      const outcome = await run(product, one, configs)
      outcomes.push(outcome)
      told(outcome)
    }
    return outcomes
  } finally {
    await product.close()
  }
}

async function run(
  product: Product,
  one: Case,
  configs: Readonly<Record<string, Config>>,
): Promise<Outcome> {
  const { id, title } = one
  try {
    await product.forgetEverybody()
    await applyConfig(product, configOf(one, configs))
    await takeSteps(product, one.steps)
    return { id, title, faults: faultsIn(one, await lookAround(product)) }
  } catch (error) {
    return { id, title, faults: [error instanceof Error ? error.message : String(error)] }
  }
}
