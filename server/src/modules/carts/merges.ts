import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import { signal, signalAll } from '../../kernel/signals.ts'
import { all, type InWork, type Work } from '../../kernel/work.ts'
import type { Merge, WeaveHook } from '../thread/events.ts'
import { cartSignal, touchCart } from './cart-lines.ts'
import { handOverCart } from './join-carts.ts'
import { cartSettings } from './settings.ts'

/** A request that was under way when two became one has ended by then, whatever it waited for. */
const againAfter = 60_000

/**
 * Sessions follow a merge in the transaction that weaves it, so that no request after it writes to the
 * old cart; carts follow a moment later, in transactions of their own, since their rows may be held.
 */
export const cartsHooks = (): WeaveHook[] => [
  {
    name: 'carts',
    weave: async (work, { merges, unmerges }) => {
      if (merges.length + unmerges.length === 0) return undefined
      if (merges.length > 0) await joinSessions(work, merges)
      for (const { kept, restored, ids } of unmerges) {
        await work.tx
          .updateTable('carts.session')
          .set({ customer_id: restored })
          .where('customer_id', '=', kept)
          .where('origin_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
          .execute()
      }
      const joined = merges.map(({ from, into }) => ({
        ...{ from_id: from, into_id: into, parted: null },
      }))
      const parted = unmerges.map(({ kept, restored, ids }) => ({
        ...{ from_id: kept, into_id: restored, parted: [...ids] },
      }))
      const rows = [...joined, ...parted].map((row) => ({
        ...{ id: work.newId(), ...row, noted_at: work.now, settled_at: null },
      }))
      await all([
        work.tx.insertInto('carts.merge').values(rows).execute(),
        signal(work.tx, 'carts.merged'),
      ])
      return undefined
    },
  },
]

/** Sessions of the absorbed go over, and all of the joined person's that did not sign in are limited from then on. */
async function joinSessions({ tx }: Work, merges: readonly Merge[]): Promise<void> {
  const from = merges.map((merge) => merge.from)
  const into = merges.map((merge) => merge.into)
  await all([
    sql`
      update carts.session set customer_id = merge.into_id
      from unnest(${from}::uuid[], ${into}::uuid[]) as merge (from_id, into_id)
      where session.customer_id = merge.from_id`.execute(tx),
    sql`
      update carts.session set limited = true
      where customer_id = any(${into}::uuid[]) and not signed_in`.execute(tx),
    signalAll(tx, from.map(cartSignal)),
  ])
}

/** Lets carts follow the merges that were noted, one at a time, and looks at each once more later. */
export const cartMergesLoop = (inWork: InWork): Loop => ({
  name: 'carts/merges',
  wakeOn: ['carts.merged'],
  nextAt: nextLookAt,
  run: () => inWork(settleNext),
})

async function nextLookAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(coalesce(settled_at + ${againAfter} * interval '1 ms', noted_at)) as at from carts.merge`.execute(
    db,
  )
  return rows[0]?.at ?? undefined
}

async function settleNext(work: Work): Promise<boolean> {
  const { rows } = await sql<{
    id: string
    from_id: string
    into_id: string
    parted: string[] | null
    first: boolean
  }>`
    select id, from_id, into_id, parted, settled_at is null as first from carts.merge
    where settled_at is null or settled_at < ${new Date(work.now.getTime() - againAfter)}
    order by id limit 1 for update skip locked`.execute(work.tx)
  const [note] = rows
  if (!note) return false
  if (note.parted) await partCarts(work, note.from_id, note.into_id, note.parted)
  else {
    const { merge: policy } = await cartSettings(work.tx)
    await handOverCart(work, { guest: note.from_id, to: note.into_id, policy })
  }
  const stored = work.tx
  if (note.first) {
    await stored
      .updateTable('carts.merge')
      .set({ settled_at: work.now })
      .where('id', '=', note.id)
      .execute()
  } else await stored.deleteFrom('carts.merge').where('id', '=', note.id).execute()
  return true
}

/** What came by the ids of the restored one goes back with them; quantities stay as they are. */
async function partCarts(
  work: Work,
  kept: string,
  restored: string,
  ids: readonly string[],
): Promise<void> {
  for (const id of [kept, restored].sort()) await touchCart(work, id)
  const theirs = sql<string>`any(${[...ids]}::uuid[])`
  const lines = await work.tx
    .deleteFrom('carts.line')
    .where('customer_id', '=', kept)
    .where('origin_id', '=', theirs)
    .returningAll()
    .execute()
  if (lines.length > 0) {
    await work.tx
      .insertInto('carts.line')
      .values(
        lines.map((line) => ({
          ...{ ...line, options: JSON.stringify(line.options), customer_id: restored },
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const table of ['carts.wish', 'carts.view'] as const) {
    const rows = await work.tx
      .deleteFrom(table)
      .where('customer_id', '=', kept)
      .where('origin_id', '=', theirs)
      .returningAll()
      .execute()
    if (rows.length === 0) continue
    await work.tx
      .insertInto(table)
      .values(rows.map((row) => ({ ...row, customer_id: restored })) as never)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
