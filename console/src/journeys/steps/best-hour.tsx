import { IconSunHigh } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { WindowFields } from '../../audiences/WindowFields.tsx'
import { durationText } from '../../texts/phrases.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import { TimeChoice } from '../fields/TimeFields.tsx'
import type { FormProps, KindOf } from './kind.ts'

type BestHour = StepOf<'best-hour'>

export const bestHour: KindOf<BestHour> = {
  icon: IconSunHigh,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({
    ...{ id, kind: 'best-hour', withinSeconds: 86_400, otherwise: '18:00', next },
  }),
  title: ({ t }) => t('steps.best-hour.title'),
  subtitle: ({ t }, { withinSeconds }) =>
    t('steps.best-hour.within', { duration: durationText(t, withinSeconds) }),
  explain: ({ t }, { otherwise }) =>
    t('steps.best-hour.explain', { time: otherwise ?? '', known: otherwise ? 'yes' : 'no' }),
  Form: ({ step, onChange }: FormProps<BestHour>) => {
    const { t } = useTexts()
    return (
      <Sentence
        text="steps.best-hour.form"
        parts={{
          duration: (
            <WindowFields
              seconds={step.withinSeconds}
              onChange={(seconds) =>
                onChange({ ...step, withinSeconds: Math.min(seconds, 7 * 86_400) })
              }
            />
          ),
          time: (
            <TimeChoice
              label={t('steps.best-hour.otherwise')}
              time={step.otherwise ?? '18:00'}
              onChange={(otherwise) => onChange({ ...step, otherwise })}
            />
          ),
        }}
      />
    )
  },
}
