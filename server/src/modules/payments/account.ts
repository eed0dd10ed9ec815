import type { Selectable } from 'kysely'
import type { Database, Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import { restamp, steady } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import { type Account, AccountInput } from './contract.ts'
import './tables.ts'

/** The first, and so far the only provider; others speak its format or get an adapter beside it. */
const provider = 'stripe'
const purposes = { secret: 'payments/stripe/secret', webhook: 'payments/stripe/webhook' }

export interface Keys {
  readonly baseUrl: string
  readonly secretKey: string
  readonly webhookSecret: string | undefined
}

export async function setAccount(work: Work, seal: Seal, input: AccountInput): Promise<void> {
  const { baseUrl, publishableKey, secretKey, webhookSecret } = AccountInput.parse(input)
  const row = {
    base_url: baseUrl.replace(/\/+$/, ''),
    publishable_key: publishableKey,
    secret_sealed: seal.close(secretKey, purposes.secret),
    webhook_sealed: webhookSecret ? seal.close(webhookSecret, purposes.webhook) : null,
    changed_at: work.now,
  }
  await work.tx
    .insertInto('payments.account')
    .values({ provider, ...row })
    .onConflict((conflict) => conflict.column('provider').doUpdateSet(row))
    .execute()
  await restamp(work.tx, 'house')
}

export const hasAccount = async (db: Db) => (await accountIn(db)) !== undefined

/** What may be shown of it. */
export async function accountOf(db: Db, baseUrl: string): Promise<Account | null> {
  const row = await accountIn(db)
  if (!row) return null
  return {
    baseUrl: row.base_url,
    publishableKey: row.publishable_key,
    hearsWebhooks: row.webhook_sealed !== null,
    webhookUrl: new URL('/api/payments/webhooks/stripe', baseUrl).href,
    changedAt: row.changed_at.toISOString(),
  }
}

/** The keys in clear, for whoever calls; undefined where there are none that this seal opens. */
export const keysOf = async (db: Db, seal: Seal): Promise<Keys | undefined> =>
  keysIn(await accountIn(db), seal)

/** The same of an account that was just read. */
export function keysIn(row: SealedAccount | undefined, seal: Seal): Keys | undefined {
  const secretKey = row && seal.open(row.secret_sealed, purposes.secret)
  if (!row || !secretKey) return undefined
  const sealed = row.webhook_sealed
  return {
    baseUrl: row.base_url,
    secretKey,
    webhookSecret: sealed ? seal.open(sealed, purposes.webhook) : undefined,
  }
}

export type SealedAccount = Selectable<Database['payments.account']>

export const accountIn = steady('house', ['payments.account'], (db) =>
  db.selectFrom('payments.account').selectAll().where('provider', '=', provider).executeTakeFirst(),
)
