import { type Selectable, sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import {
  beginPayment,
  cancelPayment,
  capturePayments,
  hasAccount,
  NoAccount,
  type Payment,
  paymentsOf,
} from '../payments/index.ts'
import { release, reserve } from '../stock/index.ts'
import { brand } from '../team/index.ts'
import { amountsIn } from './amounts.ts'
import type { EditInput } from './edit-contract.ts'
import { letterTo } from './letters.ts'
import { NotInState } from './refusals.ts'
import { changeOf, type Reworked, rework, tellEdited } from './rework.ts'
import { keyOf, lockOrder, note, type OrderKey, type OrderRow } from './rows.ts'
import { orderSettings } from './settings.ts'
import type { ChangeTable } from './tables.ts'
import { unlessRefused } from './try-out.ts'

export type ChangeRow = Selectable<ChangeTable>

export async function openChange(
  db: Db,
  { customerId, orderId }: OrderKey,
): Promise<ChangeRow | undefined> {
  return db
    .selectFrom('orders.change')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .modifyEnd(prepared)
    .executeTakeFirst()
}

/**
 * Writes down a change that the customer must pay for first, as it was tried out. Further goods are held until
 * it is paid, or its time is over.
 */
export async function propose(
  work: Work,
  order: OrderRow,
  edit: EditInput & { readonly by: string },
  tried: Reworked,
): Promise<void> {
  if (!(await hasAccount(work.tx))) throw new NoAccount({})
  const { payMoreHours } = await orderSettings(work.tx)
  const expiresAt = new Date(work.now.getTime() + payMoreHours * 3_600_000)
  const id = work.newId()
  const { by, lines, add } = edit
  const amount = tried.after.gross - order.gross
  await work.tx
    .insertInto('orders.change')
    .values({
      ...{ customer_id: order.customer_id, id, order_id: order.id, state: 'open', reason: null },
      ...{ edit: JSON.stringify({ lines, add }), by, told: JSON.stringify(changeOf(tried)) },
      ...{ amount, payment_id: null, created_at: work.now, expires_at: expiresAt, ended_at: null },
    })
    .execute()
  await note(work, order, { what: 'change-proposed', by, details: { amount } })
  await letterTo(work, order, 'order-to-pay', {
    ...(await inWords(work, order, { amount, expiresAt })),
  })
  await reserve(work, {
    ...{ id, kind: 'order', lines: tried.more, channel: order.channel, expiresAt },
    ref: `order:${order.id}`,
  })
}

async function inWords(
  { tx }: Work,
  order: OrderRow,
  { amount, expiresAt }: { amount: number; expiresAt: Date },
) {
  const { timeZone } = await brand(tx)
  const time = new Intl.DateTimeFormat(order.language, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone },
  })
  return { amount: amountsIn(order)(amount), until: time.format(expiresAt) }
}

/** The payment that the customer makes for the open change: begun once, and anew after one that came to nothing. Undefined when none is open. */
export async function payForChange(work: Work, key: OrderKey): Promise<Payment | undefined> {
  const order = await lockOrder(work, key)
  const change = await openChange(work.tx, key)
  if (!change || change.expires_at <= work.now) return undefined
  const known = (await paymentsOf(work.tx, key)).find(({ id }) => id === change.payment_id)
  if (known && known.state !== 'failed' && known.state !== 'cancelled') return known
  const { amount } = change
  const payment = await beginPayment(work, {
    ...{ ...key, amount, currency: order.currency, goal: 'hold' },
    with: { means: 'card', title: order.number },
  })
  await setChange(work, change, { payment_id: payment.id })
  return payment
}

/** The money for a change is there: the order is changed now, or the money is let go. */
export async function onChangePaid(work: Work, order: OrderRow, payment: Payment): Promise<void> {
  const change = await openChange(work.tx, keyOf(order))
  if (change?.payment_id !== payment.id) return
  const refusal = await unlessRefused(work, async () => {
    await release(work, change.id, undefined, { ref: `order:${order.id}` })
    const changed = await rework(work, order, change.edit)
    // Its promotions may have been used up by others since.
    if (changed.after.gross - order.gross !== change.amount) {
      throw new NotInState({ state: 'price', action: 'edit' })
    }
    await tellEdited(work, order, changed.after, change.by)
  })
  if (refusal) {
    await endChange(work, order, change, { state: 'refused', reason: refusal.code })
    return
  }
  await setChange(work, change, { state: 'paid', ended_at: work.now })
  const { capture } = await orderSettings(work.tx)
  if (capture === 'order') await capturePayments(work, keyOf(order))
}

/** The customer’s payment came to nothing: they may begin another as long as there is time. */
export async function onChangeUnpaid(work: Work, order: OrderRow, { id }: Payment): Promise<void> {
  const change = await openChange(work.tx, keyOf(order))
  if (change?.payment_id === id) await setChange(work, change, { payment_id: null })
}

/** It comes to nothing: the order stays as it was, its goods are free, and what is being paid is let go of. */
export async function endChange(
  work: Work,
  order: Pick<OrderRow, 'customer_id' | 'id'>,
  change: ChangeRow,
  end: { readonly state: 'refused' | 'lapsed' | 'replaced'; readonly reason?: string },
): Promise<void> {
  const { state, reason = null } = end
  await setChange(work, change, { state, reason, ended_at: work.now })
  await release(work, change.id, undefined, { ref: `order:${order.id}` })
  if (change.payment_id) {
    await cancelPayment(work, { customerId: order.customer_id, id: change.payment_id })
  }
  await note(work, order, { what: `change-${state}`, by: 'house', details: { reason } })
}

/** Something else is done to the order, after which the change would not be what the customer was told. */
export async function replaceChange(work: Work, order: OrderRow): Promise<void> {
  const change = await openChange(work.tx, keyOf(order))
  if (change) await endChange(work, order, change, { state: 'replaced' })
}

/** Nobody paid in time. */
export async function lapseChange(work: Work, key: OrderKey): Promise<boolean> {
  const order = await lockOrder(work, key)
  const change = await openChange(work.tx, key)
  if (!change || change.expires_at > work.now) return false
  await endChange(work, order, change, { state: 'lapsed' })
  return true
}

async function setChange(
  { tx }: Work,
  { customer_id, id }: ChangeRow,
  set: Partial<Pick<ChangeRow, 'state' | 'reason' | 'payment_id' | 'ended_at'>>,
): Promise<void> {
  await tx
    .updateTable('orders.change')
    .set(set)
    .where('customer_id', '=', customer_id)
    .where('id', '=', id)
    .where('state', '=', sql<'open'>`'open'`)
    .execute()
}
