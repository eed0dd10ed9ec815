import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { beginDemo } from './demo/begin.ts'
import { threadGauges } from './gauges.ts'
import type { Config } from './kernel/config.ts'
import { healthRoutes } from './kernel/health.ts'
import { type House, openHouse } from './kernel/house.ts'
import { httpServer } from './kernel/http.ts'
import { runJobs } from './kernel/jobs.ts'
import { endLiveStreams } from './kernel/live.ts'
import { runLoop } from './kernel/loops.ts'
import { metricsRoutes } from './kernel/metrics.ts'
import { checkPort } from './kernel/port.ts'
import { cleanAfterStart } from './kernel/spring-clean.ts'

interface Serving {
  readonly house: House
  /** What is in hand is finished, nothing new is begun; the database goes last. */
  stop(): Promise<void>
}

/** One process of the product, in its role, until `stop`. */
export async function serve(config: Config, log: Logger): Promise<Serving> {
  const { host, port, role, dataDir } = config
  await checkPort(host, port, dataDir)
  const purpose = role === 'worker' ? 'worker' : 'server'
  const house = await openHouse({ config, log, purpose, answersAt: `http://localhost:${port}` })
  try {
    if (house.clock.demo) await house.inWork((work) => beginDemo(work, config))
    const stop = await openDoors(house, config, log)
    return {
      house,
      async stop() {
        await stop()
        await house.close()
      },
    }
  } catch (error) {
    await house.close()
    throw error
  }
}

async function openDoors(house: House, config: Config, log: Logger): Promise<() => Promise<void>> {
  const { host, port, role } = config
  const app = await buildApp({ ...house, log, config })
  // A worker answers for its health, and nothing else.
  const http = role === 'worker' ? await quietServer(log) : app.http
  let stopping = false
  threadGauges(house.db, house.clock.now)
  metricsRoutes(http)
  await healthRoutes(http, house.db, () => stopping)
  await http.listen({ host, port })

  const works = role !== 'api'
  const loops = works
    ? app.loops.map((loop) => runLoop(loop, { ...house, log, now: house.clock.now }))
    : []
  const jobs = works ? await runJobs(house.databaseUrl, app.jobs, log) : undefined
  cleanAfterStart()
  return async () => {
    stopping = true
    endLiveStreams()
    await http.close()
    await Promise.all([...loops.map((loop) => loop.stop()), jobs?.stop()])
    await app.close()
  }
}

function quietServer(log: Logger) {
  return httpServer({ title: 'Filrouge worker', log, checkAccess: async () => {} })
}
