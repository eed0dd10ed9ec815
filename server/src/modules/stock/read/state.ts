import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Proof } from '../contract.ts'
import { loose } from '../level.ts'
import type { StockState } from '../view-contract.ts'

/** How stock stands: whether it was proved, and what needs somebody. */
export async function stockState(db: Db): Promise<StockState> {
  const [proof, counts, reservations, openPapers] = await Promise.all([
    lastProof(db),
    sql<{ levels: number; low: number; negative: number }>`
      select count(*)::int as levels,
        count(*) filter (where low_at is not null and not uncounted and ${loose} <= low_at)::int as low,
        count(*) filter (where on_hand < 0)::int as negative
      from stock.level as level`.execute(db),
    countOf(db, 'stock.reservation'),
    countOf(db, 'stock.paper', 'open'),
  ])
  const { levels = 0, low = 0, negative = 0 } = counts.rows[0] ?? {}
  return { ...{ proof, levels, low, negative }, reservations, openPapers }
}

async function countOf(db: Db, table: 'stock.reservation' | 'stock.paper', state?: 'open') {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)}
    ${state ? sql`where state = ${state}` : sql``}`.execute(db)
  return rows[0]?.n ?? 0
}

async function lastProof(db: Db): Promise<Proof | null> {
  const row = await db
    .selectFrom('stock.proof')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { id, at, levels, moves, reservations, disagreements, first, took_ms } = row
  return {
    ...{ id, at: at.toISOString(), levels, moves: Number(moves), reservations },
    ...{ disagreements, first, tookMs: took_ms },
  }
}
