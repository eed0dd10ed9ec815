import type { EventSchema, FieldRule, PropertyRule } from './contract.ts'

const text: FieldRule = { type: 'string', required: false }
const number: FieldRule = { type: 'number', required: false }
const whole: FieldRule = { type: 'integer', required: false }
const list: PropertyRule = { type: 'array', required: false }
const must = <Rule extends FieldRule>(rule: Rule): Rule => ({ ...rule, required: true })
const currency: FieldRule = { ...text, pattern: '^[A-Z]{3}$' }

const product: Record<string, FieldRule> = {
  ...{ product_id: must(text), sku: text, category: text, name: text, brand: text, variant: text },
  ...{ price: number, quantity: whole, coupon: text, position: whole, url: text, image_url: text },
}
const products: PropertyRule = { ...list, items: product }
const order: Record<string, PropertyRule> = {
  ...{ order_id: must(text), affiliation: text, checkout_id: text, coupon: text },
  ...{ subtotal: number, total: number, revenue: number, shipping: number, tax: number },
  ...{ discount: number, currency: must(currency), products: must(products) },
}
const checkout = { checkout_id: text, step: whole, shipping_method: text, payment_method: text }
const coupon = {
  ...{ order_id: text, cart_id: text, coupon_id: text, coupon_name: text, discount: number },
}
const promotion = {
  ...{ promotion_id: must(text), creative: text, name: text, position: text },
}
const wishlist = { wishlist_id: text, wishlist_name: text, ...product }
const review = { product_id: must(text), review_id: text, review_body: text, rating: text }
const shared = { share_via: text, share_message: text, recipient: text }
const lists = { list_id: text, category: text, products }

const named: Record<string, Record<string, PropertyRule>> = {
  'Products Searched': { query: must(text) },
  'Product List Viewed': lists,
  'Product List Filtered': { ...lists, filters: list, sorts: list },
  'Promotion Viewed': promotion,
  'Promotion Clicked': promotion,
  'Product Clicked': product,
  'Product Viewed': { ...product, currency },
  'Product Added': { ...product, cart_id: text, currency },
  'Product Removed': { ...product, cart_id: text, currency },
  'Cart Viewed': { cart_id: text, products },
  'Checkout Started': { ...order, order_id: text, currency },
  'Checkout Step Viewed': checkout,
  'Checkout Step Completed': checkout,
  'Payment Info Entered': { ...checkout, order_id: text },
  'Order Updated': order,
  'Order Completed': order,
  'Order Refunded': { ...order, currency, products },
  'Order Cancelled': { ...order, currency, products },
  'Coupon Entered': coupon,
  'Coupon Applied': coupon,
  'Coupon Denied': { ...coupon, reason: text },
  'Coupon Removed': coupon,
  'Product Added to Wishlist': wishlist,
  'Product Removed from Wishlist': wishlist,
  'Wishlist Product Added to Cart': { ...wishlist, cart_id: text },
  'Product Shared': { ...shared, ...product },
  'Cart Shared': { ...shared, cart_id: text, products },
  'Product Reviewed': review,
}

/**
 * Segment's e-commerce specification, version 2, as plans: the names and types of its properties, and
 * as required what Filrouge itself needs to count (an order's number, its currency, its lines).
 */
export const vocabulary: Readonly<Record<string, EventSchema>> = Object.fromEntries(
  Object.entries(named).map(([name, properties]) => [name, { properties, closed: false }]),
)
