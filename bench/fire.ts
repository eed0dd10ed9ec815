import { setTimeout as pause } from 'node:timers/promises'
import { afterFire } from './after-fire.ts'
import { type Bought, Buyer, outcomes } from './buyers.ts'
import { openFront } from './front.ts'
import { type BenchHouse, inEmptyHouse, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const buyers = 300
const units = 10

/**
 * Three hundred buyers at once for ten units, the whole public flow over two servers: exactly ten orders,
 * a clean no for everybody else, and nothing left over. Server tests do the same in small, with all that
 * may go wrong.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const front = await openFront(house, [{ sku: 'LAST', price: 1000, stock: { depot: units } }], {
    servers: 2,
  })
  const { writeKey } = front
  try {
    const began = performance.now()
    const all = await Promise.all(
      Array.from({ length: buyers }, (_, at) =>
        new Buyer(front.servers, at).buy({ writeKey, lines: [['LAST', 1]], card: 'pm_card_visa' }),
      ),
    )
    const seconds = round((performance.now() - began) / 1000, 1)
    progress(`${seconds} s: ${JSON.stringify(outcomes(all))}`)
    await pause(8000) // what was put aside is taken, what was given up is released
    const after = await afterFire(house.db, front.bank)
    progress(JSON.stringify(after))
    const count = (is: (one: Bought) => boolean) => all.filter(is).length
    return {
      figures: {
        ...{ buyers, seconds, orders: after.orders.confirmed ?? 0 },
        confirmed: count(({ state }) => state === 'confirmed'),
        refused: count(({ status }) => status === 409),
        broken: count(({ status }) => status >= 500),
        pending: after.orders.pending ?? 0,
        ...{ reserved: after.reserved, reservations: after.reservations, journal: after.journal },
        ...{ unsound: after.unsound, doubles: after.doubles },
      },
      ceiling: { orders: units },
      ratio: round((after.orders.confirmed ?? 0) / units, 2),
    }
  } finally {
    await front.close()
  }
}
