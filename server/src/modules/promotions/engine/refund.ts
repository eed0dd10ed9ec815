import { share, unitsOf } from '../../../kernel/money.ts'
import type { Quote, Tax } from '../quote-contract.ts'

/** What was charged: the quote that the customer paid. */
export type Charged = Pick<Quote, 'lines' | 'delivery'>

export interface Returned {
  readonly lineId: string
  readonly quantity: number
}

/**
 * What a return does about the fees of delivery: nothing, all of it back, or, as the law has it for a
 * withdrawal within 14 days (2011/83/EU, art. 13), no more than the cheapest standard delivery offered,
 * whose price (taxes included) is named. Given only with the last of the goods.
 */
export type DeliveryRefund =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'standard'; readonly price: number }

export interface RefundTerms {
  /** Units of each line that were refunded before. */
  readonly before?: ReadonlyMap<string, number>
  readonly delivery?: DeliveryRefund
}

export interface Refund {
  readonly lines: readonly {
    readonly lineId: string
    readonly quantity: number
    readonly net: number
    readonly vat: number
    readonly gross: number
  }[]
  readonly delivery: Money
  readonly taxes: readonly Tax[]
  readonly net: number
  readonly vat: number
  readonly gross: number
}

interface Money {
  readonly net: number
  readonly vat: number
  readonly gross: number
}

/**
 * What the customer gets back for units of what they bought: the price they really paid for them.
 * Whatever the portions in which an order is returned, they add up to what was paid, VAT included.
 */
export function refundOf(
  charged: Charged,
  returned: readonly Returned[],
  { before = new Map(), delivery = { kind: 'none' } }: RefundTerms = {},
): Refund {
  const back = new Map(before)
  const lines = returned.map(({ lineId, quantity }) => {
    const line = charged.lines.find(({ id }) => id === lineId)
    const before = back.get(lineId) ?? 0
    if (!line || quantity < 1 || before + quantity > line.quantity) {
      throw new RangeError(`no ${quantity} units of ${lineId} are left to return`)
    }
    back.set(lineId, before + quantity)
    const part = (amount: number) => unitsOf(amount, line.quantity, before, quantity)
    const [gross, vat] = [part(line.gross), part(line.vat)]
    return { lineId, quantity, rate: line.vatRate, net: gross - vat, vat, gross }
  })
  const isLast = charged.lines.every(({ id, quantity }) => back.get(id) === quantity)
  const fees = isLast ? feesBack(charged, delivery) : []
  const all = [...lines, ...fees]
  return {
    lines: lines.map(({ rate: _, ...line }) => line),
    delivery: total(fees),
    taxes: byRate(all),
    ...total(all),
  }
}

function feesBack({ delivery }: Charged, refund: DeliveryRefund) {
  let open = refund.kind === 'standard' ? refund.price : Number.POSITIVE_INFINITY
  if (refund.kind === 'none') open = 0
  return delivery.map(({ gross, vat, vatRate }) => {
    const back = Math.min(gross, open)
    open -= back
    const vatBack = gross === 0 ? 0 : share(vat, back, gross)
    return { rate: vatRate, net: back - vatBack, vat: vatBack, gross: back }
  })
}

const total = (all: readonly Money[]): Money =>
  all.reduce(
    (sum, { net, vat, gross }) => ({
      net: sum.net + net,
      vat: sum.vat + vat,
      gross: sum.gross + gross,
    }),
    { net: 0, vat: 0, gross: 0 },
  )

function byRate(all: readonly (Money & { rate: number })[]): Tax[] {
  const rates = [...new Set(all.map(({ rate }) => rate))].sort((one, other) => one - other)
  return rates.map((rate) => {
    const { net, vat } = total(all.filter((one) => one.rate === rate))
    return { rate, net, vat }
  })
}
