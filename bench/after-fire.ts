import { sql } from 'kysely'
import type { CardBank } from '../server/src/demo/cards/bank.ts'
import type { Db } from '../server/src/kernel/database.ts'

/** What was left behind: of orders, goods, promises and money. All of it must agree. */
export interface AfterFire {
  readonly orders: Readonly<Record<string, number>>
  /** Units of orders that stand, what levels and reservations promise, and what the journal sums up to. */
  readonly sold: number
  readonly reserved: number
  readonly reservations: number
  readonly journal: number
  /** Orders whose money is not as their state says. */
  readonly unsound: number
  /** Money that is still put aside at the bank for nobody. */
  readonly aside: number
  readonly doubles: number
}

export async function afterFire(db: Db, bank: CardBank): Promise<AfterFire> {
  const orders = await db
    .selectFrom('orders.order')
    .select(['id', 'customer_id', 'state', 'gross'])
    .execute()
  const one = async (query: ReturnType<typeof sql<{ sum: number | null }>>) =>
    Number((await query.execute(db)).rows[0]?.sum ?? 0)
  const standing = orders.filter(({ state }) => state === 'confirmed')
  const money = moneyAt(bank)
  const unsound = orders.filter(({ id, state, gross }) => {
    const { taken = 0, aside = 0 } = money.get(id) ?? {}
    return state === 'confirmed' ? taken !== gross || aside !== 0 : taken !== 0 || aside !== 0
  })
  const buyers = new Set(standing.map(({ customer_id }) => customer_id))
  return {
    orders: Object.fromEntries(
      [...Map.groupBy(orders, ({ state }) => state)].map(([state, all]) => [state, all.length]),
    ),
    sold: await one(sql`
      select sum(line.quantity) from orders.line as line join orders."order" as one
        on one.customer_id = line.customer_id and one.id = line.order_id
      where one.state = 'confirmed'`),
    reserved: await one(sql`select sum(reserved) from stock.level`),
    reservations: await one(sql`select sum(quantity) from stock.reservation`),
    journal: await one(sql`select sum(reserved) from stock.move`),
    unsound: unsound.length,
    aside: [...money.values()].reduce((sum, { aside }) => sum + aside, 0),
    doubles: standing.length - buyers.size,
  }
}

/** What the bank has put aside and taken for each order. */
function moneyAt(bank: CardBank) {
  const money = new Map<string, { taken: number; aside: number }>()
  for (const intent of bank.intents.values()) {
    const id = intent.metadata.order_id ?? ''
    const { taken, aside } = money.get(id) ?? { taken: 0, aside: 0 }
    money.set(id, {
      taken: taken + intent.amount_received - intent.amount_refunded,
      aside: aside + intent.amount_capturable,
    })
  }
  return money
}
