import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { PaymentRow, RefundRow } from './read.ts'
import './tables.ts'

/** Notes what state a payment came to, and why. */
export async function noteStep(
  work: Work,
  { customer_id, id, state, reason }: Pick<PaymentRow, 'customer_id' | 'id' | 'state' | 'reason'>,
): Promise<void> {
  const step = { customer_id, payment_id: id, refund_id: null, state, reason }
  await work.tx
    .insertInto('payments.step')
    .values({ ...step, id: work.newId(), at: work.now })
    .modifyEnd(prepared)
    .execute()
}

export async function noteRefundStep(
  work: Work,
  refund: Pick<RefundRow, 'customer_id' | 'id' | 'payment_id' | 'state' | 'reason'>,
): Promise<void> {
  const { customer_id, id: refund_id, payment_id, state, reason } = refund
  await work.tx
    .insertInto('payments.step')
    .values({ customer_id, id: work.newId(), payment_id, refund_id, state, reason, at: work.now })
    .execute()
}
