import { type Goods, openFloor, type Place } from '../../bench/floor.ts'
import { restamp } from '../src/kernel/steady.ts'
import type { Line } from './line.ts'

/** A shop with a catalogue, places and stock, for tests of carts and orders. */
export async function openStore(
  line: Pick<Line, 'db' | 'inWork'>,
  {
    goods,
    places = [{ code: 'depot', kind: 'warehouse' }],
  }: { goods: readonly Goods[]; places?: readonly Place[] },
) {
  const ids = await openFloor(line.inWork, { goods, places })
  const at = (code: string): string => {
    const id = ids.get(code)
    if (!id) throw new Error(`there is no place ${code}`)
    return id
  }
  return {
    at,
    /** Asks another price, as if it had always been that. */
    price: (sku: string, amount: number) =>
      line.inWork(async ({ tx }) => {
        await tx.updateTable('catalog.price').set({ amount }).where('sku', '=', sku).execute()
        await restamp(tx, 'catalogue')
      }),
    withdraw: (sku: string) =>
      line.inWork(async ({ tx }) => {
        const change = tx.updateTable('catalog.variant').set({ active: false })
        await change.where('sku', '=', sku).execute()
        await restamp(tx, 'catalogue')
      }),
    /** What is on hand and promised of an article in a place. */
    async level(sku: string, code = 'depot') {
      const row = await line.db
        .selectFrom('stock.level')
        .select(['on_hand', 'reserved', 'damaged'])
        .where('sku', '=', sku)
        .where('location_id', '=', at(code))
        .executeTakeFirst()
      return row ?? { on_hand: 0, reserved: 0, damaged: 0 }
    },
  }
}

export type Store = Awaited<ReturnType<typeof openStore>>
