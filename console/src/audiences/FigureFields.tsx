import type {
  PersonaLeaf,
  PredictedLeaf,
  RfmLeaf,
} from '../../../server/src/modules/audiences/figure-leaf-contract.ts'
import { minorPerMajor } from '../texts/formats.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { NumberField } from './CountFields.tsx'
import classes from './Editor.module.css'
import type { FieldsProps } from './fieldsProps.ts'
import { usePersonaOptions } from './personas/usePersonas.ts'
import { RangeFields } from './RangeFields.tsx'
import { usePredictions } from './usePredictions.ts'

/** "last bought from 0 to 30 days ago, from 3 to 5 orders, from 100 to 250 €": any of the three. */
export function RfmFields({ leaf, onChange }: FieldsProps<RfmLeaf>) {
  const { t } = useTexts()
  const part = (key: 'recency' | 'frequency' | 'money') => ({
    label: t(`conditions.edit.rfm.${key}`),
    range: leaf[key],
    onChange: (range: RfmLeaf['recency']) => {
      const { [key]: _, ...rest } = leaf
      onChange({ ...rest, ...(range && { [key]: range }) })
    },
  })
  return (
    <>
      <span className={classes.part}>
        <span>{t('conditions.edit.rfm.recency')}</span>
        <RangeFields {...part('recency')} />
        {t('conditions.edit.rfm.days')}
      </span>
      <span className={classes.part}>
        <span>{t('conditions.edit.rfm.frequency')}</span>
        <RangeFields {...part('frequency')} whole />
      </span>
      <span className={classes.part}>
        <span>{t('conditions.edit.rfm.money')}</span>
        <RangeFields {...part('money')} factor={minorPerMajor(leaf.currency)} />
        {leaf.currency}
      </span>
    </>
  )
}

const orders = ['gte', 'gt', 'lte', 'lt'] as const

/** "have a forecast “churn” of at least 0.5". */
export function PredictedFields({ leaf, onChange }: FieldsProps<PredictedLeaf>) {
  const { t } = useTexts()
  const { data = [] } = usePredictions()
  return (
    <>
      {t('conditions.edit.predicted')}
      <InlineInput
        label={t('conditions.edit.predicted.name')}
        placeholder="churn"
        list="known-predictions"
        value={leaf.name}
        onChange={(name) => onChange({ ...leaf, name })}
      />
      <datalist id="known-predictions">
        {data.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <InlineSelect
        label={t('audiences.leaf.op')}
        value={leaf.op}
        options={orders.map((value) => ({ value, label: t(`audiences.leaf.op.${value}`) }))}
        onChange={(op) => onChange({ ...leaf, op })}
      />
      <NumberField
        decimal
        label={t('audiences.leaf.value')}
        value={leaf.value}
        min={-1e12}
        max={1e12}
        onChange={(value) => onChange({ ...leaf, value })}
      />
      {data.length === 0 && (
        <span className={classes.quiet}>{t('conditions.edit.predicted.none')}</span>
      )}
    </>
  )
}

/** "are of the persona …". */
export function PersonaFields({ leaf, onChange }: FieldsProps<PersonaLeaf>) {
  const { t } = useTexts()
  const options = usePersonaOptions()
  if (options.length === 0) return t('conditions.edit.persona.none')
  const isThere = options.some(({ value }) => value === leaf.id)
  return (
    <>
      {t('conditions.edit.persona')}
      <InlineSelect
        label={t('conditions.edit.persona')}
        value={isThere ? leaf.id : ''}
        options={[...(isThere ? [] : [{ value: '', label: '…' }]), ...options]}
        onChange={(id) => onChange({ ...leaf, id })}
      />
    </>
  )
}
