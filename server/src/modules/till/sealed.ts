import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { ClosingTable, ReceiptTable } from './tables.ts'

export type ReceiptRow = Selectable<ReceiptTable>
export type ClosingRow = Selectable<ClosingTable>

/** What a receipt's hash covers, always written the same way (docs/till-archive.md). */
export function sealedReceipt(receipt: Omit<ReceiptRow, 'previous' | 'hash'>): string {
  const { till_id, number, id, at, kind, order_id, order_number, corrects } = receipt
  const { currency, total, lines, taxes, payments, by, perpetual } = receipt
  return JSON.stringify([
    ...['filrouge/receipt/1', till_id, number, id, at.toISOString(), kind],
    ...[order_id, order_number, corrects, currency, total, lines, taxes, payments],
    ...[by, perpetual],
  ])
}

/** The same of a closing. */
export function sealedClosing(
  closing: Omit<ClosingRow, 'previous' | 'hash' | 'key_id' | 'signature'>,
): string {
  const { till_id, position, id, kind, period, from_at, to_at, closed_at } = closing
  const { first_number, last_number, receipts, sales, refunds, total } = closing
  const { taxes, payments, currency, perpetual, receipts_hash, keep_until } = closing
  return JSON.stringify([
    ...['filrouge/closing/1', till_id, position, id, kind, period],
    ...[from_at.toISOString(), to_at.toISOString(), first_number, last_number, receipts],
    ...[sales, refunds, total, taxes, payments, currency, perpetual, receipts_hash],
    ...[keep_until, closed_at.toISOString()],
  ])
}

/** Each hash covers the one before it. */
export const hashAfter = (previous: string, sealed: string) =>
  createHash('sha256')
    .update(previous + sealed)
    .digest('hex')
