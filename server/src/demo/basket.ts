import type { Product } from './catalogue.ts'

export interface Line {
  readonly product: Product
  quantity: number
}

const decimal = (cents: number) => cents / 100

/** Delivery is free from 45 € on. */
const freeDelivery = 4500
const delivery = 490

/** Sums of a basket in cents: what is on the price tags, and what the law and the figures want. */
export function sums(lines: readonly Line[], { discount = 0, collected = false } = {}) {
  const shown = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  const off = Math.round((shown * discount) / 100)
  const net = lines.reduce((sum, { product, quantity }) => {
    const paid = (product.price * quantity * (100 - discount)) / 100
    return sum + paid / (1 + product.vat / 10_000)
  }, 0)
  const revenue = Math.round(net)
  const shipping = collected || shown - off >= freeDelivery ? 0 : delivery
  return {
    discount: off,
    revenue,
    tax: shown - off - revenue,
    shipping,
    total: shown - off + shipping,
  }
}

/** A line as Segment's e-commerce events name it. */
export function productOf({ product, quantity }: Line, shopUrl: string, language: 'fr' | 'en') {
  return {
    product_id: product.sku,
    sku: product.sku,
    name: product.name[language],
    category: product.category,
    brand: product.author ?? 'Maison Colombe',
    price: decimal(product.price),
    quantity,
    url: `${shopUrl}/produit/${product.sku}`,
    image_url: `${shopUrl}/images/${product.sku}.svg`,
  }
}

/** What 'Order Completed' says. */
export function orderOf(
  orderId: string,
  lines: readonly Line[],
  shopUrl: string,
  language: 'fr' | 'en',
  options: { discount?: number; coupon?: string; collected?: boolean } = {},
) {
  const { discount, revenue, tax, shipping, total } = sums(lines, options)
  return {
    order_id: orderId,
    revenue: decimal(revenue),
    tax: decimal(tax),
    shipping: decimal(shipping),
    ...(discount > 0 && { discount: decimal(discount), coupon: options.coupon }),
    total: decimal(total),
    currency: 'EUR',
    products: lines.map((line) => productOf(line, shopUrl, language)),
  }
}

/** The lines of a cart in its own link, so that a mail opened on another device shows the same. */
export function cartUrl(shopUrl: string, cartId: string, lines: readonly Line[]): string {
  const packed = lines.map(({ product, quantity }) => `${product.sku}.${quantity}`).join('~')
  return `${shopUrl}/panier?cart=${cartId}&lignes=${packed}`
}

/** What 'Product Added' and 'Product Removed' say: the product, and the whole cart after the change. */
export function cartChange(
  cartId: string,
  line: Line,
  cart: readonly Line[],
  shopUrl: string,
  language: 'fr' | 'en',
) {
  const total = cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  return {
    cart_id: cartId,
    ...productOf(line, shopUrl, language),
    currency: 'EUR',
    cart: {
      products: cart.map((one) => productOf(one, shopUrl, language)),
      total: decimal(total),
      currency: 'EUR',
    },
    cart_url: cartUrl(shopUrl, cartId, cart),
  }
}
