import { IconCalendarTime } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { DateSourceFields, dateText } from '../fields/DateSourceFields.tsx'
import { OffsetFields, offsetDays } from '../fields/OffsetFields.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import type { FormProps, KindOf } from './kind.ts'

type UntilDate = StepOf<'until-date'>

export const untilDate: KindOf<UntilDate> = {
  icon: IconCalendarTime,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({
    ...{ id, kind: 'until-date', offsetSeconds: 0, next },
    dates: [{ of: 'traits', path: 'birthday' }],
  }),
  wayTexts: ({ t }, { otherwise }) =>
    otherwise === undefined ? [] : [t('steps.until-date.then'), t('steps.until-date.otherwise')],
  title: (words, { dates: [date], offsetSeconds }) =>
    words.t('steps.until-date.title', {
      ...{ date: date ? dateText(words, date) : '', days: Math.abs(offsetDays(offsetSeconds)) },
      when: offsetSeconds < 0 ? 'before' : offsetSeconds > 0 ? 'after' : 'on',
    }),
  explain: ({ t }) => t('steps.until-date.explain'),
  Form: ({ step, onChange }: FormProps<UntilDate>) => {
    const [date, ...others] = step.dates
    return (
      <Sentence
        text="steps.until-date.form"
        parts={{
          offset: (
            <OffsetFields
              days={offsetDays(step.offsetSeconds)}
              onChange={(days) => onChange({ ...step, offsetSeconds: days * 86_400 })}
            />
          ),
          date: date && (
            <DateSourceFields
              source={date}
              onChange={(changed) => onChange({ ...step, dates: [changed, ...others] })}
            />
          ),
        }}
      />
    )
  },
}
