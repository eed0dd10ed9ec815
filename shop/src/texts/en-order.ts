import { enRefusals } from './en-refusals.ts'
import { clockOf, dayOf, euroOf, momentOf } from './formats.ts'
import type { frOrder } from './fr-order.ts'

const euro = euroOf('en')
const moment = momentOf('en')
const clock = clockOf('en')

export const enOrder: typeof frOrder = {
  wishTitle: 'My wishes',
  wishEmpty: 'You have kept nothing yet. The heart on the page of a product keeps it here.',
  wish: 'Keep among my wishes',
  wished: 'Among my wishes',
  unwished: (name: string) => `${name} is no longer among your wishes.`,
  saveForLater: 'Save for later',
  savedForLater: 'Saved for later',
  backInCart: 'Back to the cart',
  notForSale: 'No longer sold.',
  onlyLeft: (count) => (count === 0 ? 'Sold out.' : `Only ${count} left.`),
  cartChanges: {
    price: (name, { from = 0, to = 0 }) =>
      `${name}: the price went from ${euro(from)} to ${euro(to)}.`,
    fewer: (name, { available = 0 }) => `${name}: only ${available} left.`,
    'sold-out': (name) => `${name} is sold out.`,
    withdrawn: (name) => `${name} is no longer sold.`,
  },
  promotionCode: 'Promotion code',
  apply: 'Apply',
  codeCounts: 'counts.',
  codeWhy: {
    'subtotal-missing': (missing) => `needs ${euro(missing)} more in the cart.`,
    ended: () => 'has expired.',
    'not-started': () => 'is not valid yet.',
    'code-unknown': () => 'does not exist.',
    'code-used': () => 'has been used.',
    'customer-limit': () => 'has been used.',
    'used-up': () => 'is used up.',
    other: () => 'does not apply to this cart.',
  },
  showAtTill: 'Show this cart at the till',
  tillCode: (code) => `Code for the till, valid for 30 minutes: ${code}`,
  discount: 'Discount',
  street: 'Address',
  postalCode: 'Postcode',
  city: 'City',
  days: (from, to) => {
    const unit = to > 1 ? 'working days' : 'working day'
    return from === to ? `${to} ${unit}` : `${from} to ${to} ${unit}`
  },
  freeOfCharge: 'Free',
  inThisShop: 'in stock',
  notInThisShop: 'not in stock',
  broughtHere: (at) => `brought for you, from ${moment(at)}`,
  payment: 'Payment',
  card: 'Demonstration card',
  cards: {
    pm_card_visa: 'Visa •••• 4242, accepted',
    pm_card_authenticationRequired: 'Visa •••• 3220, to be confirmed with the bank',
    pm_card_chargeDeclined: 'Visa •••• 0002, refused by the bank',
  },
  giftCard: 'Gift card (optional)',
  including: (vat) => `including ${vat} VAT`,
  readyFrom: (at) => `Ready from ${moment(at)}.`,
  notThere: 'Not everything can be had this way: choose another shop or another way.',
  variant: 'Model',
  reserve: 'Reserve, pay in the shop',
  pickupCode: (shop) => `Pick-up code, ${shop}:`,
  followOrder: 'Follow my order',
  orders: 'My orders',
  noOrders: 'No order yet.',
  on: dayOf('en'),
  orderStates: {
    pending: 'awaiting payment',
    confirmed: 'confirmed',
    completed: 'completed',
    cancelled: 'cancelled',
    refused: 'not completed',
    expired: 'not collected',
  },
  codeMailed:
    'A code is on its way to that address: with it you find your cart and your orders here.',
  signInCode: 'Six-digit code',
  signIn: 'Sign in',
  signOut: 'Sign out',
  openState: (open, at) => {
    if (!at) return open ? 'Open' : 'Closed'
    return open ? `Open until ${clock(new Date(at))}` : `Closed, opens ${moment(new Date(at))}`
  },
  whereNear: 'See where it is in stock',
  toSend: (count) => {
    if (count === 0) return 'Sold out for delivery.'
    return count > 9 ? 'Can be delivered.' : `Only ${count} left for delivery.`
  },
  away: (metres) => (metres < 1000 ? `${metres} m away` : `${Math.round(metres / 1000)} km away`),
  stockHere: (count, ready) =>
    `${count > 9 ? 'in stock' : `${count} in stock`}, ready from ${moment(ready)}`,
  refusals: enRefusals,
}
