import { IconAlarm } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import { TimeChoice, Weekdays } from '../fields/TimeFields.tsx'
import type { FormProps, KindOf } from './kind.ts'
import { weekdaysText } from './weekdays.ts'

type UntilTime = StepOf<'until-time'>

const everyDay = [1, 2, 3, 4, 5, 6, 7]

export const untilTime: KindOf<UntilTime> = {
  icon: IconAlarm,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({ id, kind: 'until-time', time: '09:00', next }),
  title: ({ t }, { time }) => t('steps.until-time.title', { time }),
  subtitle: (words, { weekdays }) => weekdays && weekdaysText(words, weekdays),
  explain: ({ t }) => t('steps.until-time.explain'),
  Form: ({ step, onChange }: FormProps<UntilTime>) => {
    const { t } = useTexts()
    const { weekdays: _, ...rest } = step
    return (
      <>
        <Sentence
          text="steps.until-time.form"
          parts={{
            time: (
              <TimeChoice
                label={t('steps.time')}
                time={step.time}
                onChange={(time) => onChange({ ...step, time })}
              />
            ),
          }}
        />
        <Weekdays
          days={step.weekdays ?? everyDay}
          onChange={(weekdays) => onChange(weekdays.length === 7 ? rest : { ...step, weekdays })}
        />
      </>
    )
  },
}
