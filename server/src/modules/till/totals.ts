import { split } from '../../kernel/money.ts'
import type { TillPart, TillTax, TillTotals } from './contract.ts'

type Summed = Pick<TillTotals, 'receipts' | 'sales' | 'refunds' | 'total'> & {
  readonly taxes: readonly TillTax[]
  readonly payments: readonly TillPart[]
}

/** What one receipt adds. */
export function totalsOf({
  total,
  taxes,
  payments,
}: {
  readonly total: number
  readonly taxes: readonly TillTax[]
  readonly payments: readonly TillPart[]
}): TillTotals {
  const [sales, refunds] = [Math.max(0, total), Math.min(0, total)]
  return { receipts: 1, sales, refunds, total, taxes: [...taxes], payments: [...payments] }
}

/** What a period comes to: by rate from the lowest, by means in the order of their names. */
export function sumOf(all: readonly Summed[]): TillTotals {
  const sum = (amount: (one: Summed) => number) =>
    all.reduce((whole, one) => whole + amount(one), 0)
  const taxes = new Map<number, TillTax>()
  for (const { rate, net, vat } of all.flatMap((one) => one.taxes)) {
    const known = taxes.get(rate) ?? { rate, net: 0, vat: 0 }
    taxes.set(rate, { rate, net: known.net + net, vat: known.vat + vat })
  }
  const payments = new Map<string, TillPart>()
  for (const { means, amount } of all.flatMap((one) => one.payments)) {
    payments.set(means, { means, amount: (payments.get(means)?.amount ?? 0) + amount })
  }
  return {
    ...{ receipts: sum((one) => one.receipts), sales: sum((one) => one.sales) },
    ...{ refunds: sum((one) => one.refunds), total: sum((one) => one.total) },
    taxes: [...taxes.values()].sort((one, other) => one.rate - other.rate),
    payments: [...payments.values()].sort((one, other) => (one.means < other.means ? -1 : 1)),
  }
}

/** The taxes in a part of an amount, shared over its rates as they are in the whole; they add up. */
export function taxesIn(amount: number, whole: readonly TillTax[]): TillTax[] {
  const weights = whole.map(({ net, vat }) => Math.abs(net + vat))
  return split(amount, weights).map((gross, at) => {
    const { rate = 0, net = 0, vat = 0 } = whole[at] ?? {}
    const [netPart = 0, vatPart = 0] = split(gross, [Math.abs(net), Math.abs(vat)])
    return net + vat === 0 ? { rate, net: gross, vat: 0 } : { rate, net: netPart, vat: vatPart }
  })
}
