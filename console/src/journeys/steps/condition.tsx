import { IconQuestionMark } from '@tabler/icons-react'
import type { Condition } from '../../../../server/src/modules/journeys/condition-contract.ts'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { TestFields } from '../fields/TestFields.tsx'
import { testText } from '../sentences.ts'
import type { FormProps, KindOf, Known } from './kind.ts'

/** Something to begin with: an audience of the brand's, or whether there is an address. */
export const freshCondition = ({ audienceIds: [audienceId] }: Known): Condition =>
  audienceId
    ? { of: 'audience', audienceId, is: 'in' }
    : { of: 'traits', path: 'email', is: 'exists' }

export const condition: KindOf<StepOf<'condition'>> = {
  icon: IconQuestionMark,
  group: 'choose',
  fresh: (id, next, known) => ({
    ...{ id, kind: 'condition', yes: next, no: next },
    ...{ all: [freshCondition(known)], any: [] },
  }),
  wayTexts: ({ t }) => [t('journeys.edge.yes'), t('journeys.edge.no')],
  title: testText,
  explain: ({ t }, { all, any }) =>
    t('journeys.step.condition', { count: all.length + any.length }),
  Form: ({ step, definition, onChange }: FormProps<StepOf<'condition'>>) => (
    <TestFields
      test={step}
      definition={definition}
      onChange={(test) => onChange({ ...step, ...test })}
    />
  ),
}
