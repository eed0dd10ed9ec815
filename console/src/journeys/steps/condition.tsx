import { IconQuestionMark } from '@tabler/icons-react'
import { conditionText } from '../sentences.ts'
import type { KindOf, StepOf } from './kind.ts'

export const condition: KindOf<StepOf<'condition'>> = {
  icon: IconQuestionMark,
  group: 'choose',
  fresh: (id, next, { audienceIds: [audienceId] }) => ({
    ...{ id, kind: 'condition', yes: next, no: next },
    any: [],
    all: [
      audienceId
        ? { of: 'audience', audienceId, is: 'in' }
        : { of: 'traits', path: 'email', is: 'exists' },
    ],
  }),
  exits: ({ yes, no }) => [
    { key: 'yes', to: yes, passage: { what: 'yes' } },
    { key: 'no', to: no, passage: { what: 'no' } },
  ],
  lead: (step, key, to) => ({ ...step, [key]: to }),
  exitText: ({ t }, _, key) => t(key === 'yes' ? 'journeys.edge.yes' : 'journeys.edge.no'),
  title: (words, { all }) =>
    all.length === 1 && all[0]
      ? conditionText(words, all[0])
      : words.t('journeys.condition.all', { count: all.length }),
  explain: ({ t }, { all }) => t('journeys.step.condition', { count: all.length }),
}
