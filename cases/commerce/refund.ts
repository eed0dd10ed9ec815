import { z } from 'zod'
import {
  type DeliveryRefund,
  type Quote,
  type Returned,
  refundOf,
} from '../../server/src/modules/promotions/index.ts'
import type { Area } from './area.ts'
import { quoteOf } from './basket.ts'
import { type Figures, faultsOf } from './compare.ts'
import { Priced } from './schema.ts'

const Given = z.looseObject({
  ...Priced.shape,
  /** Instead of lines: what the goods and the delivery cost, taxes included. */
  goods: z.int().optional(),
  shipping_paid: z.int().optional(),
  standard_shipping: z.int().optional(),
  vat: z.number().default(20),
  /** Units that come back, as [line, quantity] or as a quantity by line. */
  returns: z.array(z.union([z.tuple([z.int(), z.int()]), z.int()])).optional(),
})
type Given = z.infer<typeof Given>

/** Refunds: of returns what was really paid, portion by portion; of changes the difference of two quotes. */
export const refunds: Area = async ({ given, when, then }) => {
  const read = Given.parse(given)
  const priced = pricedOf(read)
  const paid = quoteOf(priced)
  const returned = returnedOf(read, when, paid)
  const delivery = deliveryOf(read, when)
  const [edited, back] = [editOf(priced, paid, returned), refundOf(paid, returned, { delivery })]
  const isEdit = /before (the )?(shipment|shipping)|not yet shipped|modif|edit/i.test(when)
  const refund = isEdit ? edited.refund : back.gross
  return faultsOf(then, {
    ...{ refund, paid: paid.gross, ...figures(paid, back, refund) },
    ...{ modification: edited.refund, return: back.gross, modify: edited.refund },
    parts: each(paid).map(({ gross }) => gross),
    sum: each(paid).reduce((all, { gross }) => all + gross, 0),
    new_total: edited.total,
  })
}

const figures = (paid: Quote, back: ReturnType<typeof refundOf>, refund: number): Figures => ({
  ...{ refund_net: back.net, refund_vat: back.vat, refund_gross: back.gross },
  refund_goods: back.gross - back.delivery.gross,
  refund_shipping: back.delivery.gross,
  kept: paid.gross - refund,
  remaining: paid.gross - refund,
  total: paid.gross,
})

function pricedOf(given: Given): Priced {
  const { goods, shipping_paid, vat } = given
  return Priced.parse({
    ...given,
    ...(goods !== undefined && { lines: [{ unit: goods, qty: 1, vat }] }),
    ...(shipping_paid !== undefined && { shipping: { price: shipping_paid, vat } }),
  })
}

/** `return all`, `return 1`, `return 2 of line 1`, `return line 2`, or what `returns` lists. */
function returnedOf({ returns }: Given, when: string, { lines }: Quote): Returned[] {
  if (returns) {
    return returns.flatMap((one, at) => {
      const [line, quantity] = typeof one === 'number' ? [at, one] : one
      const lineId = lines[line]?.id
      return lineId && quantity > 0 ? [{ lineId, quantity }] : []
    })
  }
  const all = lines.map(({ id, quantity }) => ({ lineId: id, quantity }))
  if (/\b(all|everything|full|whole)\b/i.test(when)) return all
  const named = /\bline (\d+)/i.exec(when)?.[1]
  const line = lines[named ? Math.max(0, Number(named) - 1) : 0]
  if (!line) return all
  const count = /\b(?:return|remove|cancel|refund|take off)s?\D{0,12}?(\d+)\b(?! *%)/i.exec(
    when.replace(/line \d+/i, ''),
  )
  return [{ lineId: line.id, quantity: count ? Number(count[1]) : line.quantity }]
}

function deliveryOf({ standard_shipping }: Given, when: string): DeliveryRefund {
  if (standard_shipping !== undefined) return { kind: 'standard', price: standard_shipping }
  return /shipping|delivery|withdraw/i.test(when) ? { kind: 'all' } : { kind: 'none' }
}

/** The order without what was taken off, its promotions given anew, and what that gives back. */
function editOf(priced: Priced, paid: Quote, returned: readonly Returned[]) {
  const lines = priced.lines.flatMap((line, at) => {
    const off = returned.find(({ lineId }) => lineId === paid.lines[at]?.id)?.quantity ?? 0
    return line.qty > off ? [{ ...line, qty: line.qty - off }] : []
  })
  const total = quoteOf({ ...priced, lines }).gross
  return { total, refund: paid.gross - total }
}

/** Every unit by itself, one after the other. */
function each(paid: Quote) {
  const before = new Map<string, number>()
  return paid.lines.flatMap(({ id, quantity }) =>
    Array.from({ length: quantity }, (_, at) => {
      before.set(id, at)
      return refundOf(paid, [{ lineId: id, quantity: 1 }], { before })
    }),
  )
}
