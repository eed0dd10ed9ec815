import { sql } from 'kysely'
import { createSource } from '../server/src/modules/thread/index.ts'
import { startBare, startServer } from './child.ts'
import { type BenchHouse, inEmptyHouse, median, percentile, progress, round } from './house.ts'
import { during, post } from './load.ts'
import type { Finding } from './run.ts'
import { Stream } from './stream.ts'

const rounds = 3
const seconds = 5
const batch = 100
const connections = 16
const ports = { bare: 3981, ours: 3982 }

/** Events accepted durably over HTTP in batches of 100, beside the bare ceiling, in turns. */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const source = await house.inWork((work) => createSource(work, { name: 'bench', kind: 'server' }))
  const authorization = `Basic ${btoa(`${source.writeKey}:`)}`
  const stream = new Stream(20_000)
  const bodies = Array.from({ length: 200 }, () => stream.batch(batch))
  const bare = await startBare(house.environment, ports.bare)
  const ours = await startServer(house.environment, ports.ours, 'api')

  const load = async (port: number, path: string) => {
    const url = `http://127.0.0.1:${port}${path}`
    const begun = performance.now()
    const took = await post({
      url,
      authorization,
      next: during(seconds * 1000, bodies),
      connections,
    })
    const rate = (took.length * batch) / ((performance.now() - begun) / 1000)
    return { took, rate, events: took.length * batch }
  }
  const bareRates: number[] = []
  const rates: number[] = []
  const took: number[] = []
  let accepted = 0
  for (let turn = 0; turn <= rounds; turn++) {
    const below = await load(ports.bare, '/')
    const own = await load(ports.ours, '/v1/batch')
    accepted += own.events
    progress(
      `bare ${round(below.rate)}/s, ours ${round(own.rate)}/s${turn === 0 ? ' (warm-up)' : ''}`,
    )
    if (turn === 0) continue
    bareRates.push(below.rate)
    rates.push(own.rate)
    took.push(...own.took)
  }
  const { rows } = await sql<{ events: number }>`
    select sum(events)::int as events from thread.inbox`.execute(house.db)
  await bare.stop()
  await ours.stop()
  if (rows[0]?.events !== accepted) {
    throw new Error(`${accepted} events accepted, ${rows[0]?.events} stored`)
  }
  return {
    figures: {
      eventsPerSecond: round(median(rates)),
      p50Milliseconds: round(percentile(took, 50), 1),
      p99Milliseconds: round(percentile(took, 99), 1),
      acceptedAndStored: accepted,
    },
    ceiling: { eventsPerSecond: round(median(bareRates)) },
    ratio: round(median(rates.map((rate, turn) => rate / (bareRates[turn] ?? Number.NaN))), 2),
  }
}
