import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { saleOfRow } from './sale-row.ts'
import type { SaleTable } from './tables.ts'
import { counting, type Sale } from './trade.ts'

/**
 * Gives returns of whole orders the amount of their order: those reported now, and those in the book
 * whose order is reported only now.
 */
export async function withWholeReturns(
  tx: Tx,
  reported: readonly Sale[],
): Promise<readonly Sale[]> {
  const numbered = reported.filter(
    ({ number, kind, whole }) => number && (kind === 'order' || whole),
  )
  if (numbered.length === 0) return reported
  const { rows } = await sql<SaleTable>`
    select distinct sale.*
    from unnest(
      ${numbered.map((sale) => sale.customerId)}::uuid[], ${numbered.map((sale) => sale.number)}::text[]
    ) as said (customer_id, number)
    join insight.sale using (customer_id, number)
    where sale.kind = 'order' or sale.whole`.execute(tx)
  const known = rows.map(saleOfRow)
  const orders = new Map<string, Sale>()
  for (const sale of [...known, ...numbered]) {
    if (sale.kind !== 'order') continue
    const key = orderKey(sale)
    const other = orders.get(key)
    orders.set(key, other ? counting(other, sale) : sale)
  }
  const priced = (sale: Sale): Sale => {
    const order = orders.get(orderKey(sale))
    return order ? { ...sale, amount: order.amount, currency: order.currency } : sale
  }
  const late = known.filter((sale) => sale.whole && priced(sale).amount !== sale.amount)
  return [...late, ...reported].map((sale) => (sale.whole ? priced(sale) : sale))
}

const orderKey = ({ customerId, number }: Sale) => `${customerId} ${number}`
