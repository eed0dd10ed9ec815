import { IconHourglass } from '@tabler/icons-react'
import { didText, durationText } from '../../texts/phrases.ts'
import type { KindOf, StepOf } from './kind.ts'

type WaitUntil = StepOf<'wait-until'>

export const waitUntil: KindOf<WaitUntil> = {
  icon: IconHourglass,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({
    ...{ id, kind: 'wait-until', event: 'Order Completed', where: [] },
    ...{ timeoutSeconds: 3 * 86_400, onEvent: next, onTimeout: next },
  }),
  exits: ({ onTimeout, onEvent }) => [
    { key: 'timeout', to: onTimeout, passage: { what: 'time-out' } },
    { key: 'event', to: onEvent, passage: { what: 'event' } },
  ],
  lead: (step, key, to) => ({ ...step, [key === 'event' ? 'onEvent' : 'onTimeout']: to }),
  exitText: ({ t }, { event, timeoutSeconds }, key) =>
    key === 'event'
      ? t('journeys.edge.event', { did: didText(t, event) })
      : t('journeys.edge.timeout', { duration: durationText(t, timeoutSeconds) }),
  title: ({ t }, { timeoutSeconds }) =>
    t('journeys.waitUntil.title', { duration: durationText(t, timeoutSeconds) }),
  subtitle: ({ t }, { event }) => t('journeys.waitUntil.unless', { did: didText(t, event) }),
  explain: ({ t }, { event, timeoutSeconds }) =>
    t('journeys.step.wait-until', {
      duration: durationText(t, timeoutSeconds),
      did: didText(t, event),
    }),
}
