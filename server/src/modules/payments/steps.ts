import type { Insertable } from 'kysely'
import { type Database, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { PaymentRow, RefundRow } from './read.ts'
import './tables.ts'

type NewStep = Insertable<Database['payments.step']>

/** Notes what state a payment came to, and why. */
export async function noteStep(
  work: Work,
  { customer_id, id, state, reason }: Pick<PaymentRow, 'customer_id' | 'id' | 'state' | 'reason'>,
): Promise<void> {
  await addStep(work.tx, {
    ...{ customer_id, id: work.newId(), payment_id: id, state, reason, at: work.now },
  })
}

const addStep = statement((db, { customer_id, id, payment_id, state, reason, at }: NewStep) =>
  db
    .insertInto('payments.step')
    .values({ customer_id, id, payment_id, refund_id: null, state, reason, at })
    .modifyEnd(prepared),
)

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
