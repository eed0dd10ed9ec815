import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Line } from '../level.ts'

/** What is on its way to places: sent by others or announced by suppliers, and not there yet. */
export async function inboundOf(
  db: Db,
  skus: readonly string[],
  locationId?: string,
): Promise<Line[]> {
  const here = locationId ? sql`and paper.location_id = ${locationId}` : sql``
  const { rows } = await sql<Line>`
    select line.sku, paper.location_id as "locationId",
      sum(greatest(0, line.expected - coalesce(line.found, 0)))::int as quantity
    from stock.paper_line as line join stock.paper as paper on paper.id = line.paper_id
    where paper.state = 'open' and paper.kind <> 'stocktake' and line.sku = any(${[...skus]}::text[]) ${here}
    group by line.sku, paper.location_id`.execute(db)
  return rows
}
