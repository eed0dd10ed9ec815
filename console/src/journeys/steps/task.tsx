import { IconClipboardCheck } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { WindowFields } from '../../audiences/WindowFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import { Labelled, LongText } from '../fields/Labelled.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import type { FormProps, KindOf } from './kind.ts'

type Task = StepOf<'task'>

export const task: KindOf<Task> = {
  icon: IconClipboardCheck,
  group: 'say',
  fresh: (id, next) => ({
    ...{ id, kind: 'task', for: 'shop', title: '', text: '', withinSeconds: 2 * 86_400, next },
  }),
  title: ({ t }, step) => step.title || t('steps.task.untitled'),
  subtitle: ({ t }, step) => t(`steps.task.for.${step.for}`),
  explain: ({ t }) => t('steps.task.explain'),
  Form: ({ step, onChange }: FormProps<Task>) => {
    const { t } = useTexts()
    return (
      <>
        <Sentence
          text="steps.task.form"
          parts={{
            who: (
              <InlineSelect
                label={t('steps.task.who')}
                value={step.for}
                options={(['shop', 'agent'] as const).map((value) => ({
                  value,
                  label: t(`steps.task.for.${value}`),
                }))}
                onChange={(chosen) => onChange({ ...step, for: chosen })}
              />
            ),
            duration: (
              <WindowFields
                seconds={step.withinSeconds ?? 2 * 86_400}
                onChange={(withinSeconds) => onChange({ ...step, withinSeconds })}
              />
            ),
          }}
        />
        <Labelled label={t('steps.task.title')}>
          <InlineInput
            label={t('steps.task.title')}
            value={step.title}
            placeholder={t('steps.task.title.example')}
            onChange={(title) => onChange({ ...step, title })}
          />
        </Labelled>
        <LongText
          label={t('steps.task.text')}
          placeholder={t('steps.task.text.example')}
          value={step.text}
          onChange={(text) => onChange({ ...step, text })}
        />
      </>
    )
  },
}
