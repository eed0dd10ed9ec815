import type {
  AnniversaryLeaf,
  DateLeaf,
  HeldLeaf,
  SeenLeaf,
  TraitLeaf,
} from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { ValueFields } from './ComparisonFields.tsx'
import { NumberField } from './CountFields.tsx'
import type { FieldsProps } from './fieldsProps.ts'
import { PositionFields } from './PositionFields.tsx'
import { typedSingle } from './values.ts'
import { WindowFields } from './WindowFields.tsx'

/** Which of the things known of a customer. */
function TraitName({ path, onChange }: { path: string; onChange: (path: string) => void }) {
  const { t } = useTexts()
  return (
    <InlineInput
      label={t('audiences.leaf.path.trait')}
      placeholder={t('audiences.leaf.path.trait.example')}
      value={path}
      list="known-traits"
      onChange={onChange}
    />
  )
}

export function TraitFields({ leaf, onChange }: FieldsProps<TraitLeaf>) {
  return (
    <>
      <TraitName path={leaf.path} onChange={(path) => onChange({ ...leaf, path })} />
      <ValueFields comparison={leaf} onChange={(changed) => onChange({ ...leaf, ...changed })} />
    </>
  )
}

/** "their date createdAt in the last 30 days". */
export function DateFields({ leaf, onChange }: FieldsProps<DateLeaf>) {
  const { t } = useTexts()
  return (
    <>
      {t('conditions.edit.date')}
      <TraitName path={leaf.path} onChange={(path) => onChange({ ...leaf, path })} />
      <PositionFields leaf={leaf} onChange={onChange} />
    </>
  )
}

/** "celebrate birthday between 0 and 7 days from today". */
export function AnniversaryFields({ leaf, onChange }: FieldsProps<AnniversaryLeaf>) {
  const { t } = useTexts()
  return (
    <>
      {t('conditions.edit.celebrate')}
      <TraitName path={leaf.path} onChange={(path) => onChange({ ...leaf, path })} />
      {t('conditions.edit.between')}
      <NumberField
        label={t('conditions.edit.fromDays')}
        value={leaf.fromDays}
        min={-365}
        max={365}
        onChange={(fromDays) => onChange({ ...leaf, fromDays })}
      />
      {t('conditions.edit.and')}
      <NumberField
        label={t('conditions.edit.toDays')}
        value={leaf.toDays}
        min={-365}
        max={365}
        onChange={(toDays) => onChange({ ...leaf, toDays })}
      />
      {t('conditions.edit.days')}
    </>
  )
}

/** "tier is gold for at least 30 days". */
export function HeldFields({ leaf, onChange }: FieldsProps<HeldLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <TraitName path={leaf.path} onChange={(path) => onChange({ ...leaf, path })} />
      {t('conditions.edit.equals')}
      <InlineInput
        label={t('audiences.leaf.value')}
        value={String(leaf.value)}
        onChange={(text) => onChange({ ...leaf, value: typedSingle(text) })}
      />
      {t('conditions.edit.since')}
      <InlineSelect
        label={t('conditions.edit.span')}
        value={leaf.for}
        options={(['atLeast', 'lessThan'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.span.${value}`),
        }))}
        onChange={(span) => onChange({ ...leaf, for: span })}
      />
      <WindowFields seconds={leaf.seconds} onChange={(seconds) => onChange({ ...leaf, seconds })} />
    </>
  )
}

export function SeenFields({ leaf, onChange }: FieldsProps<SeenLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.seen.which')}
        value={leaf.which}
        options={(['last', 'first'] as const).map((value) => ({
          value,
          label: t(`audiences.leaf.seen.${value}`),
        }))}
        onChange={(which) => onChange({ ...leaf, which })}
      />
      <WindowFields
        seconds={leaf.withinSeconds}
        onChange={(withinSeconds) => onChange({ ...leaf, withinSeconds })}
      />
    </>
  )
}
