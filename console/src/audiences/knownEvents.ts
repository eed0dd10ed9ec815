/** Offered first, in the order in which a shop asks for them; any other name may be typed. */
export const knownEvents: readonly string[] = [
  'Order Completed',
  'Product Added',
  'Checkout Started',
  'Product Viewed',
  'Product List Viewed',
  'Products Searched',
  'Product Added to Wishlist',
  'Product Reviewed',
  'Cart Viewed',
  'Order Refunded',
  'Coupon Applied',
  'Page Viewed',
  'Screen Viewed',
  'Signed Up',
  'Email Sent',
  'Email Opened',
  'Email Link Clicked',
]

export const knownTraits = [
  'city',
  'postalCode',
  'country',
  'gender',
  'birthday',
  'favouriteShop',
  'interests',
  'loyaltyCard',
  'language',
  'email',
  'phone',
]

export const knownProperties = [
  'category',
  'brand',
  'name',
  'product_id',
  'sku',
  'price',
  'total',
  'revenue',
  'coupon',
  'shop',
]
