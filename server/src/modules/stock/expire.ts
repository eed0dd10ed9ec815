import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { inOrder, type Spot } from './level.ts'
import { type Move, move } from './move.ts'

const mostAtOnce = 500

/**
 * Gives back what has expired at these spots, and says whether there was anything. Who is being confirmed
 * or let go in this moment is passed over: that transaction decides.
 */
export async function expireAt(work: Work, spots: readonly Spot[]): Promise<boolean> {
  const gone: Move[] = []
  for (const { sku, locationId } of inOrder(spots)) {
    const { rows } = await sql<{ id: string; quantity: number }>`
      delete from stock.reservation where sku = ${sku} and location_id = ${locationId} and id in (
        select id from stock.reservation
        where sku = ${sku} and location_id = ${locationId} and expires_at <= ${work.now}
        order by expires_at limit ${mostAtOnce} for update skip locked)
      returning id, quantity`.execute(work.tx)
    for (const { id, quantity } of rows) {
      gone.push({ sku, locationId, reservation: id, reserved: -quantity })
    }
  }
  await move(work, gone, { kind: 'expired' })
  return gone.length > 0
}

/** The loop that gives back what nobody came for: a place of an item at a time, however many held it. */
export function expiryLoop({ db, inWork, now }: { db: Db; inWork: InWork; now: () => Date }): Loop {
  return {
    name: 'stock/expire',
    wakeOn: ['stock.ended'],
    nextAt: nextEndAt,
    untold: true,
    run: async () => {
      const due = await dueSpots(db, now())
      let any = false
      for (const spot of due) {
        if (await inWork((work) => expireAt(work, [spot]))) any = true
      }
      return any
    },
  }
}

async function nextEndAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(expires_at) as at from stock.reservation`.execute(db)
  return rows[0]?.at ?? undefined
}

async function dueSpots(db: Db, now: Date): Promise<Spot[]> {
  const { rows } = await sql<Spot>`
    select distinct sku, location_id as "locationId" from (
      select sku, location_id from stock.reservation where expires_at <= ${now}
      order by expires_at limit ${mostAtOnce}) as due`.execute(db)
  return rows
}
