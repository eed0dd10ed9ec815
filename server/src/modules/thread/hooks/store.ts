import { randomBytes } from 'node:crypto'
import type { Db } from '../../../kernel/database.ts'
import type { Seal } from '../../../kernel/seal.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import { type HookChange, type HookMapping, ownSignature, type Webhook } from './contract.ts'
import type { HookPayload } from './mapping.ts'
import { NoSuchHook } from './refusals.ts'

export const sealedFor = (sourceId: string) => `webhook ${sourceId}`

/** Only a source of the kind webhook has one. */
async function mustBeHook(db: Db, id: string): Promise<void> {
  const source = await db
    .selectFrom('thread.source')
    .select('kind')
    .where('id', '=', id)
    .executeTakeFirst()
  if (source?.kind !== 'webhook') throw new NoSuchHook({})
}

export async function webhook(db: Db, seal: Seal, id: string, baseUrl: string): Promise<Webhook> {
  await mustBeHook(db, id)
  const row = await db
    .selectFrom('thread.webhook')
    .selectAll()
    .where('source_id', '=', id)
    .executeTakeFirst()
  const last = await lastPayload(db, id)
  return {
    url: `${baseUrl}/hooks/${id}`,
    signature: row?.signature ?? ownSignature,
    mapping: row?.mapping ?? null,
    secret: stateOf(seal, id, row?.secret),
    last: last && { payload: last.payload, at: last.at.toISOString() },
  }
}

function stateOf(seal: Seal, id: string, sealed: Buffer | null | undefined): Webhook['secret'] {
  if (!sealed) return 'none'
  return seal.open(sealed, sealedFor(id)) === undefined ? 'unreadable' : 'set'
}

export async function mappingOf(db: Db, id: string): Promise<HookMapping | null> {
  const row = await db
    .selectFrom('thread.webhook')
    .select('mapping')
    .where('source_id', '=', id)
    .executeTakeFirst()
  return row?.mapping ?? null
}

export async function lastPayload(db: Db, id: string) {
  const row = await db
    .selectFrom('thread.webhook_payload')
    .select(['payload', 'at'])
    .where('source_id', '=', id)
    .executeTakeFirst()
  return row ? { payload: JSON.parse(row.payload) as HookPayload, at: row.at } : null
}

export async function changeWebhook(work: Work, id: string, change: HookChange): Promise<void> {
  await mustBeHook(work.tx, id)
  const values = {
    signature: JSON.stringify(change.signature),
    mapping: change.mapping && JSON.stringify(change.mapping),
  }
  await work.tx
    .insertInto('thread.webhook')
    .values({ source_id: id, secret: null, ...values })
    .onConflict((conflict) => conflict.column('source_id').doUpdateSet(values))
    .execute()
  await signal(work.tx, 'thread.sources')
}

/** Sets the secret that the other program signs with: theirs, or a new one. */
export async function setSecret(
  work: Work,
  seal: Seal,
  id: string,
  given: string | undefined,
): Promise<string> {
  await mustBeHook(work.tx, id)
  const told = given ?? `whsec_${randomBytes(24).toString('base64url')}`
  const secret = seal.close(told, sealedFor(id))
  await work.tx
    .insertInto('thread.webhook')
    .values({ source_id: id, secret, signature: JSON.stringify(ownSignature), mapping: null })
    .onConflict((conflict) => conflict.column('source_id').doUpdateSet({ secret }))
    .execute()
  return told
}
