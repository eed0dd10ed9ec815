import { day, end, order, type ReadyJourney } from './ready-journey.ts'

/** Who wanted what was gone hears that it is back, unless they bought it meanwhile. */
export const backInStock: ReadyJourney = {
  name: { fr: 'De retour en stock', en: 'Back in stock' },
  mails: ['backInStock'],
  draw: ({ mail }) => ({
    entry: { kind: 'back-in-stock', interests: ['viewed', 'wished', 'carted'], withinDays: 60 },
    ...{ reentry: 'after-time', reentrySeconds: 30 * day },
    first: 'back',
    steps: [{ id: 'back', kind: 'message', templateId: mail('backInStock'), next: 'end' }, end],
    exits: [{ event: 'Order Completed' }],
    goal: order(5),
  }),
}

/** Who wanted it hears that it costs less; small drops are no news. */
export const priceDrop: ReadyJourney = {
  name: { fr: 'Baisse de prix', en: 'Price drop' },
  mails: ['priceDrop'],
  draw: ({ mail }) => ({
    entry: {
      ...{ kind: 'price-drop', atLeastPercent: 10, withinDays: 30 },
      interests: ['viewed', 'wished', 'carted'],
    },
    ...{ reentry: 'after-time', reentrySeconds: 30 * day },
    first: 'drop',
    steps: [{ id: 'drop', kind: 'message', templateId: mail('priceDrop'), next: 'end' }, end],
    exits: [{ event: 'Order Completed' }],
    goal: order(5),
  }),
}
