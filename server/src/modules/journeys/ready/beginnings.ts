import { day, end, order, type ReadyJourney, saysNo } from './ready-journey.ts'

/**
 * Whoever says yes to mails is welcomed. Where a yes must be confirmed by a mail of its own (double
 * opt-in), the welcome waits until it is, for a week; who never confirms is never written to.
 */
export const welcome: ReadyJourney = {
  name: { fr: 'Bienvenue', en: 'Welcome' },
  mails: ['welcome', 'welcomeGuide'],
  audiences: ['agreedToMail'],
  draw: ({ mail, audience }) => ({
    entry: {
      ...{ kind: 'event', event: 'Consent Given' },
      where: [
        { path: 'purpose', is: 'eq', value: 'marketing' },
        { path: 'channel', is: 'eq', value: 'email' },
      ],
    },
    reentry: 'never',
    first: 'confirmed',
    steps: [
      {
        ...{ id: 'confirmed', kind: 'wait-until', timeoutSeconds: 7 * day, onTimeout: 'end' },
        branches: [
          {
            ...{ name: 'confirmed', next: 'welcome' },
            on: { of: 'audience', audienceId: audience('agreedToMail'), is: 'in' },
          },
        ],
      },
      { id: 'welcome', kind: 'message', templateId: mail('welcome'), next: 'look-round' },
      {
        ...{ id: 'look-round', kind: 'wait-until', timeoutSeconds: 3 * day, onTimeout: 'guide' },
        branches: [{ name: 'bought', on: { of: 'event', event: 'Order Completed' }, next: 'end' }],
      },
      { id: 'guide', kind: 'message', templateId: mail('welcomeGuide'), next: 'end' },
      end,
    ],
    exits: [saysNo],
    goal: order(14),
  }),
}

/** A new account: what it is good for, and some days later the shop, to who has not told us theirs. */
export const onboarding: ReadyJourney = {
  name: { fr: 'Premiers pas', en: 'First steps' },
  mails: ['account', 'chooseShop'],
  audiences: ['haveAccount'],
  draw: ({ mail, audience }) => ({
    entry: { kind: 'audience', audienceId: audience('haveAccount'), change: 'entered' },
    reentry: 'never',
    first: 'account',
    steps: [
      { id: 'account', kind: 'message', templateId: mail('account'), next: 'days' },
      { id: 'days', kind: 'delay', seconds: 4 * day, next: 'has-shop' },
      {
        ...{ id: 'has-shop', kind: 'condition', yes: 'end', no: 'shop' },
        all: [{ of: 'traits', path: 'favoriteShop', is: 'exists' }],
      },
      { id: 'shop', kind: 'message', templateId: mail('chooseShop'), next: 'end' },
      end,
    ],
    exits: [saysNo],
    goal: order(14),
  }),
}
