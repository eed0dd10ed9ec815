import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { hashOf } from '../carts/index.ts'
import { CodeUnknown } from './refusals.ts'
import type { OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'
import './tables.ts'

/** What a QR code of a pick-up holds: whoever scans it at the counter knows what it is. */
export const qrPayload = (code: string) => `FILROUGE:PICKUP:${code}`

interface Pickup extends OrderKey {
  readonly fulfilmentId: string
  readonly code: string | undefined
}

/** Notes by which code something is handed over; gives what the fulfilment keeps of it. */
export async function newPickup(
  work: Work,
  codes: SealedCodes,
  { customerId, orderId, fulfilmentId, code }: Pickup,
) {
  if (code === undefined) return { code_hash: null, code_sealed: null }
  const code_hash = hashOf(`pickup ${code}`)
  await work.tx
    .insertInto('orders.pickup')
    .values({ code_hash, customer_id: customerId, order_id: orderId, fulfilment_id: fulfilmentId })
    .execute()
  return { code_hash, code_sealed: codes.close(code, fulfilmentId) }
}

/** What a code, typed or scanned, is to be handed over for. */
export async function byPickupCode(db: Db, said: string) {
  const code = said
    .trim()
    .toUpperCase()
    .replace(/^FILROUGE:PICKUP:/, '')
    .replace(/[\s-]/g, '')
  const row = await db
    .selectFrom('orders.pickup')
    .select(['customer_id', 'order_id', 'fulfilment_id'])
    .where('code_hash', '=', hashOf(`pickup ${code}`))
    .executeTakeFirst()
  if (!row) throw new CodeUnknown({})
  return {
    key: { customerId: row.customer_id, orderId: row.order_id },
    fulfilmentId: row.fulfilment_id,
  }
}

/** A code works once. */
export async function endPickup({ tx }: Work, codeHash: Buffer | null): Promise<void> {
  if (!codeHash) return
  await tx.deleteFrom('orders.pickup').where('code_hash', '=', codeHash).execute()
}
