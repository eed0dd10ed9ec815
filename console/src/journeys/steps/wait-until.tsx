import { IconHourglass } from '@tabler/icons-react'
import { didText, durationText } from '../../texts/phrases.ts'
import type { Words } from '../sentences.ts'
import type { KindOf, StepOf } from './kind.ts'

type WaitUntil = StepOf<'wait-until'>

export const waitUntil: KindOf<WaitUntil> = {
  icon: IconHourglass,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({
    ...{ id, kind: 'wait-until', timeoutSeconds: 3 * 86_400, onTimeout: next },
    branches: [
      {
        ...{ name: 'Order Completed', next },
        on: { of: 'event', event: 'Order Completed', where: [], since: 'arrival' },
      },
    ],
  }),
  exits: ({ onTimeout, branches }) => [
    { key: 'timeout', to: onTimeout, passage: { what: 'time-out' } },
    ...branches.map(({ name, on, next }) => ({
      ...{ key: name, to: next },
      passage: { what: on.of, ...(on.of === 'event' && { detail: on.event }) },
    })),
  ],
  lead: (step, key, to) =>
    key === 'timeout'
      ? { ...step, onTimeout: to }
      : {
          ...step,
          branches: step.branches.map((one) => (one.name === key ? { ...one, next: to } : one)),
        },
  exitText: (words, { branches, timeoutSeconds }, key) => {
    const branch = branches.find(({ name }) => name === key)
    return branch
      ? awaitedText(words, branch)
      : words.t('journeys.edge.timeout', { duration: durationText(words.t, timeoutSeconds) })
  },
  title: ({ t }, { timeoutSeconds }) =>
    t('journeys.waitUntil.title', { duration: durationText(t, timeoutSeconds) }),
  subtitle: ({ t }, step) => t('journeys.waitUntil.unless', { did: awaitedEvents(t, step) }),
  explain: ({ t }, step) =>
    t('journeys.step.wait-until', {
      duration: durationText(t, step.timeoutSeconds),
      did: awaitedEvents(t, step),
    }),
}

type Branch = WaitUntil['branches'][number]

const awaitedText = ({ t }: Words, { on, name }: Branch) =>
  on.of === 'event' ? t('journeys.edge.event', { did: didText(t, on.event) }) : name

const awaitedEvents = (t: Words['t'], { branches }: WaitUntil) =>
  branches.map(({ on, name }) => (on.of === 'event' ? didText(t, on.event) : name)).join(', ')
