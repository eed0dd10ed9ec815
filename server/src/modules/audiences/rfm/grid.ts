import type { Db } from '../../../kernel/database.ts'
import { type RfmLimits, rfmCells, rfmQuintiles } from '../../insight/index.ts'
import { brand } from '../../team/index.ts'
import type { RfmGrid, rfmBy } from './contract.ts'

/** Limits that a shop keeper would choose: a month, a season, half a year, a year; euros in round sums. */
const usual: RfmLimits = {
  recency: [30, 90, 180, 365],
  frequency: [2, 3, 5, 10],
  money: [5_000, 10_000, 25_000, 50_000],
}

/** All buyers by when they last bought, how often and for how much. */
export async function rfmGrid(
  db: Db,
  { by, now }: { by: (typeof rfmBy)[number]; now: Date },
): Promise<RfmGrid> {
  const { currency } = await brand(db)
  const found = by === 'quintiles' ? await rfmQuintiles(db, { currency, now }) : undefined
  const limits = found ?? usual
  const cells = await rfmCells(db, { limits, currency, now })
  return {
    currency,
    limits: {
      recency: [...limits.recency],
      frequency: [...limits.frequency],
      money: [...limits.money],
    },
    buyers: cells.reduce((sum, { customers }) => sum + customers, 0),
    cells: cells.map((cell) => ({ ...cell })),
  }
}
