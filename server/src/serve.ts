import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import type { Config } from './kernel/config.ts'
import { healthRoutes } from './kernel/health.ts'
import { openHouse } from './kernel/house.ts'
import { httpServer } from './kernel/http.ts'
import { runJobs } from './kernel/jobs.ts'
import { endLiveStreams } from './kernel/live.ts'
import { runLoop } from './kernel/loops.ts'
import { Metrics, metricsRoutes } from './kernel/metrics.ts'
import { checkPort } from './kernel/port.ts'

/** One process of the product, in its role, until `stop`. */
export async function serve(config: Config, log: Logger) {
  const { host, port, role } = config
  const local = `http://localhost:${port}`
  await checkPort(host, port, config.dataDir)
  const house = await openHouse({
    config,
    log,
    purpose: role === 'worker' ? 'worker' : 'server',
    answersAt: local,
  })
  const app = await buildApp({ ...house, log, config })

  // A worker answers for its health, and nothing else.
  const http =
    role === 'worker'
      ? await httpServer({ title: 'Filrouge worker', log, checkAccess: async () => {} })
      : app.http
  let stopping = false
  await healthRoutes(http, house.db, () => stopping)
  metricsRoutes(http, new Metrics())

  await http.listen({ host, port })
  const works = role !== 'api'
  const loops = works ? app.loops.map((loop) => runLoop(loop, house.signals, log)) : []
  const jobs = works ? await runJobs(house.databaseUrl, app.jobs, log) : undefined

  /** What is in hand is finished, nothing new is begun; the database goes last. */
  const stop = async () => {
    stopping = true
    endLiveStreams()
    if (http !== app.http) await http.close()
    await app.http.close()
    await Promise.all([...loops.map((loop) => loop.stop()), jobs?.stop()])
    await app.close()
    await house.close()
  }
  return { house, stop }
}
