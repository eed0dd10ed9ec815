import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import {
  type Comparison,
  comparisons,
} from '../../../../server/src/modules/journeys/condition-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import classes from './Fields.module.css'

/** Comparisons that ask for nothing to compare with. */
const alone: readonly Comparison['is'][] = ['exists', 'missing', 'empty', 'filled']

interface ComparisonFieldsProps<Of extends Comparison> {
  comparison: Of
  onChange: (comparison: Of) => void
}

/** « total dépasse 50 » */
export function ComparisonFields<Of extends Comparison>(props: ComparisonFieldsProps<Of>) {
  const { comparison, onChange } = props
  const { t } = useTexts()
  const { path, is, value } = comparison
  const set = (change: Partial<Comparison>) => onChange({ ...comparison, ...change })
  return (
    <>
      <InlineInput
        label={t('canvas.path')}
        placeholder={t('canvas.path.example')}
        value={path}
        list="known-properties"
        onChange={(changed) => set({ path: changed })}
      />
      <InlineSelect
        label={t('canvas.comparison')}
        value={is}
        options={comparisons.map((one) => ({ value: one, label: t(`canvas.is.${one}`) }))}
        onChange={(chosen) => {
          const { value: _, ...rest } = { ...comparison, is: chosen }
          onChange((alone.includes(chosen) ? rest : { ...rest, value: value ?? '' }) as Of)
        }}
      />
      {!alone.includes(is) && (
        <InlineInput
          label={t('canvas.value')}
          value={String(value ?? '')}
          onChange={(text) => set({ value: typedValue(text) })}
        />
      )}
    </>
  )
}

/** Figures are compared as figures, yes and no as such. */
function typedValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text.replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(number) && !/[.,]$|^[+0]\d/.test(text)
    ? number
    : text
}

interface FiltersProps {
  where: readonly Comparison[]
  onChange: (where: Comparison[]) => void
}

/** What must hold of an event's properties. */
export function Filters({ where, onChange }: FiltersProps) {
  const { t } = useTexts()
  return (
    <>
      {where.map((comparison, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else that tells them apart
        <span key={index} className={classes.filter}>
          <ComparisonFields
            comparison={comparison}
            onChange={(changed) => onChange(where.with(index, changed))}
          />
          <ActionIcon
            size={28}
            aria-label={t('canvas.filter.remove')}
            onClick={() => onChange(where.toSpliced(index, 1))}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </span>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        onClick={() => onChange([...where, { path: 'category', is: 'eq', value: '' }])}
      >
        {t('canvas.filter.add')}
      </Button>
    </>
  )
}
