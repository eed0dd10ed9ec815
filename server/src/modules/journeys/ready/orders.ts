import { day, end, order, type ReadyJourney } from './ready-journey.ts'

/** Who gave an order back wants no advice about it. */
const takenBack = [{ event: 'Order Refunded' }, { event: 'Order Cancelled' }]

/** Two days after an order: thanks, and how to get the best out of it. */
export const postPurchase: ReadyJourney = {
  name: { fr: 'Après l’achat', en: 'Post-purchase' },
  mails: ['thanks'],
  draw: ({ mail }) => ({
    entry: { kind: 'event', event: 'Order Completed', key: 'order_id' },
    reentry: 'once-per-key',
    first: 'two-days',
    steps: [
      { id: 'two-days', kind: 'delay', seconds: 2 * day, next: 'thanks' },
      { id: 'thanks', kind: 'message', templateId: mail('thanks'), next: 'end' },
      end,
    ],
    exits: takenBack,
    goal: order(30),
  }),
}

/** Once there was time to try, a review is asked for, at an hour when people have a moment. */
export const review: ReadyJourney = {
  name: { fr: 'Demande d’avis', en: 'Review ask' },
  mails: ['review'],
  draw: ({ mail }) => ({
    entry: { kind: 'event', event: 'Order Completed', key: 'order_id' },
    reentry: 'once-per-key',
    first: 'ten-days',
    steps: [
      { id: 'ten-days', kind: 'delay', seconds: 10 * day, next: 'evening' },
      { id: 'evening', kind: 'until-time', time: '18:30', next: 'review' },
      { id: 'review', kind: 'message', templateId: mail('review'), next: 'end' },
      end,
    ],
    exits: [...takenBack, { event: 'Product Reviewed' }],
    goal: { event: 'Product Reviewed', attributionSeconds: 14 * day },
  }),
}

/** How long what is bought of some categories lasts; what lasts for ever is not spoken of. */
const cycles = [
  { name: 'face', categories: ['face'], days: 55 },
  { name: 'body', categories: ['body', 'hair'], days: 45 },
  { name: 'bath', categories: ['bath', 'shave'], days: 40 },
] as const

const firstCategory = 'products.0.category'

/** Each order begins the cycle of its first product anew: only who does not come back is written to. */
export const repurchase: ReadyJourney = {
  name: { fr: 'Réapprovisionnement', en: 'Repurchase' },
  mails: ['repurchase'],
  draw: ({ mail }) => ({
    entry: { kind: 'event', event: 'Order Completed' },
    reentry: 'after-completion',
    first: 'cycle',
    steps: [
      {
        ...{ id: 'cycle', kind: 'branch', otherwise: 'end' },
        branches: cycles.map(({ name, categories }) => ({
          ...{ name, next: `lasts-${name}` },
          any: categories.map((value) => ({
            ...{ of: 'event' as const, path: firstCategory, is: 'eq' as const, value },
          })),
        })),
      },
      ...cycles.map(({ name, days }) => ({
        ...{ id: `lasts-${name}`, kind: 'delay' as const, seconds: days * day },
        next: 'repurchase',
      })),
      { id: 'repurchase', kind: 'message', templateId: mail('repurchase'), next: 'end' },
      end,
    ],
    exits: [{ event: 'Order Completed' }, ...takenBack],
    goal: order(21),
  }),
}
