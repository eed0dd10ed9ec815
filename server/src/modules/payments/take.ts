import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { captureHold } from '../promotions/index.ts'
import { arrive } from './decide.ts'
import type { PaymentRow } from './read.ts'
import { refundPayment } from './refund.ts'
import './tables.ts'

interface Taking {
  readonly customerId: string
  readonly orderId: string
  /** How much of the order is to have been taken by now, of how much in all. */
  readonly due: number
  readonly whole: number
}

/**
 * Takes of what was put aside for an order so much as is due, gift cards first. What a card cannot give in parts
 * is taken as a whole with the first of them; with the last, what is not needed is let go.
 */
export async function takeUpTo(work: Work, { customerId, orderId, due, whole }: Taking) {
  const rows = await work.tx
    .selectFrom('payments.payment')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('order_id', '=', orderId)
    .where('state', 'not in', ['failed', 'cancelled'])
    .where('goal', '!=', 'drop')
    .orderBy('id')
    .forUpdate()
    .execute()
  const open = { due, whole }
  for (const row of rows.toSorted((one, other) => rank(one) - rank(other))) {
    const there = row.state === 'captured' ? row.captured : row.amount
    const [part, most] = [Math.min(there, open.due), Math.min(there, open.whole)]
    open.due -= part
    open.whole -= most
    if (row.goal === 'take' || row.state === 'captured') continue
    if (row.means === 'card') await takeOfCard(work, row, { part, most, last: due === whole })
    else if (row.means === 'gift-card' && part > 0) await takeGiftCard(work, row, most)
  }
  await signal(work.tx, 'payments.due')
}

/** What a customer has paid already comes first, then gift cards, then cards. */
const rank = ({ state, means }: PaymentRow) =>
  state === 'captured' || means === 'in-shop' ? 0 : means === 'gift-card' ? 1 : 2

async function takeOfCard(
  work: Work,
  row: PaymentRow,
  { part, most, last }: { part: number; most: number; last: boolean },
): Promise<void> {
  const whole = last || !row.partly
  if (!last && part === 0) return
  await work.tx
    .updateTable('payments.payment')
    .set({
      ...{ to_take: whole ? most : part, goal: whole ? 'take' : 'hold' },
      ...{ due_at: work.now, changed_at: work.now },
    })
    .where('customer_id', '=', row.customer_id)
    .where('id', '=', row.id)
    .execute()
}

/** A gift card gives what was put aside of it at once; what is not needed of that goes back on it. */
async function takeGiftCard(work: Work, row: PaymentRow, needed: number): Promise<void> {
  if (row.state !== 'authorised' || !row.gift_card_id) return
  await captureHold(work, { cardId: row.gift_card_id, ref: row.id })
  await arrive(work, row, { state: 'captured', captured: row.amount })
  const rest = row.amount - needed
  if (rest > 0) await refundPayment(work, { ...row, captured: row.amount }, rest, 'edit')
}
