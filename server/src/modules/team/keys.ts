import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, actorRef } from './actor.ts'
import { audit } from './audit.ts'
import type { ApiKey, KeyInput, NewKey } from './contract.ts'
import { KeyNotFound, RightsTooHigh } from './refusals.ts'
import { hashOf, newToken } from './tokens.ts'

/** `frk_` (so that scanners of leaked secrets know it), twelve characters that find it, the secret. */
const shape = /^(frk_[\w-]{12})_([\w-]{43})$/

/** Makes a key for a program. It is told this once; of its secret only the hash stays. */
export async function createKey(
  work: Work,
  actor: Actor,
  { name, rights, expiresAt = null }: KeyInput,
): Promise<NewKey> {
  const missing = rights.filter((right) => !actor.rights.includes(right))
  if (missing.length > 0) throw new RightsTooHigh({ missing })
  const id = work.newId()
  const now = new Date()
  const prefix = `frk_${newToken().slice(0, 12)}`
  const secret = newToken()
  await work.tx
    .insertInto('team.api_key')
    .values({
      id,
      prefix,
      secret_hash: hashOf(secret),
      name,
      rights,
      created_by: actorRef(actor),
      created_at: now,
      expires_at: expiresAt ? new Date(expiresAt) : null,
      last_used_at: null,
      revoked_at: null,
    })
    .execute()
  await audit(work, actor, 'team/key-created', `key:${id}`, { rights, expiresAt, prefix })
  return {
    ...{ id, name, rights, prefix, expiresAt, key: `${prefix}_${secret}` },
    ...{ createdAt: now.toISOString(), lastUsedAt: null, revokedAt: null },
  }
}

export async function keys(db: Db): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('team.api_key')
    .select(['id', 'name', 'rights', 'prefix', 'created_at', 'expires_at'])
    .select(['last_used_at', 'revoked_at'])
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ created_at, expires_at, last_used_at, revoked_at, ...key }) => ({
    ...key,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at?.toISOString() ?? null,
    lastUsedAt: last_used_at?.toISOString() ?? null,
    revokedAt: revoked_at?.toISOString() ?? null,
  }))
}

/** Ends a key at once; it stays in the list, for the audit to name. */
export async function revokeKey(work: Work, actor: Actor, id: string): Promise<void> {
  const { numUpdatedRows } = await work.tx
    .updateTable('team.api_key')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new KeyNotFound({ id })
  await audit(work, actor, 'team/key-revoked', `key:${id}`)
}

/** Whose key this is, or undefined. That it was used is noted once a minute at most. */
export async function actorOfKey(db: Db, given: string): Promise<Actor | undefined> {
  const [, prefix, secret] = shape.exec(given) ?? []
  if (!prefix || !secret) return
  const key = await db
    .selectFrom('team.api_key')
    .select(['id', 'name', 'rights', 'secret_hash'])
    .select(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`.as('stale'))
    .where('prefix', '=', prefix)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .executeTakeFirst()
  if (!key || !timingSafeEqual(key.secret_hash, hashOf(secret))) return
  if (key.stale) await noteUse(db, key.id)
  return { kind: 'key', id: key.id, rights: key.rights, name: key.name }
}

async function noteUse(db: Db, id: string): Promise<void> {
  await db
    .updateTable('team.api_key')
    .set({ last_used_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}
