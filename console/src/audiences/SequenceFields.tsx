import type { SequenceLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { EventFilters, EventName } from './EventFields.tsx'
import { WindowFields } from './WindowFields.tsx'

interface SequenceFieldsProps {
  leaf: SequenceLeaf
  onChange: (leaf: SequenceLeaf) => void
}

const week = 7 * 86_400

/** "have added to the cart, then have not bought within 1 day, the first in the last 7 days". */
export function SequenceFields({ leaf, onChange }: SequenceFieldsProps) {
  const { t } = useTexts()
  const { first, next, happens, withinSeconds, lookbackSeconds } = leaf
  const look = (seconds: number | undefined) => {
    const { lookbackSeconds: _, ...rest } = leaf
    onChange(seconds ? { ...rest, lookbackSeconds: seconds } : rest)
  }
  return (
    <>
      {t('conditions.edit.have')}
      <EventName
        name={first.name}
        onChange={(name) => onChange({ ...leaf, first: { ...first, name } })}
      />
      <EventFilters event={first} onChange={(changed) => onChange({ ...leaf, first: changed })} />
      {t('conditions.edit.then')}
      <InlineSelect
        label={t('conditions.edit.happens')}
        value={happens ? 'yes' : 'no'}
        options={(['yes', 'no'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.happens.${value}`),
        }))}
        onChange={(value) => onChange({ ...leaf, happens: value === 'yes' })}
      />
      <EventName
        name={next.name}
        onChange={(name) => onChange({ ...leaf, next: { ...next, name } })}
      />
      <EventFilters event={next} onChange={(changed) => onChange({ ...leaf, next: changed })} />
      {t('conditions.edit.within')}
      <WindowFields
        seconds={withinSeconds}
        onChange={(seconds) => onChange({ ...leaf, withinSeconds: seconds })}
      />
      <InlineSelect
        label={t('conditions.edit.lookback')}
        value={lookbackSeconds ? 'last' : 'ever'}
        options={(['ever', 'last'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.lookback.${value}`),
        }))}
        onChange={(value) => look(value === 'last' ? week : undefined)}
      />
      {lookbackSeconds && <WindowFields seconds={lookbackSeconds} onChange={look} />}
    </>
  )
}
