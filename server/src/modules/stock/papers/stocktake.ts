import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { move } from '../move.ts'
import {
  endPaper,
  linesOf,
  type NewPaper,
  onePerSku,
  openPaper,
  type PaperLine,
  writePaper,
} from './paper.ts'

/** Begins to count a place. Selling goes on meanwhile. */
export const beginStocktake = (
  work: Work,
  stocktake: Pick<NewPaper, 'locationId' | 'note' | 'by'>,
): Promise<string> => writePaper(work, { ...stocktake, kind: 'stocktake', lines: [] })

/**
 * Writes down what was counted, beside what was known to be on hand in that moment: what is sold or comes
 * in between then and the approval is no difference. Counted again, the later count holds.
 */
export async function count(work: Work, id: string, counts: readonly PaperLine[]): Promise<void> {
  const { location_id } = await openPaper(work, id, ['stocktake'])
  const lines = onePerSku(counts)
  const known = await work.tx
    .selectFrom('stock.level')
    .select(['sku', 'on_hand'])
    .where('location_id', '=', location_id)
    .where('sku', '=', sql<string>`any(${lines.map(({ sku }) => sku)}::text[])`)
    .execute()
  const onHand = new Map(known.map((row) => [row.sku, row.on_hand]))
  for (const { sku, quantity } of lines) {
    const row = { expected: onHand.get(sku) ?? 0, found: quantity }
    await work.tx
      .insertInto('stock.paper_line')
      .values({ paper_id: id, sku, ...row })
      .onConflict((conflict) => conflict.columns(['paper_id', 'sku']).doUpdateSet(row))
      .execute()
  }
}

/** The differences become true. Says how many there were. */
export async function approve(work: Work, id: string, by?: string): Promise<number> {
  const paper = await openPaper(work, id, ['stocktake'])
  const differing = (await linesOf(work, id))
    .map(({ sku, expected, found }) => ({ sku, onHand: (found ?? expected) - expected }))
    .filter(({ onHand }) => onHand !== 0)
    .map((line) => ({ ...line, locationId: paper.location_id }))
  const about = { kind: 'counted' as const, ref: `stocktake:${id}`, reason: 'counted', by }
  await move(work, differing, about)
  await endPaper(work, id, 'done')
  return differing.length
}
