import { day, end, order, type ReadyJourney, saysNo } from './ready-journey.ts'

/** Half a year without an order: a word, two weeks later another that asks rather than sells. */
export const winBack: ReadyJourney = {
  name: { fr: 'Reconquête', en: 'Win-back' },
  mails: ['winBack', 'stayInTouch'],
  audiences: ['atRisk'],
  draw: ({ mail, audience }) => ({
    entry: { kind: 'audience', audienceId: audience('atRisk'), change: 'entered' },
    ...{ reentry: 'after-time', reentrySeconds: 180 * day },
    first: 'win-back',
    steps: [
      { id: 'win-back', kind: 'message', templateId: mail('winBack'), next: 'two-weeks' },
      { id: 'two-weeks', kind: 'delay', seconds: 14 * day, next: 'stay-in-touch' },
      { id: 'stay-in-touch', kind: 'message', templateId: mail('stayInTouch'), next: 'end' },
      end,
    ],
    exits: [{ event: 'Order Completed' }, saysNo],
    goal: order(30),
  }),
}

/** Each year on the day, in the morning where they live. */
export const birthday: ReadyJourney = {
  name: { fr: 'Anniversaire', en: 'Birthday' },
  mails: ['birthday'],
  draw: ({ mail }) => ({
    entry: { kind: 'date', path: 'birthday', anniversary: true, time: '09:00' },
    ...{ reentry: 'after-time', reentrySeconds: 300 * day },
    first: 'birthday',
    steps: [{ id: 'birthday', kind: 'message', templateId: mail('birthday'), next: 'end' }, end],
    exits: [saysNo],
    goal: order(30),
  }),
}

/**
 * Invites those who have a shop of theirs to an evening there; who registers is reminded the day before.
 * It goes out once, the morning after the journey is begun, unless another moment is chosen.
 */
export const shopEvent: ReadyJourney = {
  name: { fr: 'Événement en boutique', en: 'Shop event' },
  mails: ['shopEvent', 'shopEventReminder'],
  audiences: ['haveShop'],
  draw: ({ mail, audience, now }) => ({
    entry: {
      ...{ kind: 'schedule', audienceId: audience('haveShop') },
      rhythm: { every: 'once', at: tomorrowMorning(now) },
    },
    reentry: 'never',
    refresh: { on: [{ event: 'Event Registered' }], remember: 'event', restartsWait: false },
    first: 'invitation',
    steps: [
      { id: 'invitation', kind: 'message', templateId: mail('shopEvent'), next: 'answer' },
      {
        ...{ id: 'answer', kind: 'wait-until', timeoutSeconds: 14 * day, onTimeout: 'end' },
        branches: [
          {
            ...{ name: 'registered', next: 'day-before' },
            on: { of: 'event', event: 'Event Registered' },
          },
        ],
      },
      {
        ...{ id: 'day-before', kind: 'until-date', offsetSeconds: -day, next: 'reminder' },
        ...{ dates: [{ of: 'event', path: 'starts_at' }], otherwise: 'reminder' },
      },
      { id: 'reminder', kind: 'message', templateId: mail('shopEventReminder'), next: 'end' },
      end,
    ],
    exits: [{ event: 'Event Cancelled' }, saysNo],
    goal: { event: 'Event Registered', attributionSeconds: 14 * day },
  }),
}

/** Nine o’clock, universal time: some time before noon in Europe. */
function tomorrowMorning(now: Date): string {
  const at = new Date(now.getTime() + day * 1000)
  at.setUTCHours(9, 0, 0, 0)
  return at.toISOString()
}
