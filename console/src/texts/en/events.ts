import type { Texts } from '../catalogue.ts'

export const events = {
  'Page Viewed': 'viewed the page {title, select, none {without a title} other {“{title}”}}',
  'Screen Viewed': 'opened the screen {title, select, none {without a title} other {“{title}”}}',
  Identified: 'was recognised',
  'Product Viewed': 'looked at {product, select, none {a product} other {{product}}}',
  'Product List Viewed': 'browsed {title, select, none {a list of products} other {“{title}”}}',
  'Product Clicked': 'chose {product, select, none {a product} other {{product}}}',
  'Products Searched': 'searched for {query, select, none {a product} other {“{query}”}}',
  'Product Added':
    'added {product, select, none {a product} other {{product}}} to the cart{total, select, none {} other {, {total}}}',
  'Product Removed': 'removed {product, select, none {a product} other {{product}}} from the cart',
  'Cart Viewed': 'opened the cart{total, select, none {} other {, {total}}}',
  'Checkout Started': 'began the checkout{total, select, none {} other {, {total}}}',
  'Checkout Step Viewed': 'viewed a step of the checkout',
  'Checkout Step Completed': 'completed a step of the checkout',
  'Payment Info Entered': 'entered the payment',
  'Order Completed':
    'bought {count, plural, =0 {} one {# article} other {# articles}}{place, select, none {} other { at {place}}}{total, select, none {} other {, {total}}}',
  'Order Updated': 'changed the order',
  'Order Refunded': 'was refunded{total, select, none {} other { {total}}}',
  'Order Cancelled': 'cancelled the order{total, select, none {} other {, {total}}}',
  'Coupon Applied': 'used the code {title, select, none {} other {{title}}}',
  'Product Added to Wishlist':
    'added {product, select, none {a product} other {{product}}} to the wish list',
  'Product Shared': 'shared {product, select, none {a product} other {{product}}}',
  'Product Reviewed': 'reviewed {product, select, none {a product} other {{product}}}',
  'Signed Up': 'created an account',
  'Signed In': 'signed in',
  'Signed Out': 'signed out',
} satisfies Texts<'events'>
