import type {
  Range,
  RfmLeaf,
} from '../../../../server/src/modules/audiences/figure-leaf-contract.ts'
import type { RfmGrid } from '../../../../server/src/modules/audiences/rfm/contract.ts'

export interface Chosen {
  recency: number
  frequency: number
  /** All, if absent. */
  money?: number | undefined
}

/** The class at a place between limits; the first begins at the least that there is. */
export function rangeAt(limits: readonly number[], place: number, least: number): Range {
  const to = limits[place]
  return {
    from: place === 0 ? least : (limits[place - 1] ?? least),
    ...(to !== undefined && { to }),
  }
}

/** The condition that means the cell. */
export function leafOf({ limits, currency }: RfmGrid, chosen: Chosen): RfmLeaf {
  const { recency, frequency, money } = chosen
  return {
    ...{ kind: 'rfm', currency },
    recency: rangeAt(limits.recency, recency, 0),
    frequency: rangeAt(limits.frequency, frequency, 1),
    ...(money !== undefined && { money: rangeAt(limits.money, money, 0) }),
  }
}

/** Customers and money of a cell, of all classes of money or of one. */
export function sumsOf({ cells }: RfmGrid, { recency, frequency, money }: Chosen) {
  const those = cells.filter(
    (cell) =>
      cell.recency === recency &&
      cell.frequency === frequency &&
      (money === undefined || cell.money === money),
  )
  return {
    customers: those.reduce((sum, cell) => sum + cell.customers, 0),
    spent: those.reduce((sum, cell) => sum + cell.spent, 0),
  }
}
