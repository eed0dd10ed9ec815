import { z } from 'zod'
import type { Area } from './area.ts'
import { faultsOf } from './compare.ts'
import { onlyPlace, shelvesOf } from './stock-given.ts'
import { StockWorld } from './stock-world.ts'

const Sale = z.looseObject({
  client_uuid: z.string(),
  qty: z.int().optional(),
  quantity: z.int().optional(),
})
const Given = z.looseObject({ queue: z.array(Sale).optional() })

/**
 * What tills that were cut off tell of their sales, as far as stock answers it: the till itself is not built
 * yet, and will write an order and a receipt where stock says that a sale is new.
 */
export const pos: Area = async ({ given, when, then }, product) => {
  const world = new StockWorld(await product())
  const [place = onlyPlace] = [...shelvesOf(given).keys()]
  for (const [name, shelf] of shelvesOf(given)) await world.shelve(name, shelf)
  const before = (await world.moves()).length
  const sales = Given.parse(given).queue ?? salesIn(when)
  let fresh = 0
  for (let time = 0; time < timesTold(when, sales.length); time++) {
    for (const { client_uuid, qty, quantity } of sales) {
      if (await world.sellAtTill(qty ?? quantity ?? 1, place, client_uuid)) fresh++
    }
  }
  const moves = (await world.moves()).slice(before)
  const levels = await world.levels()
  const available = await world.available()
  const onHand = levels.get(place)?.onHand ?? 0
  const told = await newsOf(world)
  return faultsOf(then, {
    ...{ orders: fresh, receipts: fresh, on_hand: onHand, web_available: available[place] },
    stock_moved: moves.filter(({ kind }) => kind === 'handed-over').length,
    alert: told.includes('Stock Negative') ? 'NEGATIVE_ON_HAND' : null,
  })
}

/** “till A and B sell 1 offline”: a sale of each. */
function salesIn(when: string): z.infer<typeof Sale>[] {
  const [, tills = 'A', quantity = '1'] =
    /tills? ([A-Z](?:(?:,| and| ) ?[A-Z])*) (?:each )?sells? (\d+)/.exec(when) ?? []
  return [...tills.matchAll(/\b[A-Z]\b/g)].map(([till]) => ({
    client_uuid: till,
    qty: Number(quantity),
  }))
}

/** How often the queue is told: each `sync` is once more, and of many tills each tells its own. */
const timesTold = (when: string, tills: number) =>
  tills > 1 ? 1 : Math.max(1, [...when.matchAll(/\bsync/g)].length)

async function newsOf({ product, sku }: StockWorld): Promise<string[]> {
  const rows = await product.db
    .selectFrom('kernel.news_incoming')
    .select(['name', 'properties'])
    .execute()
  const read = await product.db.selectFrom('kernel.news').select(['name', 'properties']).execute()
  return [...rows, ...read]
    .filter(({ properties }) => properties.sku === sku)
    .map(({ name }) => name)
}
