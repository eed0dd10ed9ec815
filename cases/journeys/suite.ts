import { startSink } from '../../bench/sink.ts'
import { attempt } from '../each.ts'
import { openProduct } from '../product.ts'
import { suite as sendTimes } from '../send-times/suite.ts'
import type { Ground, Outcome, Suite } from '../suite.ts'
import { broadcastCases } from './broadcasts.ts'
import { campaignCases } from './campaigns.ts'
import { listCases } from './lists.ts'
import { pathCases } from './paths.ts'
import { ruleCases } from './rules.ts'
import { Case } from './schema.ts'
import { runTimeline } from './timeline.ts'

type Told = (outcome: Outcome) => void

interface File {
  readonly next_local_time?: unknown
  readonly delay_from_property?: unknown
  readonly time_zero?: string
  readonly cases?: readonly { id: string; title: string }[]
  readonly rules?: readonly object[]
  readonly lists?: readonly object[]
  readonly journeys?: readonly object[]
  readonly campaigns?: readonly object[]
}

const anyTime = '2026-01-05T12:00:00.000Z'

/** Journeys over time, broadcasts, send times, and the rules and lists that lead into journeys. */
export const suite: Suite = async (file, ground, told) => {
  const given = file as File
  if (given.next_local_time || given.delay_from_property) return sendTimes(file, ground, told)
  return inProduct(ground, given, told)
}

async function inProduct(ground: Ground, file: File, told: Told): Promise<Outcome[]> {
  const zero = Date.parse(file.time_zero ?? anyTime)
  const provider = await startSink()
  const product = await openProduct(ground, { smtpUrl: provider.url })
  const outcomes: Outcome[] = []
  const tell = (outcome: Outcome) => {
    outcomes.push(outcome)
    told(outcome)
  }
  const scene = { product, zero, tell }
  try {
    for (const one of file.cases ?? []) {
      if (!('journey' in one)) await broadcastCases(scene, provider, one)
      else {
        await product.forgetEverybody()
        const faults = await attempt(() => runTimeline(product, Case.parse(one), zero))
        tell({ id: one.id, title: one.title, faults })
      }
    }
    for (const one of file.rules ?? []) await ruleCases(scene, one)
    for (const one of file.lists ?? []) await listCases(scene, one)
    for (const one of file.journeys ?? []) await pathCases(scene, one)
    for (const one of file.campaigns ?? []) await campaignCases(scene, one)
    return outcomes
  } finally {
    await product.close()
    provider.close()
  }
}
