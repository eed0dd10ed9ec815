import { useState } from 'react'
import { type DurationUnit, durationParts, secondsOf } from '../texts/phrases.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'

const units = ['minute', 'hour', 'day'] as const satisfies readonly DurationUnit[]

interface WindowFieldsProps {
  seconds: number
  onChange: (seconds: number) => void
}

/** A length of time: 90 days. */
export function WindowFields({ seconds, onChange }: WindowFieldsProps) {
  const { t } = useTexts()
  const { n, unit } = durationParts(seconds)
  // Kept as typed, so that a field may be empty for a moment.
  const [typed, setTyped] = useState(String(n))
  const shownUnits = units.some((one) => one === unit) ? units : ([...units, unit] as const)
  const say = (text: string, of: DurationUnit) => {
    setTyped(text)
    const number = Number(text)
    if (Number.isInteger(number) && number > 0) onChange(secondsOf({ unit: of, n: number }))
  }
  return (
    <>
      <InlineInput
        label={t('audiences.leaf.window.n')}
        number={{ min: 1, max: 7_000 }}
        value={typed}
        onChange={(text) => say(text, unit)}
      />
      <InlineSelect<DurationUnit>
        label={t('audiences.leaf.unit')}
        value={unit}
        options={shownUnits.map((value) => ({ value, label: t(`audiences.leaf.unit.${value}`) }))}
        onChange={(chosen) => say(typed, chosen)}
      />
    </>
  )
}
