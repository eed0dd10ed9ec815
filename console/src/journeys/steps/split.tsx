import { IconArrowsSplit2, IconFlask } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput } from '../../ui/InlineSelect.tsx'
import { ArmsFields } from '../fields/ArmsFields.tsx'
import { Labelled } from '../fields/Labelled.tsx'
import type { Words } from '../sentences.ts'
import type { FormProps, KindOf } from './kind.ts'

type Split = StepOf<'split'>
type Experiment = StepOf<'experiment'>
type Arms = Split['arms']

const freshArms = (next: string) => ['A', 'B'].map((name) => ({ name, share: 50, next }))

/** Shares are weights: what is told is what each comes to. */
function sharesOf({ t, formats }: Words, arms: Arms): string[] {
  const whole = arms.reduce((sum, { share }) => sum + share, 0)
  return arms.map(({ name, share }) =>
    t('journeys.edge.arm', { name, share: formats.percent(share / whole) }),
  )
}

export const split: KindOf<Split> = {
  icon: IconArrowsSplit2,
  group: 'choose',
  fresh: (id, next) => ({ id, kind: 'split', arms: freshArms(next) }),
  wayTexts: (words, { arms }) => sharesOf(words, arms),
  title: ({ t }, { arms }) => t('journeys.split.title', { count: arms.length }),
  explain: ({ t }) => t('journeys.step.split'),
  Form: ({ step, onChange }: FormProps<Split>) => (
    <ArmsFields arms={step.arms} onChange={(arms) => onChange({ ...step, arms })} />
  ),
}

export const experiment: KindOf<Experiment> = {
  icon: IconFlask,
  group: 'choose',
  fresh: (id, next) => ({ id, kind: 'experiment', experiment: id, arms: freshArms(next) }),
  wayTexts: (words, { arms }) => sharesOf(words, arms),
  title: ({ t }, step) => t('steps.experiment.title', { name: step.experiment }),
  explain: ({ t }) => t('steps.experiment.explain'),
  Form: ({ step, onChange }: FormProps<Experiment>) => {
    const { t } = useTexts()
    return (
      <>
        <Labelled label={t('steps.experiment.name')}>
          <InlineInput
            label={t('steps.experiment.name')}
            value={step.experiment}
            onChange={(name) => onChange({ ...step, experiment: name })}
          />
        </Labelled>
        <ArmsFields arms={step.arms} onChange={(arms) => onChange({ ...step, arms })} />
      </>
    )
  },
}
