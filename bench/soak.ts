import { setTimeout as pause } from 'node:timers/promises'
import { moveIn, type Running } from '../e2e/parts/house.ts'
import { drained, lookBack } from './aftermath.ts'
import { percentile, progress, round } from './house.ts'
import { eventsToMeasure, pour, sustainedRate } from './pour.ts'
import type { Finding, Settings } from './run.ts'

const roles = ['api', 'api', 'worker', 'worker', 'worker'] as const

/**
 * Two servers and three workers on one database at half of what they keep up, while a server, a worker
 * and PostgreSQL are killed in turn: counts are exact, each customer's events in their order. Ten
 * minutes, or `--seconds N`.
 */
export async function bench({ seconds = 600 }: Settings): Promise<Finding> {
  const house = await moveIn({ DEMO: '0' })
  try {
    const running: Running[] = []
    for (const ROLE of roles) running.push(await house.start({ env: { ROLE } }))
    const again = async (index: number) => {
      const { port } = running[index] as Running
      running[index] = await house.start({ env: { ROLE: roles[index] ?? '' }, port })
    }
    const source = await house.filrouge('source', 'create', '--name', 'bench', '--kind', 'server')
    const doors = () => running.slice(0, 2).map(({ url }) => url)
    const to = { writeKey: String(source.writeKey), doors }
    const before = await house.database()
    await sustainedRate(to, before, 'warm')
    const limit = await sustainedRate(to, before, 'measured')
    progress(`limit: ${round(limit)}/s; ${round(limit / 2)}/s for ${seconds} s`)

    const pouring = pour({ ...to, perSecond: limit / 2, name: 'soak' })
    const quarter = () => pause((seconds / 4) * 1000)
    await quarter()
    await kill('a server', () => running[0]?.kill())
    await Promise.all([again(0), quarter()])
    await kill('a worker', () => running[2]?.kill())
    await Promise.all([again(2), quarter()])
    await kill('PostgreSQL', async () => process.kill((await house.postmaster()) ?? 0, 'SIGKILL'))
    await quarter()
    const took = await pouring.end()

    const database = await house.database()
    const drainSeconds = await drained(database)
    const events = pouring.acknowledged()
    const found = await lookBack(database, events + 2 * eventsToMeasure)
    const refused = (status: number) => pouring.refused.get(status) ?? 0
    return {
      figures: {
        ...{ seconds, events, eventsPerSecond: round(events / took), ...found },
        ...{ toldToComeBack: refused(429) + refused(503), brokenConnections: refused(0) },
        p50Milliseconds: round(percentile(pouring.took, 50), 1),
        p99Milliseconds: round(percentile(pouring.took, 99), 1),
        longestSilenceMilliseconds: round(pouring.silence()),
        drainSeconds: round(drainSeconds, 1),
      },
      ceiling: { sustainedPerSecond: round(limit) },
      ratio: round(events / took / limit, 2),
    }
  } finally {
    await house.leave()
  }
}

async function kill(what: string, act: () => unknown): Promise<void> {
  progress(`kill -9: ${what}`)
  await act()
}
