import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Seal } from '../../../kernel/seal.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import { type Actor, audit } from '../../team/index.ts'
import { rowOf } from '../audience-row.ts'
import { SyncNotFound } from '../refusals.ts'
import type { NewSync, Sync } from './contract.ts'
import { sealedFor } from './sync-row.ts'
import { partedTarget } from './target.ts'

type Who = Pick<Actor, 'kind' | 'id'>

/** The syncs of one audience, or of all, each with its last calls. */
export async function syncs(db: Db, audienceId?: string): Promise<Sync[]> {
  const rows = await db
    .selectFrom('audiences.sync')
    .selectAll()
    .$if(audienceId !== undefined, (query) => query.where('audience_id', '=', audienceId ?? ''))
    .orderBy('created_at')
    .execute()
  return Promise.all(
    rows.map(async (row): Promise<Sync> => {
      const { n } = await db
        .selectFrom('audiences.synced')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('sync_id', '=', row.id)
        .executeTakeFirstOrThrow()
      const calls = await db
        .selectFrom('audiences.sync_call')
        .select(['at', 'action', 'people', 'status', 'error'])
        .where('sync_id', '=', row.id)
        .orderBy('at', 'desc')
        .limit(10)
        .execute()
      const { id, kind, name, state, barred, nameless, tries } = row
      return {
        ...{ id, kind, name, state, barred, nameless, tries, audienceId: row.audience_id },
        ...{ target: row.settings, synced: n, added: row.added, removed: row.removed },
        ...{ lastError: row.last_error, nextAt: row.next_at.toISOString() },
        doneAt: row.done_at?.toISOString() ?? null,
        createdAt: row.created_at.toISOString(),
        calls: calls.map((call) => ({ ...call, at: call.at.toISOString() })),
      }
    }),
  )
}

export async function sync(db: Db, id: string): Promise<Sync> {
  const found = (await syncs(db)).find((one) => one.id === id)
  if (!found) throw new SyncNotFound({ id })
  return found
}

interface Creating extends NewSync {
  readonly audienceId: string
  readonly seal: Seal
}

/** Sends an audience somewhere from now on. Gives the secret that was made up for it, if one was. */
export async function createSync(
  work: Work,
  actor: Who,
  { audienceId, name, target, seal }: Creating,
): Promise<{ id: string; secret: string | null }> {
  await rowOf(work.tx, audienceId)
  const id = work.newId()
  const made =
    target.kind === 'webhook' && !target.secret ? randomBytes(24).toString('base64url') : null
  const { settings, secret } = partedTarget(
    made && target.kind === 'webhook' ? { ...target, secret: made } : target,
  )
  await work.tx
    .insertInto('audiences.sync')
    .values({
      ...{ id, audience_id: audienceId, kind: target.kind, name, state: 'active' },
      ...{ settings: JSON.stringify(settings), next_at: work.now },
      secret: seal.close(JSON.stringify(secret), sealedFor(id)),
      ...{ claimed_until: null, last_error: null, full_at: null, done_at: null },
      ...{ created_at: work.now, changed_at: work.now },
    })
    .execute()
  await signal(work.tx, 'audiences.syncs')
  await audit(work, actor, 'audiences/sync-created', `sync:${id}`, { kind: target.kind })
  return { id, secret: made }
}

/** Pauses it, or lets it go on: then all is compared at once. */
export async function changeSync(
  work: Work,
  actor: Who,
  id: string,
  state: 'active' | 'paused',
): Promise<void> {
  const { numUpdatedRows } = await work.tx
    .updateTable('audiences.sync')
    .set({
      ...{ state, changed_at: work.now },
      ...(state === 'active' && { next_at: work.now, full_at: null, tries: 0, last_error: null }),
    })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new SyncNotFound({ id })
  await signal(work.tx, 'audiences.syncs')
  await audit(work, actor, `audiences/sync-${state}`, `sync:${id}`)
}

/** Forgets it. What was sent there stays there: it is theirs to delete. */
export async function deleteSync(work: Work, actor: Who, id: string): Promise<void> {
  const { numDeletedRows } = await work.tx
    .deleteFrom('audiences.sync')
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new SyncNotFound({ id })
  await forgetBook(work, [id])
  await audit(work, actor, 'audiences/sync-deleted', `sync:${id}`)
}

/** With its audience goes everything that sends it. */
export async function deleteSyncsOf(work: Work, audienceId: string): Promise<void> {
  const rows = await work.tx
    .deleteFrom('audiences.sync')
    .where('audience_id', '=', audienceId)
    .returning('id')
    .execute()
  await forgetBook(
    work,
    rows.map((row) => row.id),
  )
}

async function forgetBook({ tx }: Work, ids: readonly string[]): Promise<void> {
  for (const table of ['synced', 'sync_change', 'sync_call'] as const) {
    await sql`delete from audiences.${sql.ref(table)} where sync_id = any(${[...ids]}::uuid[])`.execute(
      tx,
    )
  }
}
