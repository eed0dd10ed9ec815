import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { InWork } from '../../../kernel/work.ts'
import { plainArray } from '../arrays.ts'
import { bookSent, heldByOthers, noteCall } from './book.ts'
import { differenceOf } from './difference.ts'
import { type Action, type Entry, type Platform, SyncFailed } from './platform.ts'
import type { SyncParts } from './sync-parts.ts'
import type { SyncRow } from './sync-row.ts'
import { platformOf } from './target.ts'

/** All is compared anew once a day: addresses that changed, people who were erased. */
const fullEveryMs = 24 * 3_600_000
const portion = 1_000

/** Makes it there as it is here. What was sent before a fault stays sent; the next run goes on from there. */
export async function runSync(parts: SyncParts, sync: SyncRow): Promise<void> {
  const platform = platformOf(parts, sync)
  const isFull = !sync.full_at || parts.now().getTime() - sync.full_at.getTime() >= fullEveryMs
  const run = new Run(parts, sync, platform)
  const next = isFull ? everybodyIn(parts.inWork, sync) : changedIn(parts.inWork, sync)
  for await (const { ids, done } of next) {
    await run.compare(ids)
    await done()
  }
  await run.finish(isFull)
}

/** One run: gathers what is to be said until it is worth a call. */
class Run {
  readonly #parts: SyncParts
  readonly #sync: SyncRow
  readonly #platform: Platform
  #barred = 0
  #nameless = 0
  #calledAt = 0

  constructor(parts: SyncParts, sync: SyncRow, platform: Platform) {
    this.#parts = parts
    this.#sync = sync
    this.#platform = platform
  }

  async compare(ids: readonly string[]): Promise<void> {
    const { inWork, now } = this.#parts
    const { add, remove, barred, nameless } = await inWork(({ tx }) =>
      differenceOf(tx, this.#sync, ids, now()),
    )
    this.#barred += barred
    this.#nameless += nameless
    await this.#send('remove', remove)
    await this.#send('add', add)
  }

  async #send(action: Action, entries: readonly Entry[]): Promise<void> {
    const { most } = this.#platform
    for (let from = 0; from < entries.length; from += most) {
      await this.#call(action, entries.slice(from, from + most))
    }
  }

  async #call(action: Action, entries: readonly Entry[]): Promise<void> {
    const { inWork } = this.#parts
    const { callId, held } = await inWork(async (work) => ({
      callId: work.newId(),
      held: action === 'remove' ? await heldByOthers(work, this.#sync.id, entries) : new Set(),
    }))
    const said = entries.map(({ customerId, identifiers }) => ({
      customerId,
      identifiers: identifiers.filter((one) => !held.has(one)),
    }))
    const isTold = this.#sync.kind === 'webhook'
    const sent = said.filter(({ identifiers }) => isTold || identifiers.length > 0)
    const call = { sync: this.#sync, action, entries, callId }
    try {
      await this.#rest()
      const status = sent.length > 0 ? await this.#platform.send(action, sent, callId) : 200
      await inWork((work) => bookSent(work, { ...call, status }))
    } catch (error) {
      const status = error instanceof SyncFailed ? error.status : null
      await inWork((work) => noteCall(work, { ...call, status, error: String(error) }))
      throw error
    }
  }

  /** Calls follow each other no faster than the place allows. */
  async #rest(): Promise<void> {
    const left = this.#calledAt + this.#platform.pace - performance.now()
    if (left > 0) await pause(left)
    this.#calledAt = performance.now()
  }

  async finish(isFull: boolean): Promise<void> {
    const { inWork } = this.#parts
    await inWork(({ tx, now }) =>
      tx
        .updateTable('audiences.sync')
        .set({
          ...{ done_at: now, tries: 0, last_error: null, claimed_until: null },
          ...(isFull && { full_at: now, barred: this.#barred, nameless: this.#nameless }),
        })
        .where('id', '=', this.#sync.id)
        .execute(),
    )
  }
}

interface Portion {
  readonly ids: readonly string[]
  /** Forgets that there was something to compare. */
  readonly done: () => Promise<void>
}

/** All who are in the audience or were sent, in the order of their ids. */
async function* everybodyIn(inWork: InWork, sync: SyncRow): AsyncGenerator<Portion> {
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const ids = await inWork(async ({ tx }) => {
      const { rows } = await sql<{ customer_id: string }>`
        (select customer_id from audiences.member
          where audience_id = ${sync.audience_id} and customer_id > ${last}
          order by customer_id limit ${portion})
        union
        (select customer_id from audiences.synced
          where sync_id = ${sync.id} and customer_id > ${last}
          order by customer_id limit ${portion})
        order by customer_id limit ${portion}`.execute(tx)
      return rows.map((row) => row.customer_id)
    })
    if (ids.length === 0) return
    yield { ids, done: async () => {} }
    last = ids.at(-1) ?? last
  }
}

/** Those of whom something changed; what changes again meanwhile is compared again. */
async function* changedIn(inWork: InWork, sync: SyncRow): AsyncGenerator<Portion> {
  for (;;) {
    const rows = await inWork(({ tx }) =>
      tx
        .selectFrom('audiences.sync_change')
        .select(['customer_id', 'at'])
        .where('sync_id', '=', sync.id)
        .orderBy('customer_id')
        .limit(portion)
        .execute(),
    )
    if (rows.length === 0) return
    const ids = rows.map((row) => row.customer_id)
    const done = () =>
      inWork(async ({ tx }) => {
        await sql`
          delete from audiences.sync_change using unnest(
            ${plainArray(ids)}::uuid[], ${rows.map(({ at }) => at)}::timestamptz[]
          ) as compared (customer_id, at)
          where sync_change.sync_id = ${sync.id}
            and sync_change.customer_id = compared.customer_id
            and sync_change.at <= compared.at`.execute(tx)
      })
    yield { ids, done }
  }
}
