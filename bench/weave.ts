import { sql } from 'kysely'
import { buildApp } from '../server/src/app.ts'
import { openLog } from '../server/src/kernel/log.ts'
import { startBare, startServer } from './child.ts'
import { audiencesBuilt, fiftyAudiences, openDoor } from './crowd.ts'
import { type BenchHouse, inEmptyHouse, median, progress, round } from './house.ts'
import { during, post } from './load.ts'
import type { Finding } from './run.ts'
import { Stream } from './stream.ts'

const batch = 100
const connections = 16
const rounds = 3
const eventsInRound = 60_000
const ports = { bare: 3981, ours: 3982 }

/**
 * Events woven per second with fifty live audiences: taken in over HTTP first, then woven with nothing
 * else running, beside the bare ceiling of accepting in the same run. One event in forty signs in on a second device: merges.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const door = await openDoor(house, `http://127.0.0.1:${ports.ours}`)
  const { authorization } = door
  const marketer = await startServer(house.environment, ports.ours, 'all')
  await fiftyAudiences(door)
  await audiencesBuilt(house)
  await marketer.stop()
  const stream = new Stream(6000)
  const app = await buildApp({ ...house, log: openLog('warn', 2) })
  const weaver = app.loops.find((loop) => loop.name === 'thread/weave')
  if (!weaver) throw new Error('there is no weaver')

  const ceilings: number[] = []
  const rates: number[] = []
  for (let turn = 0; turn <= rounds; turn++) {
    const bare = await startBare(house.environment, ports.bare)
    const bodies = Array.from({ length: 100 }, () => stream.batch(batch))
    const begunBare = performance.now()
    const next = during(4000, bodies)
    const took = await post({
      url: `http://127.0.0.1:${ports.bare}/`,
      authorization,
      next,
      connections,
    })
    const ceiling = (took.length * batch) / ((performance.now() - begunBare) / 1000)
    await bare.stop()

    const ours = await startServer(house.environment, ports.ours, 'api')
    let left = eventsInRound / batch
    await post({
      url: `http://127.0.0.1:${ports.ours}/v1/batch`,
      authorization,
      next: () => (left-- > 0 ? stream.batch(batch) : undefined),
      connections,
    })
    await ours.stop()

    const begun = performance.now()
    while (await weaver.run());
    const rate = eventsInRound / ((performance.now() - begun) / 1000)
    progress(`bare ${round(ceiling)}/s, woven ${round(rate)}/s${turn === 0 ? ' (warm-up)' : ''}`)
    if (turn === 0) continue
    ceilings.push(ceiling)
    rates.push(rate)
  }
  const { rows } = await sql<{ events: number; customers: number; merges: number; parked: number }>`
    select (select count(*)::int from thread.event where type <> 'fact') as events,
      (select count(*)::int from customers.customer where customer_id = final_id) as customers,
      (select count(*)::int from customers.merge) as merges,
      (select count(*)::int from thread.parked) as parked`.execute(house.db)
  await app.close()
  const counted = rows[0] ?? { events: 0, customers: 0, merges: 0, parked: 0 }
  if (counted.events !== eventsInRound * (rounds + 1)) {
    throw new Error(`${eventsInRound * (rounds + 1)} events taken in, ${counted.events} woven`)
  }
  return {
    figures: { eventsPerSecond: round(median(rates)), ...counted },
    ceiling: { eventsPerSecond: round(median(ceilings)) },
    ratio: round(median(rates.map((rate, turn) => rate / (ceilings[turn] ?? Number.NaN))), 2),
  }
}
