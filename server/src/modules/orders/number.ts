import { prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { newCode } from '../carts/index.ts'
import type { OrderKey } from './rows.ts'

/** Gives an order the number that people call it by: short to say, and telling nobody how many there are. */
export async function numberOrder(work: Work, { customerId, orderId }: OrderKey): Promise<string> {
  for (;;) {
    const number = `F${newCode(8)}`
    const [given] = await numbering(work.tx, { number, customerId, orderId })
    if (given) return number
  }
}

const numbering = statement(
  (db, { number, customerId, orderId }: OrderKey & { readonly number: string }) =>
    db
      .insertInto('orders.number')
      .values({ number, customer_id: customerId, order_id: orderId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .modifyEnd(prepared),
)
