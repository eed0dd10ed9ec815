import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { TillPart } from './contract.ts'
import { sumOf, taxesIn, totalsOf } from './totals.ts'
import { writeReceipt } from './write.ts'
import './tables.ts'

/** The receipts of an order's sale, in the order in which they were written. */
export const salesOfOrder = (db: Db, orderId: string) =>
  db
    .selectFrom('till.receipt')
    .select(['id', 'till_id', 'order_number', 'currency', 'total', 'taxes', 'payments'])
    .where('order_id', '=', orderId)
    .where('kind', '=', 'sale')
    .orderBy('at')
    .orderBy('number')
    .execute()

interface MoneyBack {
  readonly orderId: string
  readonly customerId: string
  /** What went back by each means, above zero. */
  readonly payments: readonly TillPart[]
  readonly by: string
}

/**
 * What a till sold and somebody gives money back for, without goods, is a new receipt of that till, below zero: the
 * first one stays as it is. Nothing happens where no till sold it.
 */
export async function correctSale(work: Work, back: MoneyBack): Promise<void> {
  const sales = await salesOfOrder(work.tx, back.orderId)
  const sale = sales.at(-1)
  const amount = back.payments.reduce((sum, one) => sum + one.amount, 0)
  if (!sale || amount === 0) return
  const { orderId, customerId, by } = back
  await writeReceipt(work, {
    ...{ tillId: sale.till_id, kind: 'refund', currency: sale.currency, corrects: sale.id },
    ...{ order: { id: orderId, number: sale.order_number ?? '' }, customerId, by },
    lines: [adjustment(-amount)],
    taxes: taxesIn(-amount, sumOf(sales.map(totalsOf)).taxes),
    payments: back.payments.map(({ means, amount }) => ({ means, amount: -amount })),
  })
}

/** An amount without goods. */
export const adjustment = (gross: number) => ({
  ...{ kind: 'adjustment' as const, sku: null, name: null, vatRate: null, gross },
  quantity: Math.sign(gross),
})
