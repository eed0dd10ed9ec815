import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import type { Location } from '../shops/index.ts'
import { record } from '../thread/index.ts'
import { deliveryOf } from './charged.ts'
import type { OrderLineRow, OrderRow } from './rows.ts'

type Properties = Record<string, unknown>

/** Tells the customer's thread what became of an order. */
export async function tell(
  work: Work,
  order: OrderRow,
  name: string,
  properties: Properties,
): Promise<void> {
  const { customer_id: customerId, number, currency } = order
  await record(work, {
    ...{ customerId, name, channel: order.channel },
    properties: { order_id: number, currency, ...properties },
  })
}

/** Lines as Segment's e-commerce events name them; of each, so many as `unitsOf` says. */
export function productsIn(
  order: OrderRow,
  lines: readonly OrderLineRow[],
  unitsOf: (line: OrderLineRow) => number = ({ quantity }) => quantity,
) {
  const charged = new Map(order.charged.lines.map((line) => [line.id, line]))
  return lines.flatMap((line) => {
    const units = unitsOf(line)
    if (units === 0) return []
    const { article } = line
    return {
      ...{ product_id: line.sku, sku: line.sku, name: article.name[order.language] },
      ...{ category: article.categories[0], brand: article.brand ?? undefined },
      ...{ price: decimal(charged.get(line.id)?.unit ?? 0), quantity: units },
      ...(article.image && { image_url: article.image }),
    }
  })
}

/** What 'Order Completed' says: `revenue` is without tax and delivery. */
export function sumsIn(order: OrderRow) {
  const { charged } = order
  const shipping = charged.delivery.reduce(
    (sum, { net, vat }) => ({ net: sum.net + net, vat: sum.vat + vat }),
    { net: 0, vat: 0 },
  )
  const coupon = charged.applied.find(({ code }) => code)?.code
  return {
    ...{
      cart_id: order.resumes ?? order.cart_id ?? undefined,
      revenue: decimal(charged.net - shipping.net),
    },
    ...{ tax: decimal(charged.vat), shipping: decimal(deliveryOf(charged)) },
    ...(charged.discount > 0 && { discount: decimal(charged.discount) }),
    ...(coupon && { coupon }),
    total: decimal(charged.gross),
  }
}

export const inShop = (shop: Location | undefined) =>
  shop ? { shop_id: shop.code, shop_name: shop.name } : {}
