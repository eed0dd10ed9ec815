import {
  type AmountLeaf,
  measures,
} from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { countOrder, NumberField } from './CountFields.tsx'
import { EventFilters, EventName } from './EventFields.tsx'
import { PeriodFields } from './PeriodFields.tsx'

interface AmountFieldsProps {
  leaf: AmountLeaf
  onChange: (leaf: AmountLeaf) => void
}

/** "the total of revenue, over the times they have bought in the last 365 days, at least 100". */
export function AmountFields({ leaf, onChange }: AmountFieldsProps) {
  const { t } = useTexts()
  return (
    <>
      {t('conditions.edit.have')}
      <InlineSelect
        label={t('conditions.edit.measure')}
        value={leaf.measure}
        options={measures.map((value) => ({ value, label: t(`conditions.edit.measure.${value}`) }))}
        onChange={(measure) => onChange({ ...leaf, measure })}
      />
      <InlineInput
        label={t('audiences.leaf.path')}
        value={leaf.path}
        list="known-properties"
        onChange={(path) => onChange({ ...leaf, path })}
      />
      <InlineSelect
        label={t('audiences.leaf.op')}
        value={leaf.op}
        options={countOrder.map((value) => ({ value, label: t(`audiences.leaf.count.${value}`) }))}
        onChange={(op) => onChange({ ...leaf, op })}
      />
      <NumberField
        decimal
        label={t('audiences.leaf.value')}
        value={leaf.value}
        min={-1e9}
        max={1e9}
        onChange={(value) => onChange({ ...leaf, value })}
      />
      {t('conditions.edit.of')}
      <EventName name={leaf.name} onChange={(name) => onChange({ ...leaf, name })} />
      <PeriodFields leaf={leaf} onChange={onChange} />
      <EventFilters event={leaf} onChange={onChange} />
    </>
  )
}
