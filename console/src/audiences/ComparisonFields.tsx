import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import {
  type Comparison,
  comparisonOps,
} from '../../../server/src/modules/audiences/comparison-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import classes from './Editor.module.css'
import { typedValue, writtenValue } from './values.ts'

interface ValueFieldsProps {
  comparison: Pick<Comparison, 'op' | 'value'>
  /** What is offered while one types. */
  list?: string | undefined
  onChange: (changed: Pick<Comparison, 'op' | 'value'>) => void
}

/** How it is compared, and with what; several values are parted by commas. */
export function ValueFields({ comparison: { op, value }, list, onChange }: ValueFieldsProps) {
  const { t } = useTexts()
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.op')}
        value={op}
        options={comparisonOps.map((one) => ({ value: one, label: t(`audiences.leaf.op.${one}`) }))}
        onChange={(chosen) =>
          onChange({ op: chosen, value: typedValue(writtenValue(value), chosen) })
        }
      />
      {op !== 'exists' && (
        <InlineInput
          label={t('audiences.leaf.value')}
          value={writtenValue(value)}
          {...(list && { list })}
          onChange={(text) => onChange({ op, value: typedValue(text, op) })}
        />
      )}
    </>
  )
}

interface FilterProps {
  comparison: Comparison
  onChange: (comparison: Comparison) => void
  onRemove: (() => void) | undefined
}

/** Only those count whose property compares so. */
function Filter({ comparison, onChange, onRemove }: FilterProps) {
  const { t } = useTexts()
  return (
    <span className={classes.filter}>
      <InlineInput
        label={t('audiences.leaf.path')}
        placeholder={t('audiences.leaf.path.event.example')}
        value={comparison.path}
        list="known-properties"
        onChange={(path) => onChange({ ...comparison, path })}
      />
      <ValueFields
        comparison={comparison}
        list={comparison.path === 'category' ? 'known-categories' : undefined}
        onChange={(changed) => onChange({ ...comparison, ...changed })}
      />
      {onRemove && (
        <ActionIcon size={28} aria-label={t('audiences.leaf.filter.remove')} onClick={onRemove}>
          <IconX size={14} stroke={1.6} />
        </ActionIcon>
      )}
    </span>
  )
}

interface FiltersProps {
  filters: readonly Comparison[]
  fresh: Comparison
  action: string
  /** What they are of, when it is not the event itself. */
  lead?: string
  /** At least one stays. */
  keepOne?: boolean
  onChange: (filters: Comparison[]) => void
}

/** Comparisons that must all hold, and a button for one more. */
export function Filters({ filters, fresh, action, lead, keepOne, onChange }: FiltersProps) {
  return (
    <>
      {lead && filters.length > 0 && lead}
      {filters.map((comparison, index) => (
        <Filter
          // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else that tells them apart
          key={index}
          comparison={comparison}
          onChange={(changed) => onChange(filters.with(index, changed))}
          onRemove={
            keepOne && filters.length === 1
              ? undefined
              : () => onChange(filters.toSpliced(index, 1))
          }
        />
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        onClick={() => onChange([...filters, fresh])}
      >
        {action}
      </Button>
    </>
  )
}
