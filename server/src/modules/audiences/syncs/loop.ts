import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Loop } from '../../../kernel/loops.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { SyncFailed } from './platform.ts'
import { runSync } from './run.ts'
import type { SyncParts } from './sync-parts.ts'
import type { SyncRow } from './sync-row.ts'

/** Whoever died in the middle leaves it to the next after so long. */
const claimMs = 10 * 60_000
const everyMs = 15 * 60_000
const firstWaitMs = 30_000
const longestWaitMs = 6 * 3_600_000

/** Sends what changed to the places that audiences are sent to, whichever is due, one at a time. */
export function syncsLoop(parts: SyncParts): Loop {
  return {
    name: 'audiences/syncs',
    wakeOn: ['audiences.syncs'],
    nextAt: nextSyncAt,
    run: async () => {
      const sync = await parts.inWork(claim)
      if (!sync) return false
      try {
        await runSync(parts, sync)
        await parts.inWork((work) => restUntil(work, sync, everyMs))
      } catch (error) {
        await parts.inWork((work) => putOff(work, sync, error))
      }
      return true
    },
  }
}

async function nextSyncAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(greatest(next_at, claimed_until)) as at from audiences.sync
    where state = 'active'`.execute(db)
  return rows[0]?.at ?? undefined
}

async function claim({ tx, now }: Work): Promise<SyncRow | undefined> {
  const { rows } = await sql<SyncRow>`
    update audiences.sync set claimed_until = ${new Date(now.getTime() + claimMs)}
    where id = (
      select id from audiences.sync
      where state = 'active' and next_at <= ${now}
        and (claimed_until is null or claimed_until <= ${now})
      order by next_at limit 1 for update skip locked)
    returning *`.execute(tx)
  return rows[0]
}

const restUntil = ({ tx, now }: Work, sync: SyncRow, ms: number) =>
  tx
    .updateTable('audiences.sync')
    .set({ next_at: new Date(now.getTime() + ms), claimed_until: null })
    .where('id', '=', sync.id)
    .execute()

/** A fault that may pass is tried again, later each time; one that cannot waits for a person. */
async function putOff({ tx, now }: Work, sync: SyncRow, error: unknown): Promise<void> {
  const failed = error instanceof SyncFailed ? error : undefined
  const tries = sync.tries + 1
  const wait = failed?.waitMs ?? Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1))
  await tx
    .updateTable('audiences.sync')
    .set({
      ...{ tries, claimed_until: null, next_at: new Date(now.getTime() + wait) },
      last_error: String(failed?.message ?? error).slice(0, 500),
      ...(failed?.passing === false && { state: 'failed' as const }),
    })
    .where('id', '=', sync.id)
    .execute()
}

/** Lets a sync run at once, and compare everything. */
export const askForAll = (inWork: InWork, id: string) =>
  inWork(({ tx, now }) =>
    tx
      .updateTable('audiences.sync')
      .set({ full_at: null, next_at: now, tries: 0 })
      .where('id', '=', id)
      .execute(),
  )
