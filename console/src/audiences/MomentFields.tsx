import type {
  MomentLeaf,
  OccurrenceLeaf,
} from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { Filters } from './ComparisonFields.tsx'
import { EventFilters, EventName } from './EventFields.tsx'
import type { FieldsProps } from './fieldsProps.ts'
import { PositionFields } from './PositionFields.tsx'

/** "have bought for the last time longer ago than 30 days". */
export function MomentFields({ leaf, onChange }: FieldsProps<MomentLeaf>) {
  const { t } = useTexts()
  return (
    <>
      {t('conditions.edit.have')}
      <EventName name={leaf.name} onChange={(name) => onChange({ ...leaf, name })} />
      <Which which={leaf.which} onChange={(which) => onChange({ ...leaf, which })} />
      <PositionFields leaf={leaf} pastOnly onChange={onChange} />
      <EventFilters event={leaf} onChange={onChange} />
    </>
  )
}

/** "the last time they have bought was like this: revenue reaches 100". */
export function OccurrenceFields({ leaf, onChange }: FieldsProps<OccurrenceLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <Which which={leaf.which} onChange={(which) => onChange({ ...leaf, which })} />
      {t('conditions.edit.of')}
      <EventName name={leaf.name} onChange={(name) => onChange({ ...leaf, name })} />
      {t('conditions.edit.was')}
      <Filters
        keepOne
        filters={leaf.has}
        fresh={{ path: 'category', op: 'eq', value: '' }}
        action={t('audiences.leaf.filter.add')}
        onChange={(has) => onChange({ ...leaf, has })}
      />
    </>
  )
}

interface WhichProps {
  which: MomentLeaf['which']
  onChange: (which: MomentLeaf['which']) => void
}

function Which({ which, onChange }: WhichProps) {
  const { t } = useTexts()
  return (
    <InlineSelect
      label={t('conditions.which')}
      value={which}
      options={(['last', 'first'] as const).map((value) => ({
        value,
        label: t(`conditions.which.${value}`),
      }))}
      onChange={onChange}
    />
  )
}
