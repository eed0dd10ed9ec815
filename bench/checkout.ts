import { afterFire } from './after-fire.ts'
import { Buyer, outcomes } from './buyers.ts'
import { bareInserts, behindIt, measured, openFront } from './front.ts'
import { type BenchHouse, inEmptyHouse, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const clients = 16
const orders = 400
/** Before it is measured: a server that has just started is still being translated. */
const first = 200

/**
 * The whole way from nobody to a paid order: a session, a cart, a quote, the checkout, the card put aside at
 * a bank that speaks Stripe's format. What a worker then does is measured by itself: taking the money,
 * weaving the facts, following them, writing and sending the mail.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const goods = Array.from({ length: 200 }, (_, at) => ({
    ...{ sku: `P${at}`, price: 500 + at * 10, stock: { depot: 1_000_000 } },
  }))
  const front = await openFront(house, goods, { role: 'api' })
  const bought: Awaited<ReturnType<Buyer['buy']>>[] = []
  const buying = (many: number, from: number) =>
    Array.from({ length: many }, (_, at) => async () => {
      const sku = `P${(from + at * 7) % 200}`
      const wish = { writeKey: front.writeKey, lines: [[sku, 1]] as const, card: 'pm_card_visa' }
      bought.push(await new Buyer(front.servers, 0).buy(wish))
    })
  try {
    await measured(house, front, { clients, tasks: buying(first, 0) })
    const whole = await measured(house, front, { clients, tasks: buying(orders, first) })
    progress(`checkout: ${JSON.stringify(whole)} ${JSON.stringify(outcomes(bought))}`)
    const behind = await behindIt(house, orders + first)
    progress(`what follows: ${JSON.stringify(behind)}`)
    const after = await afterFire(house.db, front.bank)
    if (after.orders.confirmed !== orders + first) throw new Error(JSON.stringify(after))
    const ceiling = await bareInserts(house, clients)
    return {
      figures: { orders, ...whole, afterMs: behind.cpuMs },
      ceiling: { bareInsertsPerSecond: ceiling },
      ratio: round(whole.perSecond / ceiling, 4),
    }
  } finally {
    await front.close()
  }
}
