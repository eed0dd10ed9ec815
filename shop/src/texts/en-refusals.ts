import type { Refusals } from './fr-refusals.ts'

const gone = () => 'An article has just gone: there is not enough of it any more.'
const again = () => 'Try again in a moment; your cart is intact.'

export const enRefusals: Refusals = {
  unknown: () => 'That could not be done. Try again in a moment; your cart is intact.',
  internal: () => 'Something went wrong on our side. Your cart is intact: try again.',
  'request/invalid': () => 'Something is missing, or not written as it should be.',
  'request/refused': () => 'This request was not understood. Reload the page.',
  'request/unstorable-text': () => 'One of the texts has a sign in it that we cannot keep.',
  'server/unavailable': again,
  'carts/no-session': () => 'Your visit has ended. Reload the page.',
  'carts/not-signed-in': () => 'Sign in to go on.',
  'carts/unknown-write-key': () => 'This shop is not open right now.',
  'carts/code-refused': () => 'That is not the code, or it has expired.',
  'carts/too-fast': () => 'That was a little fast: try again in a moment.',
  'carts/not-for-sale': () => 'This article is no longer sold.',
  'carts/insufficient-stock': ({ available }) =>
    Number(available) > 0 ? `Only ${available} left.` : 'This article is sold out.',
  'carts/line-not-found': () => 'This article is not in your cart any more.',
  'carts/full': () => 'Your cart is full: order, or take an article out.',
  'carts/share-not-found': () => 'This share is no longer valid.',
  'orders/not-found': () => 'There is no such order.',
  'orders/cart-empty': () => 'Your cart is empty.',
  'orders/price-changed': () => 'The total has just changed: check it, then pay.',
  'orders/option-unknown': () => 'This way of delivery is no longer offered: choose another.',
  'orders/shop-needed': () => 'Choose the shop where you collect your order.',
  'orders/shop-unfit': () => 'This shop does not offer that: choose another.',
  'orders/address-needed': () => 'The address of delivery is missing.',
  'orders/time-unfit': ({ why }) =>
    why === 'closed'
      ? 'The shop is closed at that time.'
      : why === 'past'
        ? 'That time is over already.'
        : 'The shop will not have it prepared by then.',
  'orders/insufficient-stock': gone,
  'orders/payment-missing': () => 'That does not cover the whole amount: add a means of payment.',
  'orders/payment-refused': () => 'The bank refused the payment. Nothing was charged.',
  'orders/idempotency-key-needed': () => 'The order was not sent. Reload the page.',
  'orders/idempotency-key-reused': () =>
    'This order was sent otherwise before. Reload the page, then begin again.',
  'orders/not-in-state': () => 'Not possible any more: the order has moved on meanwhile.',
  'orders/return-not-found': () => 'There is no such return, or we have received it already.',
  'orders/not-returnable': () =>
    'You have returned this article already, or it has not arrived yet.',
  'orders/return-too-late': () => 'It is too late to return it.',
  'promotions/card-unknown': () => 'There is no such gift card.',
  'promotions/card-closed': () => 'This gift card is no longer valid.',
  'promotions/card-other-currency': () => 'This gift card is in another currency.',
  'promotions/card-too-low': () => 'There is not enough left on this gift card.',
  'promotions/used-up': () => 'This offer has just been used up. Check the total, then pay.',
  'payments/no-account': () => 'Paying by card is not possible right now.',
  'stock/insufficient': gone,
  'stock/reservation-gone': () => 'Your articles were no longer kept: begin the order again.',
  'catalog/product-unknown': () => 'This product is no longer sold.',
  'catalog/bad-cursor': () => 'This page of the list is gone. Go back to the beginning.',
}
