import type { OrderTexts } from './fr.ts'

export const en: OrderTexts = {
  title: (number) => `Order ${number}`,
  otherLanguage: 'Français',
  states: {
    pending: 'Waiting for payment',
    confirmed: 'Confirmed',
    completed: 'Done',
    cancelled: 'Cancelled',
    refused: 'Not completed',
    expired: 'Not collected',
  },
  explained: {
    pending: 'We keep your articles while the payment goes through.',
    confirmed: 'We are on it.',
    completed: 'All of it was handed to you or sent.',
    cancelled: 'It will not be prepared. What was paid goes back the way you paid.',
    refused: 'It could not be paid, or an article had just gone. Nothing is taken from you.',
    expired: 'Nobody came in time: the articles are back on the shelf.',
  },
  parcels: {
    waiting: 'To be prepared',
    preparing: 'Being prepared',
    'on-its-way': 'On its way to the shop',
    ready: 'Ready to collect',
    shipped: 'On its way',
    'handed-over': 'Handed over',
    cancelled: 'Cancelled',
    expired: 'Not collected',
  },
  parcel: (index, of) => `Parcel ${index} of ${of}`,
  at: (place) => `At ${place}`,
  until: (time) => `Until ${time}`,
  expected: (time) =>
    `To be collected from ${time} on. We write to you as soon as all of it is there.`,
  code: 'Your pick-up code',
  showCode: 'Show this code at the counter, or say it.',
  articles: 'Your articles',
  quantity: 'Quantity',
  delivery: 'Delivery',
  free: 'Free',
  discount: 'Discounts',
  vat: (rate) => `including VAT ${rate}`,
  total: 'Total',
  refunded: 'Refunded',
  paidWith: 'Payment',
  means: { card: 'Card', 'gift-card': 'Gift card', 'in-shop': 'In the shop' },
  payments: {
    planned: 'under way',
    pending: 'to be paid',
    authorised: 'authorised',
    captured: 'paid',
    failed: 'refused',
    cancelled: 'cancelled',
    unknown: 'being checked',
  },
  tracking: 'Carrier’s tracking',
  cancel: 'Cancel my order',
  cancelQuestion: 'Nothing has left yet: you can cancel it.',
  cancelled: 'Your order is cancelled.',
  back: 'Back to my order',
  placed: (time) => `Placed on ${time}`,
  returnUntil: (day) => `You can return it until ${day}, in a shop or by parcel.`,
  returned: 'returned',
  arrived: 'I am here',
  arrivedPlace: 'My space, my car',
  arrivedSaid: 'We know that you are here. We are coming.',
  change: {
    title: 'A change waits for your payment',
    line: (name, from, to) => `${name}: ${from} → ${to}`,
    until: (amount, time) =>
      `${amount} more, to be paid before ${time}. Without a payment your order stays as it is.`,
    pay: (amount) => `Pay ${amount} by card`,
    going: 'You are on your way to the page where you pay.',
    trouble: 'The bank does not answer right now. Nothing is taken: try again in a moment.',
    gone: 'This change waits for no payment any more. Your order is below, as it is.',
  },
  bank: {
    title: 'One step is left',
    text: 'The payment is completed on the bank’s page. After it you come back here.',
    go: (amount) => `Go on paying ${amount}`,
  },
  broken: {
    title: 'This link is not complete',
    text: 'Open it straight from the message that we sent you.',
  },
  deliveryLine: (option, place, expected) =>
    `${place ? `${option}, ${place}` : option}${expected ? `, from ${expected} on` : ''}.`,
  trackingLine: (carrier, tracking) => `Tracking${carrier && ` ${carrier}`}: ${tracking}.`,
  noTracking: 'It has no tracking number.',
  because: (reason) =>
    reason === 'not-collected'
      ? 'Nobody came for it in time.'
      : reason === 'nowhere'
        ? 'What you ordered did not reach the shop, and we have none left. We are sorry.'
        : 'It was cancelled at your request or by us.',
}
