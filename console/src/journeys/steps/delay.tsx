import { IconClockHour4 } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { WindowFields } from '../../audiences/WindowFields.tsx'
import { durationText } from '../../texts/phrases.ts'
import { Sentence } from '../fields/Sentence.tsx'
import type { FormProps, KindOf } from './kind.ts'

type Delay = StepOf<'delay'>

export const delay: KindOf<Delay> = {
  icon: IconClockHour4,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({ id, kind: 'delay', seconds: 86_400, next }),
  title: ({ t }, { seconds }) => t('journeys.delay.title', { duration: durationText(t, seconds) }),
  explain: ({ t }, { seconds }) => t('journeys.step.delay', { duration: durationText(t, seconds) }),
  Form: ({ step, onChange }: FormProps<Delay>) => (
    <Sentence
      text="steps.delay.form"
      parts={{
        duration: (
          <WindowFields
            seconds={step.seconds}
            onChange={(seconds) => onChange({ ...step, seconds })}
          />
        ),
      }}
    />
  ),
}
