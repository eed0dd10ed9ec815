import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { ReceiptKind, ReceiptLine, TillPart, TillTax } from './contract.ts'
import { OtherCurrency } from './refusals.ts'
import { hashAfter, sealedReceipt } from './sealed.ts'
import './tables.ts'

export interface NewReceipt {
  readonly tillId: string
  readonly kind: ReceiptKind
  readonly currency: string
  readonly lines: readonly ReceiptLine[]
  readonly taxes: readonly TillTax[]
  readonly payments: readonly TillPart[]
  readonly order?: { readonly id: string; readonly number: string }
  readonly corrects?: string | null
  readonly customerId?: string
  /** Who of the team, as the audit refers to them. */
  readonly by: string
}

export interface WrittenReceipt {
  readonly id: string
  readonly number: number
}

/**
 * Writes a receipt in the transaction of what it is for: both happen or neither. Its number follows the
 * last without a gap, its hash covers the one before. The till's row is held from here to the commit, so
 * this comes last, but for the audit.
 */
export async function writeReceipt(work: Work, entry: NewReceipt): Promise<WrittenReceipt> {
  const { tillId, kind, currency, order, customerId } = entry
  const total = sum(entry.payments.map(({ amount }) => amount))
  const taxed = sum(entry.taxes.map(({ net, vat }) => net + vat))
  if (taxed !== total) throw new Error(`a receipt of ${total} with taxes of ${taxed}`)
  const head = await takeNumber(work, tillId, Math.abs(total))
  if (head.currency !== currency) throw new OtherCurrency({ currency, of: head.currency })
  const receipt = {
    ...{ till_id: tillId, number: head.number, id: work.newId(), at: head.last_at, kind },
    ...{ order_id: order?.id ?? null, order_number: order?.number ?? null },
    ...{ corrects: entry.corrects ?? null, currency, total, lines: [...entry.lines] },
    ...{ taxes: [...entry.taxes], payments: [...entry.payments] },
    ...{ by: entry.by, perpetual: head.perpetual },
  }
  const hash = hashAfter(head.hash, sealedReceipt(receipt))
  await work.tx
    .with('head', (tx) => tx.updateTable('till.till').set({ hash }).where('id', '=', tillId))
    .insertInto('till.receipt')
    .values({
      ...receipt,
      ...{ lines: JSON.stringify(receipt.lines), taxes: JSON.stringify(receipt.taxes) },
      ...{ payments: JSON.stringify(receipt.payments), previous: head.hash, hash },
    })
    .execute()
  const { id, number, at } = receipt
  if (customerId) {
    await work.tx
      .insertInto('till.receipt_of')
      .values({
        customer_id: customerId,
        receipt_id: id,
        till_id: tillId,
        number,
        at,
        total,
        currency,
      })
      .execute()
  }
  return { id, number }
}

/** The next number, and where the chain stands; others who want one wait until this is committed. */
const takeNumber = ({ tx, now }: Work, tillId: string, amount: number) =>
  tx
    .updateTable('till.till')
    .set({
      number: sql<number>`number + 1`,
      perpetual: sql<number>`perpetual + ${amount}::bigint`,
      // Whoever began before midnight and comes after the closing belongs to the new day.
      last_at: sql<Date>`greatest(last_at, ${now}::timestamptz)`,
    })
    .where('id', '=', tillId)
    .returning(['number', 'hash', 'perpetual', 'last_at', 'currency'])
    .executeTakeFirstOrThrow()

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
