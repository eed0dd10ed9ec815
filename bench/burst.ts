import { setTimeout as pause } from 'node:timers/promises'
import { moveIn } from '../e2e/parts/house.ts'
import { backlog, drained, lookBack } from './aftermath.ts'
import { percentile, progress, round } from './house.ts'
import { eventsToMeasure, pour, sustainedRate } from './pour.ts'
import type { Finding, Settings } from './run.ts'

/** How many times the sustained rate the burst is. */
const times = 5

/**
 * A burst of five times the rate that one api and one worker keep up for good: nothing may be lost,
 * doubled or out of order, however long the door takes for it, and what piles up is woven
 * afterwards. 60 seconds, or `--seconds N`.
 */
export async function bench({ seconds = 60 }: Settings): Promise<Finding> {
  const house = await moveIn({ DEMO: '0' })
  try {
    const api = await house.start({ env: { ROLE: 'api' } })
    await house.start({ env: { ROLE: 'worker' } })
    const source = await house.filrouge('source', 'create', '--name', 'bench', '--kind', 'server')
    const to = { writeKey: String(source.writeKey), doors: () => [api.url] }
    const database = await house.database()

    await sustainedRate(to, database, 'warm')
    const sustained = await sustainedRate(to, database, 'measured')
    const perSecond = sustained * times
    progress(`sustained: ${round(sustained)}/s; burst of ${round(perSecond)}/s for ${seconds} s`)

    const pouring = pour({ ...to, perSecond, atMost: perSecond * seconds, name: 'burst' })
    let most = 0
    for (let second = 0; second < seconds; second++) {
      await pause(1000)
      const waiting = await backlog(database)
      most = Math.max(most, waiting)
      progress(`${second + 1} s: ${pouring.acknowledged()} acknowledged, ${waiting} wait`)
    }
    const took = await pouring.end()
    const accepted = pouring.acknowledged()
    const drainSeconds = await drained(database)
    progress(
      `${accepted} acknowledged in ${round(took, 1)} s, woven ${round(drainSeconds)} s later`,
    )
    const found = await lookBack(database, accepted + 2 * eventsToMeasure)
    const refused = (status: number) => pouring.refused.get(status) ?? 0
    return {
      figures: {
        ...{ seconds, askedPerSecond: round(perSecond), acceptedPerSecond: round(accepted / took) },
        ...{ events: accepted, ...found },
        ...{ toldToComeBack: refused(429) + refused(503), brokenConnections: refused(0) },
        p50Milliseconds: round(percentile(pouring.took, 50), 1),
        p99Milliseconds: round(percentile(pouring.took, 99), 1),
        mostWaiting: most,
        drainSeconds: round(drainSeconds),
      },
      ceiling: { sustainedPerSecond: round(sustained) },
      ratio: round(accepted / took / sustained, 2),
    }
  } finally {
    await house.leave()
  }
}
