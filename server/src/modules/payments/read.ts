import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { nameOf, profilesOf } from '../customers/index.ts'
import type { Payment, PaymentDetail, PaymentPage, PaymentQuery, Refund } from './contract.ts'
import type { PaymentKey } from './listener.ts'
import { PaymentNotFound } from './refusals.ts'
import type { PaymentTable, RefundTable } from './tables.ts'

export type PaymentRow = Selectable<PaymentTable>
export type RefundRow = Selectable<RefundTable>

const paymentBy = statement((db, { customerId, id }: PaymentKey) =>
  db
    .selectFrom('payments.payment')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .modifyEnd(prepared),
)

export const paymentRow = async (
  db: Db,
  customerId: string,
  id: string,
): Promise<PaymentRow | undefined> => (await paymentBy(db, { customerId, id }))[0]

/** What the customer's own page needs for the payment to go on; for nobody else. */
export interface NextStep {
  /** With what it proves itself at the provider. */
  readonly clientSecret: string | null
  /** Where the customer must go: their bank wants to see them, or the provider asks for the card. */
  readonly redirectUrl: string | null
}

export async function nextStepOf(
  db: Db,
  { customerId, id }: { customerId: string; id: string },
): Promise<NextStep> {
  const { client_secret = null, next_url = null } = (await paymentRow(db, customerId, id)) ?? {}
  return { clientSecret: client_secret, redirectUrl: next_url }
}

interface OfOrder {
  readonly customerId: string
  readonly orderId: string
}

const ofOrder = statement((db, { customerId, orderId }: OfOrder) =>
  db
    .selectFrom('payments.payment')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .modifyEnd(prepared),
)

/** What was paid, or is being paid, for an order; the oldest first. */
export const paymentsOf = async (db: Db, order: OfOrder): Promise<Payment[]> =>
  (await ofOrder(db, order)).map(shownPayment)

export async function refundsOf(
  db: Db,
  { customerId, orderId }: { customerId: string; orderId: string },
): Promise<Refund[]> {
  const rows = await db
    .selectFrom('payments.refund as refund')
    .innerJoin('payments.payment as payment', (join) =>
      join
        .onRef('payment.customer_id', '=', 'refund.customer_id')
        .onRef('payment.id', '=', 'refund.payment_id'),
    )
    .selectAll('refund')
    .select(['payment.means', 'payment.taken_as'])
    .where('refund.customer_id', '=', customerId)
    .where('refund.order_id', '=', orderId)
    .orderBy('refund.id')
    .execute()
  return rows.map((row) => shownRefund(row, row))
}

/** Newest first, with how many stand in each state. */
export async function paymentPage(db: Db, query: PaymentQuery): Promise<PaymentPage> {
  const { state, means, orderId, before, limit } = query
  const rows = await db
    .selectFrom('payments.payment')
    .selectAll()
    .$if(state !== undefined, (of) => of.where('state', '=', state ?? 'unknown'))
    .$if(means !== undefined, (of) => of.where('means', '=', means ?? 'card'))
    .$if(orderId !== undefined, (of) => of.where('order_id', '=', orderId ?? ''))
    .$if(before !== undefined, (of) => of.where(olderThan(before ?? '')))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const counts = await db
    .selectFrom('payments.payment')
    .select(['state', ({ fn }) => fn.countAll<number>().as('payments')])
    .groupBy('state')
    .orderBy('state')
    .execute()
  const { untaken } = await db
    .selectFrom('payments.payment')
    .select(({ fn }) => fn.countAll<number>().as('untaken'))
    .where('state', '=', 'failed')
    .where('capture_tries', '>', 0)
    .executeTakeFirstOrThrow()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const names = await namesOf(
    db,
    page.map((row) => row.customer_id),
  )
  return {
    payments: page.map((row) => ({
      ...shownPayment(row),
      customerName: names.get(row.customer_id) ?? null,
    })),
    next: rows.length > limit && last ? `${last.created_at.toISOString()} ${last.id}` : null,
    ...{ counts, untaken },
  }
}

/** A place in the list: a moment and the payment at it. One that is not understood is the end. */
function olderThan(place: string) {
  const [at = '', id = ''] = place.split(' ')
  const known = !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success
  if (!known) return sql<boolean>`false`
  return sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`
}

export async function paymentDetail(
  db: Db,
  customerId: string,
  id: string,
): Promise<PaymentDetail> {
  const row = await paymentRow(db, customerId, id)
  if (!row) throw new PaymentNotFound({ id })
  const refunds = await db
    .selectFrom('payments.refund')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('payment_id', '=', id)
    .orderBy('id')
    .execute()
  const steps = await db
    .selectFrom('payments.step')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('payment_id', '=', id)
    .orderBy('id')
    .execute()
  const names = await namesOf(db, [customerId])
  return {
    ...shownPayment(row),
    customerName: names.get(customerId) ?? null,
    refunds: refunds.map((refund) => shownRefund(refund, row)),
    steps: steps.map(({ state, refund_id, reason, at }) => ({
      ...{ state, refundId: refund_id, reason, at: at.toISOString() },
    })),
  }
}

async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string | null>> {
  const profiles = await profilesOf(db, [...new Set(ids)])
  return new Map([...profiles].map(([id, { traits }]) => [id, nameOf(traits)]))
}

export const shownPayment = (row: PaymentRow): Payment => ({
  id: row.id,
  customerId: row.customer_id,
  orderId: row.order_id,
  means: row.means,
  amount: row.amount,
  currency: row.currency,
  state: row.state,
  goal: row.goal,
  reason: row.reason,
  captured: row.captured,
  refunded: row.refunded,
  providerRef: row.provider_ref,
  card: row.card,
  nextUrl: row.next_url,
  shopId: row.shop_id,
  takenAs: row.taken_as,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})

export const shownRefund = (
  row: RefundRow,
  { means, taken_as: takenAs }: Pick<PaymentRow, 'means' | 'taken_as'>,
): Refund => ({
  id: row.id,
  customerId: row.customer_id,
  paymentId: row.payment_id,
  orderId: row.order_id,
  ...{ means, takenAs },
  amount: row.amount,
  currency: row.currency,
  state: row.state,
  cause: row.cause,
  reason: row.reason,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})
