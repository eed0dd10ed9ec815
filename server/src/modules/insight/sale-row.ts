import type { SaleTable } from './tables.ts'
import type { Sale } from './trade.ts'

/** A line of the book as a sale. */
export function saleOfRow(row: SaleTable): Sale {
  return {
    customerId: row.customer_id,
    reference: row.reference,
    kind: row.kind,
    eventId: row.event_id,
    number: row.number,
    shop: row.shop,
    at: row.at.getTime(),
    channel: row.channel,
    currency: row.currency,
    amount: row.amount,
    units: row.units,
    whole: row.whole,
    categories: row.categories,
  }
}
