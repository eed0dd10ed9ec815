import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { CountFields } from './CountFields.tsx'
import { EventFilters, EventName } from './EventFields.tsx'
import { PeriodFields } from './PeriodFields.tsx'

interface EventLeafEditorProps {
  leaf: EventLeaf
  onChange: (leaf: EventLeaf) => void
}

/** "have bought at least 2 times in the last 90 days". */
export function EventLeafEditor({ leaf, onChange }: EventLeafEditorProps) {
  const { t } = useTexts()
  return (
    <>
      {t('audiences.leaf.have')}
      <EventName name={leaf.name} onChange={(name) => onChange({ ...leaf, name })} />
      <CountFields count={leaf.count} onChange={(count) => onChange({ ...leaf, count })} />
      <PeriodFields leaf={leaf} onChange={onChange} />
      <EventFilters event={leaf} onChange={onChange} />
    </>
  )
}
