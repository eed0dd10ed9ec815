import { day, end, hour, order, type ReadyJourney } from './ready-journey.ts'

const cartEvents = ['Product Added', 'Product Removed', 'Cart Viewed', 'Cart Updated']

/**
 * A cart that nobody touches for an hour and nobody buys is written about, once. Each event of the
 * cart renews what the mail will show and begins the hour anew. Buying ends it wherever it waits, and
 * within five days of the mail, or of a click in it, counts as its work.
 */
export const abandonedCart: ReadyJourney = {
  name: { fr: 'Panier abandonné', en: 'Abandoned cart' },
  mails: ['abandonedCart'],
  draw: ({ mail }) => ({
    entry: { kind: 'event', event: 'Product Added', key: 'cart_id' },
    reentry: 'once-per-key',
    refresh: { on: cartEvents.map((event) => ({ event })), remember: 'cart', restartsWait: true },
    first: 'hour',
    steps: [
      {
        ...{ id: 'hour', kind: 'wait-until', timeoutSeconds: hour, onTimeout: 'still-filled' },
        branches: [
          {
            name: 'Order Completed',
            on: { of: 'event', event: 'Order Completed' },
            next: 'end',
          },
        ],
      },
      {
        ...{ id: 'still-filled', kind: 'condition', yes: 'email', no: 'end' },
        all: [{ of: 'event', path: 'products', is: 'filled' }],
      },
      { id: 'email', kind: 'message', templateId: mail('abandonedCart'), next: 'end' },
      end,
    ],
    exits: [{ event: 'Order Completed' }],
    goal: order(5),
  }),
}

/** A product that was looked at and left is spoken of some hours later, once a week at most. */
export const browse: ReadyJourney = {
  name: { fr: 'Vu et laissé', en: 'Browse abandonment' },
  mails: ['browse'],
  draw: ({ mail }) => ({
    entry: { kind: 'event', event: 'Product Viewed' },
    ...{ reentry: 'after-time', reentrySeconds: 7 * day },
    refresh: { on: [{ event: 'Product Viewed' }], remember: 'event', restartsWait: true },
    first: 'hours',
    steps: [
      {
        ...{ id: 'hours', kind: 'wait-until', timeoutSeconds: 4 * hour, onTimeout: 'browse' },
        branches: [{ name: 'added', on: { of: 'event', event: 'Product Added' }, next: 'end' }],
      },
      { id: 'browse', kind: 'message', templateId: mail('browse'), next: 'end' },
      end,
    ],
    exits: [{ event: 'Order Completed' }],
    goal: order(5),
  }),
}
