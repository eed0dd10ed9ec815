import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Disagreement, Proof } from './contract.ts'

interface ProofRow {
  levels: number
  moves: number
  reservations: number
  disagreements: number
  first: Disagreement | null
}

/**
 * Adds the whole journal up and looks whether each level is the sum of its moves and holds what its
 * reservations say. One statement, so that it sees one moment, however busy that is.
 */
export async function prove(work: Work): Promise<Proof> {
  const begun = performance.now()
  const { rows } = await sql<ProofRow>`
    with moved as (
      select sku, location_id, count(*) as moves, sum(on_hand) as on_hand, sum(reserved) as reserved,
        sum(damaged) as damaged, sum(quality) as quality
      from stock.move group by sku, location_id
    ), held as (
      select sku, location_id, count(*) as lines, sum(quantity) as quantity
      from stock.reservation group by sku, location_id
    ), spot as (
      select sku, location_id, coalesce(moves, 0) as moves, coalesce(lines, 0) as lines,
        level.sku is not null as is_level,
        array[level.on_hand, level.reserved, level.damaged, level.quality, level.reserved]::bigint[] as says,
        array[moved.on_hand, moved.reserved, moved.damaged, moved.quality, held.quantity]::bigint[] as adds
      from stock.level full join moved using (sku, location_id) full join held using (sku, location_id)
    ), wrong as (
      select sku, location_id, one.what, coalesce(one.said, 0) as level, coalesce(one.found, 0) as found
      from spot, unnest(array['on_hand', 'reserved', 'damaged', 'quality', 'reservations'], says, adds)
        as one (what, said, found)
      where coalesce(one.said, 0) <> coalesce(one.found, 0)
    )
    select count(*) filter (where is_level)::int as levels, coalesce(sum(moves), 0)::bigint as moves,
      coalesce(sum(lines), 0)::int as reservations,
      (select count(*)::int from wrong) as disagreements,
      (select json_build_object('sku', sku, 'locationId', location_id, 'what', what,
        'level', level, 'found', found) from wrong order by sku, location_id, what limit 1) as first
    from spot`.execute(work.tx)
  const { first, moves, ...counts } = rows[0] as ProofRow
  const took = Math.round(performance.now() - begun)
  const id = work.newId()
  await work.tx
    .insertInto('stock.proof')
    .values({
      ...{ id, at: work.now, ...counts, moves: Number(moves) },
      ...{ first: first && JSON.stringify(first), took_ms: took },
    })
    .execute()
  return { id, at: work.now.toISOString(), ...counts, moves: Number(moves), first, tookMs: took }
}
