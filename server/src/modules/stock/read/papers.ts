import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { PaperNotFound } from '../refusals.ts'
import type { Paper, PaperDetail, PaperPage, PaperQuery } from '../view-contract.ts'
import { type Names, type PlaceName, placeName } from './names.ts'

const listed = (db: Db) =>
  db
    .selectFrom('stock.paper as paper')
    .selectAll('paper')
    .select((row) => {
      const lines = row.selectFrom('stock.paper_line').whereRef('paper_id', '=', 'paper.id')
      return [
        lines.select(sql<number>`count(*)::int`.as('n')).as('lines'),
        lines.select(sql<number>`coalesce(sum(expected), 0)::int`.as('n')).as('expected_sum'),
        lines.select(sql<number>`coalesce(sum(found), 0)::int`.as('n')).as('found_sum'),
      ]
    })

type Row = Awaited<ReturnType<ReturnType<typeof listed>['executeTakeFirstOrThrow']>>

/** Transfers, deliveries and stocktakes, the latest first. */
export async function papers(
  db: Db,
  names: Names,
  { state, kind, before, limit }: PaperQuery,
): Promise<z.infer<typeof PaperPage>> {
  const rows = await listed(db)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'open'))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'transfer'))
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const places = await names.places(db)
  const page = rows.slice(0, limit)
  return {
    papers: page.map((row) => shown(row, places)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export async function paperDetail(db: Db, names: Names, id: string): Promise<PaperDetail> {
  const row = await listed(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw new PaperNotFound({ id })
  const lines = await db
    .selectFrom('stock.paper_line')
    .select(['sku', 'expected', 'found'])
    .where('paper_id', '=', id)
    .orderBy('sku')
    .execute()
  const [places, goods] = await Promise.all([
    names.places(db),
    names.goods(
      db,
      lines.map(({ sku }) => sku),
    ),
  ])
  return {
    ...shown(row, places),
    held: row.held_for !== null,
    rows: lines.map((line) => ({ ...line, name: goods.get(line.sku) ?? null })),
  }
}

function shown(row: Row, places: ReadonlyMap<string, PlaceName>): Paper {
  return {
    ...{ id: row.id, kind: row.kind, state: row.state, ref: row.ref, note: row.note, by: row.by },
    from: row.from_location && placeName(places, row.from_location).name,
    ...{ locationId: row.location_id, location: placeName(places, row.location_id).name },
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    lines: row.lines ?? 0,
    expected: row.expected_sum ?? 0,
    found: row.found_sum ?? 0,
  }
}
