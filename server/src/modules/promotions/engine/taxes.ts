import { share, split, whole } from '../../../kernel/money.ts'
import type { Tax } from '../quote-contract.ts'

interface Priced {
  /** What is charged after discounts, including taxes or not. */
  readonly amount: number
  readonly vat: number
}

interface Taxed {
  readonly net: number
  readonly vat: number
  readonly gross: number
}

/**
 * VAT of a document: computed once for each rate on the sum of what bears it (EN 16931, BR-CO-17), then
 * given back to the lines by largest remainder, so that lines, rates and totals add up exactly. Where
 * prices include it, the sum without it is rounded and VAT is the rest.
 */
export function taxed(
  priced: readonly Priced[],
  includeTax: boolean,
): { parts: Taxed[]; taxes: Tax[] } {
  const rates = [...new Set(priced.map(({ vat }) => vat))].sort((one, other) => one - other)
  const parts: Taxed[] = priced.map(() => ({ net: 0, vat: 0, gross: 0 }))
  const taxes = rates.map((rate) => {
    const places = priced.flatMap((one, at) => (one.vat === rate ? [at] : []))
    const amounts = places.map((at) => priced[at]?.amount ?? 0)
    const sum = amounts.reduce((all, amount) => all + amount, 0)
    const net = includeTax ? share(sum, whole, whole + rate) : sum
    const vat = includeTax ? sum - net : share(sum, rate, whole)
    for (const [index, part] of split(vat, amounts).entries()) {
      const amount = amounts[index] ?? 0
      parts[places[index] ?? 0] = includeTax
        ? { net: amount - part, vat: part, gross: amount }
        : { net: amount, vat: part, gross: amount + part }
    }
    return { rate, net, vat }
  })
  return { parts, taxes }
}
