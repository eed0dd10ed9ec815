import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import { amountsIn } from './amounts.ts'
import { cancelOrder } from './cancel.ts'
import { settleEdit } from './edit.ts'
import { orderUpdated } from './events.ts'
import { productsIn, tell } from './facts.ts'
import { lessOf } from './less.ts'
import { letterTo } from './letters.ts'
import type { Units } from './parcels.ts'
import { chargeOtherwise, keyOf, linesOf, note, type OrderLineRow, type OrderRow } from './rows.ts'

/**
 * What was ordered can be had nowhere any more: those units leave the order, which costs so much less as they were
 * charged, and that goes back to whom it came from. The customer is told what is missing; of an order of nothing else all is
 * called off.
 */
export async function giveUpUnits(
  work: Work,
  order: OrderRow,
  units: readonly Units[],
  by: string,
): Promise<void> {
  const key = keyOf(order)
  const before = await linesOf(work.tx, key)
  const gone = new Map(units.map(({ lineId, quantity }) => [lineId, quantity]))
  if (before.every(({ id, quantity }) => gone.get(id) === quantity)) {
    return cancelOrder(work, key, { by, reason: 'nowhere' })
  }
  await takeOut(work, before, gone)
  const after = await chargeOtherwise(work, order, lessOf(order.charged, gone))
  const lines = units.map(({ lineId, quantity }) => ({ lineId, quantity }))
  const amount = order.gross - after.gross
  await note(work, order, { what: 'short', by, details: { lines, amount } })
  await tell(work, after, orderUpdated, {
    total: decimal(after.gross),
    products: productsIn(after, await linesOf(work.tx, key)),
  })
  await settleEdit(work, order, after, { by, cause: 'short' })
  await letterTo(work, order, 'order-short', inWords(order, before, gone, amount))
}

async function takeOut(
  { tx }: Work,
  lines: readonly OrderLineRow[],
  gone: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { customer_id, order_id, id, quantity } of lines) {
    const left = quantity - (gone.get(id) ?? 0)
    if (left === quantity) continue
    const line = { customer_id, order_id, id }
    if (left === 0) await tx.deleteFrom('orders.line').where(isLine(line)).execute()
    else await tx.updateTable('orders.line').set({ quantity: left }).where(isLine(line)).execute()
  }
}

const isLine = (line: { customer_id: string; order_id: string; id: string }) => sql<boolean>`
  customer_id = ${line.customer_id} and order_id = ${line.order_id} and id = ${line.id}`

function inWords(
  order: OrderRow,
  lines: readonly OrderLineRow[],
  gone: ReadonlyMap<string, number>,
  amount: number,
) {
  const missing = lines
    .filter(({ id }) => gone.has(id))
    .map(({ id, article }) => {
      const many = gone.get(id) ?? 0
      return `${many > 1 ? `${many} × ` : ''}${article.name[order.language]}`
    })
  return { missing: missing.join(', '), amount: amountsIn(order)(amount) }
}
