import { useState } from 'react'
import type { Comparison } from '../../../server/src/modules/audiences/comparison-contract.ts'
import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { didText } from '../texts/phrases.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import { Filters } from './ComparisonFields.tsx'
import { knownEvents } from './knownEvents.ts'

/** Stands in the list for a name that is typed. */
const other = '…'

interface EventNameProps {
  name: string
  onChange: (name: string) => void
}

/** « acheté »: one of the usual events, or any other by its name. */
export function EventName({ name, onChange }: EventNameProps) {
  const { t } = useTexts()
  const [typing, setTyping] = useState(!knownEvents.includes(name))
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.event.name')}
        value={typing ? other : name}
        options={[
          ...knownEvents.map((value) => ({ value, label: didText(t, value) })),
          { value: other, label: t('audiences.leaf.event.other') },
        ]}
        onChange={(value) => {
          setTyping(value === other)
          if (value !== other) onChange(value)
        }}
      />
      {typing && (
        <InlineInput
          label={t('audiences.leaf.event.otherName')}
          placeholder={t('audiences.leaf.event.otherName')}
          value={knownEvents.includes(name) ? '' : name}
          onChange={onChange}
        />
      )}
    </>
  )
}

type Filtered = Pick<EventLeaf, 'name' | 'where' | 'items'>

/** Orders are told apart by what they bring, products by what they are. */
const freshFilter = (event: string): Comparison =>
  event.startsWith('Order')
    ? { path: 'revenue', op: 'gte', value: '' }
    : { path: 'category', op: 'eq', value: '' }

/** Only those occurrences count that fit; an order may be asked for one of its products. */
export function EventFilters<Event extends Filtered>({
  event,
  onChange,
}: {
  event: Event
  onChange: (event: Event) => void
}) {
  const { t } = useTexts()
  const { name, where = [], items = [] } = event
  const hasLines = name.startsWith('Order') || name.startsWith('C')
  const set = (field: 'where' | 'items') => (changed: Comparison[]) => {
    const { [field]: _, ...rest } = event
    onChange((changed.length > 0 ? { ...rest, [field]: changed } : rest) as Event)
  }
  return (
    <>
      <Filters
        filters={where}
        fresh={freshFilter(name)}
        action={t('audiences.leaf.filter.add')}
        onChange={set('where')}
      />
      {(hasLines || items.length > 0) && (
        <Filters
          filters={items}
          fresh={{ path: 'category', op: 'eq', value: '' }}
          action={t('conditions.edit.items.add')}
          lead={t('conditions.edit.items')}
          onChange={set('items')}
        />
      )}
    </>
  )
}
