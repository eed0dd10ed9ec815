import { IconGift } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { NumberField } from '../../audiences/CountFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import { Labelled } from '../fields/Labelled.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import type { FormProps, KindOf } from './kind.ts'

type Award = StepOf<'award'>

const awards = {
  points: { award: 'points', points: 100 },
  coupon: { award: 'coupon', promotion: '' },
} as const

export const award: KindOf<Award> = {
  icon: IconGift,
  group: 'do',
  fresh: (id, next) => ({ id, kind: 'award', ...awards.points, reason: '', next }),
  title: ({ t }, step) =>
    step.award === 'points'
      ? t('steps.award.title.points', { points: step.points ?? 0 })
      : t('steps.award.title.coupon', { promotion: step.promotion ?? '' }),
  subtitle: (_, { reason }) => reason || undefined,
  explain: ({ t }) => t('steps.award.explain'),
  Form: AwardForm,
}

function AwardForm({ step, onChange }: FormProps<Award>) {
  const { t } = useTexts()
  const { points: _, promotion: __, ...rest } = step
  return (
    <>
      <Sentence
        text="steps.award.form"
        parts={{
          what:
            step.award === 'points' ? (
              <NumberField
                label={t('steps.award.points')}
                value={step.points ?? 0}
                min={1}
                max={1_000_000}
                onChange={(points) => onChange({ ...step, points })}
              />
            ) : null,
          award: (
            <InlineSelect
              label={t('steps.award.what')}
              value={step.award}
              options={(['points', 'coupon'] as const).map((value) => ({
                value,
                label: t(`steps.award.${value}`),
              }))}
              onChange={(chosen) => onChange({ ...rest, ...awards[chosen] })}
            />
          ),
        }}
      />
      {step.award === 'coupon' && (
        <Labelled label={t('steps.award.promotion')}>
          <InlineInput
            label={t('steps.award.promotion')}
            value={step.promotion ?? ''}
            onChange={(promotion) => onChange({ ...step, promotion })}
          />
        </Labelled>
      )}
      <Labelled label={t('steps.award.reason')}>
        <InlineInput
          label={t('steps.award.reason')}
          value={step.reason}
          onChange={(reason) => onChange({ ...step, reason })}
        />
      </Labelled>
    </>
  )
}
