import { useState } from 'react'
import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'

export const countOrder = ['gte', 'lte', 'eq', 'gt', 'lt', 'ne'] as const

interface CountFieldsProps {
  count: EventLeaf['count']
  onChange: (count: EventLeaf['count']) => void
}

/** "at least 2 times". */
export function CountFields({ count, onChange }: CountFieldsProps) {
  const { t } = useTexts()
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.count')}
        value={count.op}
        options={countOrder.map((value) => ({ value, label: t(`audiences.leaf.count.${value}`) }))}
        onChange={(op) => onChange({ ...count, op })}
      />
      <NumberField
        label={t('audiences.leaf.n')}
        value={count.n}
        min={0}
        max={1_000_000}
        onChange={(n) => onChange({ ...count, n })}
      />
      {t('audiences.leaf.times')}
    </>
  )
}

interface NumberFieldProps {
  label: string
  value: number
  min: number
  max: number
  /** Also fractions. */
  decimal?: boolean
  onChange: (value: number) => void
}

/** Kept as typed, so that it may be empty for a moment. */
export function NumberField({ label, value, min, max, decimal, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value))
  return (
    <InlineInput
      label={label}
      number={{ min, max }}
      value={typed}
      onChange={(text) => {
        setTyped(text)
        const number = Number(text)
        const isWhole = decimal || Number.isInteger(number)
        if (text !== '' && isWhole && number >= min && number <= max) onChange(number)
      }}
    />
  )
}
