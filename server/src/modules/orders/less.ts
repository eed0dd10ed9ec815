import { split, unitsOf } from '../../kernel/money.ts'
import type { ChargedQuote } from './charged.ts'

type Line = ChargedQuote['lines'][number]

/**
 * What an order is charged when some of its units are taken out of it: those that stay cost what they cost, whatever
 * promotion gave them their price. What the others cost is the difference, to the cent and by rate.
 */
export function lessOf(charged: ChargedQuote, gone: ReadonlyMap<string, number>): ChargedQuote {
  const lines = charged.lines.flatMap((line) => {
    const kept = line.quantity - (gone.get(line.id) ?? 0)
    return kept > 0 ? [lineOf(line, kept, charged.pricesIncludeTax)] : []
  })
  const { delivery } = charged
  const all = [...lines, ...delivery]
  const sum = (of: (one: Pick<Line, 'net' | 'vat' | 'gross' | 'discount'>) => number) =>
    all.reduce((total, one) => total + of(one), 0)
  const rates = [...new Set(all.map(({ vatRate }) => vatRate))].sort((one, other) => one - other)
  return {
    ...{ pricesIncludeTax: charged.pricesIncludeTax, lines, delivery },
    taxes: rates.map((rate) => {
      const some = all.filter(({ vatRate }) => vatRate === rate)
      const of = (name: 'net' | 'vat') => some.reduce((total, one) => total + one[name], 0)
      return { rate, net: of('net'), vat: of('vat') }
    }),
    subtotal: lines.reduce((total, { list }) => total + list, 0),
    ...{ discount: sum(({ discount }) => discount), net: sum(({ net }) => net) },
    ...{ vat: sum(({ vat }) => vat), gross: sum(({ gross }) => gross) },
    applied: charged.applied.flatMap(({ next: _, ...one }) => {
      const amount = all
        .flatMap(({ discounts }) => discounts)
        .filter(({ promotionId }) => promotionId === one.promotionId)
        .reduce((total, each) => total + each.amount, 0)
      return amount > 0 ? [{ ...one, amount }] : []
    }),
  }
}

/** The first units of a line, whose sums then divide as they did before: a later return of them still adds up. */
function lineOf(line: Line, kept: number, withTax: boolean): Line {
  if (kept === line.quantity) return line
  const part = (amount: number) => unitsOf(amount, line.quantity, 0, kept)
  const vat = part(line.vat)
  const net = withTax ? part(line.gross) - vat : part(line.net)
  const gross = net + vat
  const list = line.unit * kept
  const discount = list - (withTax ? gross : net)
  const shares = split(
    discount,
    line.discounts.map(({ amount }) => amount),
  )
  return {
    ...{ ...line, quantity: kept, list, discount, net, vat, gross },
    discounts: line.discounts.map((one, at) => ({ ...one, amount: shares[at] ?? 0 })),
    perUnit: Array.from({ length: kept }, (_, unit) => unitsOf(gross, kept, unit, 1)),
  }
}
