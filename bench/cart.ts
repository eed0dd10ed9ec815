import { Buyer } from './buyers.ts'
import { bareInserts, behindIt, type Front, measured, openFront } from './front.ts'
import { type BenchHouse, inEmptyHouse, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const clients = 16
const products = 200
const customers = 160
const linesEach = 5

/**
 * Adding to a cart through the shop's API: with its price, promotions and availability looked at, its fact
 * told. Then the same in carts of twenty lines, and reading both. What a worker then does with the facts, for
 * audiences, journeys and figures, is measured by itself.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const skus = Array.from({ length: products }, (_, at) => `P${at}`)
  const front = await openFront(
    house,
    skus.map((sku, at) => ({ sku, price: 500 + at * 10, stock: { depot: 1_000_000 } })),
    { role: 'api' },
  )
  try {
    const buyers = await entered(front, customers)
    const adding = (many: number, from = 0) =>
      Array.from({ length: many }, (_, line) =>
        buyers.map((buyer, at) => () => add(buyer, skus[(at * 7 + from + line) % products] ?? '')),
      ).flat()
    await measured(house, front, { clients, tasks: adding(1) })
    const add5 = await measured(house, front, { clients, tasks: adding(linesEach - 1, 1) })
    progress(`add to cart: ${JSON.stringify(add5)}`)
    const read5 = await measured(house, front, { clients, tasks: reading(buyers) })
    progress(`read 5 lines: ${JSON.stringify(read5)}`)
    await measured(house, front, { clients, tasks: adding(14, linesEach) })
    const add20 = await measured(house, front, { clients, tasks: adding(1, 19) })
    const read20 = await measured(house, front, { clients, tasks: reading(buyers) })
    progress(`add a 20th: ${JSON.stringify(add20)}; read 20: ${JSON.stringify(read20)}`)
    const behind = await behindIt(house, customers * 20)
    progress(`weaving it all: ${JSON.stringify(behind)}`)
    const ceiling = await bareInserts(house, clients)
    return {
      figures: {
        ...named('add', add5),
        ...named('read5', read5),
        ...named('add20th', add20),
        ...named('read20', read20),
        // Four times the lines: four would be linear.
        readGrowth: round(read20.cpuMs / read5.cpuMs, 2),
        ...named('after', behind),
      },
      ceiling: { bareInsertsPerSecond: ceiling },
      ratio: round(add5.perSecond / ceiling, 4),
    }
  } finally {
    await front.close()
  }
}

async function entered(front: Front, many: number): Promise<Buyer[]> {
  const buyers: Buyer[] = []
  for (let at = 0; at < many; at++) {
    const buyer = new Buyer(front.servers, 0)
    await buyer.enter(front.writeKey)
    buyers.push(buyer)
  }
  return buyers
}

async function add(buyer: Buyer, sku: string): Promise<void> {
  const { status, body } = await buyer.ask('POST', '/api/shop/cart/lines', { sku, quantity: 1 })
  if (status !== 200) throw new Error(JSON.stringify(body))
}

const reading = (buyers: readonly Buyer[]) =>
  buyers.flatMap((buyer) => [
    () => buyer.ask('GET', '/api/shop/cart'),
    () => buyer.ask('GET', '/api/shop/cart'),
  ])

const named = (what: string, figures: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      `${what}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  )
