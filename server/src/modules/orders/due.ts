import { share } from '../../kernel/money.ts'
import type { ChargedQuote } from './charged.ts'

/**
 * What is to be taken by now of an order of which so many units of each line have left: their share of each
 * line, rounded once for all of them, so that parts of it add up whatever they are. With the last parcel it is all
 * of it, with the fees of the delivery.
 */
export function dueOf(
  charged: Pick<ChargedQuote, 'lines' | 'gross'>,
  units: ReadonlyMap<string, { readonly quantity: number; readonly left: number }>,
  last: boolean,
): number {
  if (last) return charged.gross
  return charged.lines.reduce((sum, { id, gross }) => {
    const { quantity, left } = units.get(id) ?? { quantity: 1, left: 0 }
    return sum + share(gross, Math.min(left, quantity), quantity)
  }, 0)
}
