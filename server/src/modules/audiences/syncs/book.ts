import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { plainArray, textArray } from '../arrays.ts'
import type { Action, Entry } from './platform.ts'
import type { SyncRow } from './sync-row.ts'

interface Sent {
  readonly sync: SyncRow
  readonly action: Action
  readonly entries: readonly Entry[]
  readonly callId: string
}

/** Writes down that people are there now, or no longer. */
export async function bookSent(
  { tx, now }: Work,
  { sync, action, entries, callId, status }: Sent & { status: number },
): Promise<void> {
  const ids = plainArray(entries.map(({ customerId }) => customerId))
  if (action === 'add') {
    await sql`
      insert into audiences.synced (customer_id, sync_id, identifiers, at)
      select customer_id, ${sync.id}, identifiers::text[], ${now}
      from unnest(${ids}::uuid[],
        ${textArray(entries.map(({ identifiers }) => textArray(identifiers)))}::text[])
        as sent (customer_id, identifiers)
      on conflict (customer_id, sync_id) do update
        set identifiers = excluded.identifiers, at = excluded.at`.execute(tx)
  } else {
    // Who lost one of several identifiers stays, with the others.
    await sql`
      with gone as (
        select customer_id, identifiers::text[] as identifiers
        from unnest(${ids}::uuid[],
          ${textArray(entries.map(({ identifiers }) => textArray(identifiers)))}::text[])
          as gone (customer_id, identifiers)
      )
      delete from audiences.synced using gone
      where synced.sync_id = ${sync.id} and synced.customer_id = gone.customer_id
        and synced.identifiers <@ gone.identifiers`.execute(tx)
  }
  const n = entries.length
  await tx
    .updateTable('audiences.sync')
    .set((row) =>
      action === 'add' ? { added: row('added', '+', n) } : { removed: row('removed', '+', n) },
    )
    .where('id', '=', sync.id)
    .execute()
  await noteCall({ tx, now }, { sync, action, entries, callId, status, error: null })
}

const keptCalls = 50

/** Keeps the last calls for whoever looks. */
export async function noteCall(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  {
    sync,
    action,
    entries,
    callId,
    status,
    error,
  }: Sent & { status: number | null; error: string | null },
): Promise<void> {
  await tx
    .insertInto('audiences.sync_call')
    .values({
      ...{ id: callId, sync_id: sync.id, at: now, action, people: entries.length },
      ...{ status, error: error?.slice(0, 500) ?? null },
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ status, error: error?.slice(0, 500) ?? null, at: now }),
    )
    .execute()
  await sql`
    delete from audiences.sync_call where id in (
      select id from audiences.sync_call where sync_id = ${sync.id}
      order by at desc offset ${keptCalls})`.execute(tx)
}

/** Identifiers that somebody else there still has: a person who was two, for one. */
export async function heldByOthers(
  { tx }: Pick<Work, 'tx'>,
  syncId: string,
  entries: readonly Entry[],
): Promise<Set<string>> {
  const all = entries.flatMap(({ identifiers }) => identifiers)
  if (all.length === 0) return new Set()
  const { rows } = await sql<{ identifier: string }>`
    select distinct identifier from audiences.synced cross join unnest(identifiers) as identifier
    where sync_id = ${syncId} and identifier = any(${textArray(all)}::text[])
      and customer_id <> all(${plainArray(entries.map(({ customerId }) => customerId))}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.identifier))
}
