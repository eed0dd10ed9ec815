import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type Work } from '../../kernel/work.ts'
import { captureHold, releaseHold } from '../promotions/index.ts'
import type { Goal, PaymentState } from './contract.ts'
import type { PaymentKey } from './listener.ts'
import type { PaymentRow } from './read.ts'
import { refundPayment } from './refund.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

interface OfOrder {
  readonly customerId: string
  readonly orderId: string
}

/**
 * Takes what was put aside for an order. Gift cards are taken here; cards by the cashier, who is told
 * of it once this transaction has committed.
 */
export async function capturePayments(work: Work, order: OfOrder): Promise<void> {
  const [rows] = await all([setGoal(work, order, 'take'), signal(work.tx, 'payments.due')])
  for (const row of rows) {
    if (row.means !== 'gift-card' || row.state !== 'authorised' || !row.gift_card_id) continue
    await captureHold(work, { cardId: row.gift_card_id, ref: row.id })
    await arrive(work, row, { state: 'captured', captured: row.amount })
  }
}

/**
 * Lets go of every payment of an order: what was put aside is released, what was taken is given back,
 * and what a provider has not answered yet is dropped as soon as it does, however late.
 */
export const cancelPayments = async (work: Work, order: OfOrder): Promise<void> =>
  letGo(work, await setGoal(work, order, 'drop'))

/** The same for one of them. */
export const cancelPayment = async (work: Work, { customerId, id }: PaymentKey): Promise<void> =>
  letGo(work, await setGoal(work, { customerId, id }, 'drop'))

async function letGo(work: Work, rows: readonly PaymentRow[]): Promise<void> {
  for (const row of rows) {
    const left = row.captured - row.refunded
    if (row.state === 'captured' && left > 0) await refundPayment(work, row, left, 'cancelled')
    else if (row.means === 'gift-card' && row.state === 'authorised' && row.gift_card_id) {
      await releaseHold(work, { cardId: row.gift_card_id, ref: row.id })
      await arrive(work, row, { state: 'cancelled' })
    } else if (row.means === 'in-shop' && row.state === 'pending') {
      await arrive(work, row, { state: 'cancelled' })
    }
  }
  await signal(work.tx, 'payments.due')
}

/** Rows that the goal changes something for; those of cards are due at once. */
function setGoal(work: Work, which: OfOrder | PaymentKey, goal: 'take' | 'drop') {
  const from: readonly Goal[] = goal === 'take' ? ['hold'] : ['hold', 'take']
  const setting = { goal, from, now: work.now }
  return 'id' in which
    ? setOne(work.tx, { ...which, ...setting })
    : setAll(work.tx, { ...which, ...setting })
}

interface Setting {
  readonly goal: Goal
  readonly from: readonly Goal[]
  readonly now: Date
}

const setOne = statement((db, one: PaymentKey & Setting) =>
  goalSet(db, one).where('customer_id', '=', one.customerId).where('id', '=', one.id),
)
const setAll = statement((db, all: OfOrder & Setting) =>
  goalSet(db, all).where('customer_id', '=', all.customerId).where('order_id', '=', all.orderId),
)

const goalSet = (db: Db, { goal, from, now }: Setting) =>
  db
    .updateTable('payments.payment')
    .set({
      goal,
      changed_at: now,
      due_at: sql`case when means = 'card' and state <> 'captured' then ${now}::timestamptz else due_at end`,
    })
    .where('state', 'not in', ['failed', 'cancelled'])
    .where('goal', '=', sql<Goal>`any(${from}::text[])`)
    .returningAll()
    .modifyEnd(prepared)

export async function arrive(
  work: Work,
  { customer_id, id }: PaymentRow,
  change: { state: PaymentState; captured?: number },
): Promise<void> {
  await work.tx
    .updateTable('payments.payment')
    .set({ ...change, changed_at: work.now, due_at: null })
    .where('customer_id', '=', customer_id)
    .where('id', '=', id)
    .execute()
  await noteStep(work, { customer_id, id, state: change.state, reason: null })
}
