import { useParams } from '@tanstack/react-router'
import type {
  AudienceLeaf,
  ListLeaf,
  SampleLeaf,
} from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { NumberField } from './CountFields.tsx'
import type { FieldsProps } from './fieldsProps.ts'
import { useAudiences } from './useAudiences.ts'
import { useLists } from './useLists.ts'

/** "are in the audience …": any but the one that is edited. */
export function AudienceFields({ leaf, onChange }: FieldsProps<AudienceLeaf>) {
  const { t } = useTexts()
  const { id: own } = useParams({ strict: false })
  const { data = [] } = useAudiences()
  const others = data.filter(({ id }) => id !== own)
  return (
    <Chosen
      lead={t('conditions.edit.audience')}
      none={t('conditions.edit.audience.none')}
      options={others}
      id={leaf.id}
      onChange={(id) => onChange({ ...leaf, id })}
    />
  )
}

/** "are on the list …". */
export function ListFields({ leaf, onChange }: FieldsProps<ListLeaf>) {
  const { t } = useTexts()
  const { data = [] } = useLists()
  return (
    <Chosen
      lead={t('conditions.edit.list')}
      none={t('conditions.edit.list.none')}
      options={data}
      id={leaf.id}
      onChange={(id) => onChange({ ...leaf, id })}
    />
  )
}

interface ChosenProps {
  lead: string
  none: string
  options: readonly { id: string; name: string }[]
  id: string
  onChange: (id: string) => void
}

function Chosen({ lead, none, options, id, onChange }: ChosenProps) {
  if (options.length === 0) return none
  const isThere = options.some((option) => option.id === id)
  return (
    <>
      {lead}
      <InlineSelect
        label={lead}
        value={isThere ? id : ''}
        options={[
          ...(isThere ? [] : [{ value: '', label: '…' }]),
          ...options.map((option) => ({ value: option.id, label: option.name })),
        ]}
        onChange={onChange}
      />
    </>
  )
}

/** "10 % of all customers, drawn at random under the name A". */
export function SampleFields({ leaf, onChange }: FieldsProps<SampleLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <NumberField
        decimal
        label={t('conditions.edit.sample.percent')}
        value={leaf.percent}
        min={0}
        max={100}
        onChange={(percent) => onChange({ ...leaf, percent })}
      />
      {t('conditions.edit.sample')}
      <InlineInput
        label={t('conditions.edit.sample.seed')}
        value={leaf.seed}
        onChange={(seed) => onChange({ ...leaf, seed })}
      />
    </>
  )
}
