import { NumberField } from '../../audiences/CountFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'

export const offsetDays = (seconds: number) => Math.round(seconds / 86_400)

const sides = ['on', 'before', 'after'] as const
const sideOf = (days: number) => (days < 0 ? 'before' : days > 0 ? 'after' : 'on')

interface OffsetFieldsProps {
  days: number
  onChange: (days: number) => void
}

/** « le jour de », « 7 jours avant » */
export function OffsetFields({ days, onChange }: OffsetFieldsProps) {
  const { t } = useTexts()
  const side = sideOf(days)
  const on = (chosen: (typeof sides)[number], count: number) =>
    onChange(chosen === 'on' ? 0 : chosen === 'before' ? -count : count)
  return (
    <>
      {side !== 'on' && (
        <NumberField
          label={t('steps.offset.days')}
          value={Math.abs(days)}
          min={1}
          max={366}
          onChange={(count) => on(side, Math.max(1, count))}
        />
      )}
      <InlineSelect
        label={t('steps.offset')}
        value={side}
        options={sides.map((value) => ({
          value,
          label: t(`steps.offset.${value}`, { days: Math.abs(days) }),
        }))}
        onChange={(chosen) => on(chosen, Math.abs(days) || 1)}
      />
    </>
  )
}
