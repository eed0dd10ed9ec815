import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import { cartOf } from './cart-lines.ts'
import type { Share, SharedLine } from './contract.ts'
import { ShareNotFound } from './refusals.ts'
import { hashOf, newCode } from './tokens.ts'

/** A cart that is shown at a till is shown there soon; lines that are given to somebody wait longer. */
const lasting = { till: 30 * 60_000, copy: 30 * 86_400_000 } as const

/** Makes a code by which a till opens this very cart, or by which anybody gets its lines. */
export async function shareCart(
  work: Work,
  { customerId, only }: { customerId: string; only?: string | undefined },
  kind: 'till' | 'copy',
  baseUrl: string,
): Promise<Share> {
  const stored = await cartOf(work.tx, customerId, only)
  const copy: SharedLine[] = (stored?.lines ?? [])
    .filter(({ saved }) => !saved)
    .map(({ sku, quantity, options }) => ({ sku, quantity, options }))
  const code = newCode(kind === 'till' ? 8 : 12)
  const expiresAt = new Date(work.now.getTime() + lasting[kind])
  await work.tx
    .insertInto('carts.share')
    .values({
      ...{ code_hash: hashOf(code), customer_id: customerId, expires_at: expiresAt },
      copy: kind === 'copy' ? JSON.stringify(copy) : null,
    })
    .execute()
  return { code, url: `${baseUrl}/panier?partage=${code}`, expiresAt: expiresAt.toISOString() }
}

/** Whose cart a till's code opens. */
export async function cartByCode(db: Db, code: string, now: Date): Promise<string> {
  const row = await shared(db, code, now)
  if (!row || row.copy) throw new ShareNotFound({})
  return (await finalIds(db, [row.customer_id])).get(row.customer_id) ?? row.customer_id
}

/** The lines that a code gives. */
export async function linesByCode(db: Db, code: string, now: Date): Promise<SharedLine[]> {
  const row = await shared(db, code, now)
  if (!row?.copy) throw new ShareNotFound({})
  return row.copy
}

const shared = (db: Db, code: string, now: Date) =>
  db
    .selectFrom('carts.share')
    .select(['customer_id', 'copy'])
    .where('code_hash', '=', hashOf(code))
    .where('expires_at', '>', now)
    .executeTakeFirst()
