import type { Range } from '../../../server/src/modules/audiences/figure-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput } from '../ui/InlineSelect.tsx'

interface RangeFieldsProps {
  /** What is measured, for who does not see the words around it. */
  label: string
  range: Range | undefined
  /** Typed units to those of the range: euros to cents. */
  factor?: number
  /** The end is meant too: « 3 to 4 orders » ends below 5. */
  whole?: boolean
  onChange: (range: Range | undefined) => void
}

/** « from 3 to 4 »; an empty side is open, two empty ones ask for nothing. */
export function RangeFields({ label, range, factor = 1, whole, onChange }: RangeFieldsProps) {
  const { t } = useTexts()
  const one = whole ? 1 : 0
  const shown = (value: number | undefined) => (value === undefined ? '' : String(value / factor))
  const typed = (text: string) => {
    const value = Number(text) * factor
    return text !== '' && Number.isFinite(value) && value >= 0 ? value : undefined
  }
  const change = (from: number | undefined, to: number | undefined) =>
    onChange(
      from === undefined && to === undefined
        ? undefined
        : { from: from ?? 0, ...(to !== undefined && { to }) },
    )
  return (
    <>
      <span>{t('conditions.range.from')}</span>
      <InlineInput
        label={t('conditions.range.least', { label })}
        number={{ min: 0, max: 1e9 }}
        value={shown(range?.from)}
        onChange={(text) => change(typed(text), range?.to)}
      />
      <span>{t('conditions.range.to')}</span>
      <InlineInput
        label={t('conditions.range.most', { label })}
        number={{ min: 0, max: 1e9 }}
        value={shown(range?.to === undefined ? undefined : range.to - one)}
        onChange={(text) => {
          const to = typed(text)
          change(range?.from, to === undefined ? undefined : to + one)
        }}
      />
    </>
  )
}
