import { share } from '../../kernel/money.ts'
import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import { beginPayment, cancelPayments, capturePayments, paymentsOf } from '../payments/index.ts'
import { propose, replaceChange } from './changes.ts'
import type { EditInput } from './edit-contract.ts'
import { giveMoneyBack } from './money-back.ts'
import { PaymentMissing } from './refusals.ts'
import { rework, tellEdited } from './rework.ts'
import { keyOf, lockOrder, type OrderKey, type OrderRow } from './rows.ts'
import { orderSettings } from './settings.ts'
import type { EditQuote } from './team-contract.ts'
import { asIfNothing } from './try-out.ts'

type Editing = EditInput & { readonly by: string }

/**
 * Changes what an order is of, before any of it leaves. Its lines keep the price at which they were bought,
 * promotions are worked out again for what it is of now. What it costs less is given back; what it
 * costs more is paid in a shop or by gift card at once, or by card on the order's own page, and until then it stays as it was.
 */
export async function editOrder(work: Work, key: OrderKey, edit: Editing): Promise<void> {
  const order = await lockOrder(work, key)
  await replaceChange(work, order)
  if (edit.payWith?.means === 'card' && !(await atCounter(work, order))) {
    const tried = await asIfNothing(work, () => rework(work, order, edit))
    if (tried.after.gross > order.gross) return propose(work, order, edit, tried)
  }
  const { after } = await rework(work, order, edit)
  await settleEdit(work, order, after, { ...edit, cause: 'edit' })
  await tellEdited(work, order, after, edit.by)
}

/** What an edit would come to; nothing is done. */
export async function quoteEdit(work: Work, key: OrderKey, edit: EditInput): Promise<EditQuote> {
  const order = await lockOrder(work, key)
  const { after } = await asIfNothing(work, () => rework(work, order, edit))
  return { currency: order.currency, before: order.gross, after: after.gross }
}

/** What is to be paid in a shop, if that is all of it. */
async function atCounter(work: Work, order: OrderRow) {
  const paid = await paymentsOf(work.tx, keyOf(order))
  const [only, ...others] = paid.filter(({ state }) => state !== 'cancelled' && state !== 'failed')
  const waits = only?.means === 'in-shop' && only.state === 'pending' && others.length === 0
  return waits ? only : undefined
}

interface Settling extends Pick<Editing, 'payWith' | 'by'> {
  /** Why it costs something else: somebody wanted it so, or some of it is missing. */
  readonly cause: 'edit' | 'short'
}

/** What is still to be paid in a shop is asked for there as it is now; else the difference is settled. */
export async function settleEdit(
  work: Work,
  before: OrderRow,
  after: OrderRow,
  { payWith, by, cause }: Settling,
): Promise<void> {
  const key = keyOf(before)
  const { currency } = after
  const waiting = await atCounter(work, before)
  if (waiting) {
    await cancelPayments(work, key)
    const { shopId } = waiting
    const means = { means: 'in-shop' as const, shopId }
    await beginPayment(work, { ...key, amount: after.gross, currency, with: means, goal: 'hold' })
    return
  }
  const more = after.gross - before.gross
  if (more > 0) {
    if (!payWith || payWith.means === 'card') throw new PaymentMissing({ missing: more })
    await beginPayment(work, { ...key, amount: more, currency, with: payWith, goal: 'hold' })
    const { capture } = await orderSettings(work.tx)
    if (capture === 'order') await capturePayments(work, key)
  } else if (more < 0) {
    // What is put aside and not to be taken yet is taken as far as it is needed then.
    const aside = (await paymentsOf(work.tx, key)).filter(
      ({ state, goal }) => state === 'authorised' && goal === 'hold',
    )
    const back = Math.max(0, -more - aside.reduce((sum, { amount }) => sum + amount, 0))
    if (back === 0) return
    const tax = share(before.charged.vat - after.charged.vat, back, -more)
    const told = { revenue: decimal(back - tax), tax: decimal(tax) }
    // The order is worth less by itself: what goes back is not counted as refunded of it.
    await giveMoneyBack(work, after, { amount: back, cause, by, told, counted: false })
  }
}
