import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type Comparison,
  comparisonOps,
  type EventLeaf,
} from '../../../server/src/modules/audiences/contract.ts'
import { didText } from '../texts/phrases.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import classes from './Editor.module.css'
import { knownEvents } from './knownEvents.ts'
import { typedValue } from './values.ts'
import { WindowFields } from './WindowFields.tsx'

interface EventLeafEditorProps {
  leaf: EventLeaf
  onChange: (leaf: EventLeaf) => void
}

const counts = ['gte', 'lte', 'eq', 'gt', 'lt', 'ne'] as const
const usualWindow = 90 * 86_400
/** Stands in the list for a name that is typed. */
const other = '…'

/** Orders are told apart by what they bring, products by what they are. */
const freshFilter = (event: string): Comparison =>
  event.startsWith('Order')
    ? { path: 'revenue', op: 'gte', value: '' }
    : { path: 'category', op: 'eq', value: '' }

/** "have bought at least 2 times in the last 90 days". */
export function EventLeafEditor({ leaf, onChange }: EventLeafEditorProps) {
  const { t } = useTexts()
  const { name, count, withinSeconds, where = [] } = leaf
  const [typing, setTyping] = useState(!knownEvents.includes(name))
  const setWhere = (changed: Comparison[]) => {
    const { where: _, ...rest } = leaf
    onChange(changed.length > 0 ? { ...rest, where: changed } : rest)
  }
  const setWindow = (seconds: number | undefined) => {
    const { withinSeconds: _, ...rest } = leaf
    onChange(seconds ? { ...rest, withinSeconds: seconds } : rest)
  }
  return (
    <>
      {t('audiences.leaf.have')}
      <InlineSelect
        label={t('audiences.leaf.event.name')}
        value={typing ? other : name}
        options={[
          ...knownEvents.map((value) => ({ value, label: didText(t, value) })),
          { value: other, label: t('audiences.leaf.event.other') },
        ]}
        onChange={(value) => {
          setTyping(value === other)
          if (value !== other) onChange({ ...leaf, name: value })
        }}
      />
      {typing && (
        <InlineInput
          label={t('audiences.leaf.event.otherName')}
          placeholder={t('audiences.leaf.event.otherName')}
          value={knownEvents.includes(name) ? '' : name}
          onChange={(value) => onChange({ ...leaf, name: value })}
        />
      )}
      <InlineSelect
        label={t('audiences.leaf.count')}
        value={count.op}
        options={counts.map((value) => ({ value, label: t(`audiences.leaf.count.${value}`) }))}
        onChange={(op) => onChange({ ...leaf, count: { ...count, op } })}
      />
      <CountField n={count.n} onChange={(n) => onChange({ ...leaf, count: { ...count, n } })} />
      {t('audiences.leaf.times')}
      <InlineSelect
        label={t('audiences.leaf.window')}
        value={withinSeconds ? 'last' : 'ever'}
        options={(['ever', 'last'] as const).map((value) => ({
          value,
          label: t(`audiences.leaf.window.${value}`),
        }))}
        onChange={(value) => setWindow(value === 'last' ? usualWindow : undefined)}
      />
      {withinSeconds && <WindowFields seconds={withinSeconds} onChange={setWindow} />}
      {where.map((comparison, index) => (
        <Filter
          // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else that tells them apart
          key={index}
          comparison={comparison}
          onChange={(changed) => setWhere(where.with(index, changed))}
          onRemove={() => setWhere(where.toSpliced(index, 1))}
        />
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        onClick={() => setWhere([...where, freshFilter(name)])}
      >
        {t('audiences.leaf.filter.add')}
      </Button>
    </>
  )
}

function CountField({ n, onChange }: { n: number; onChange: (n: number) => void }) {
  const { t } = useTexts()
  const [typed, setTyped] = useState(String(n))
  return (
    <InlineInput
      label={t('audiences.leaf.n')}
      number={{ min: 0, max: 1_000_000 }}
      value={typed}
      onChange={(text) => {
        setTyped(text)
        const number = Number(text)
        if (text !== '' && Number.isInteger(number) && number >= 0) onChange(number)
      }}
    />
  )
}

interface FilterProps {
  comparison: Comparison
  onChange: (comparison: Comparison) => void
  onRemove: () => void
}

/** Only those events count whose property compares so. */
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
      <InlineSelect
        label={t('audiences.leaf.op')}
        value={comparison.op}
        options={comparisonOps.map((value) => ({ value, label: t(`audiences.leaf.op.${value}`) }))}
        onChange={(op) => onChange({ ...comparison, op })}
      />
      {comparison.op !== 'exists' && (
        <InlineInput
          label={t('audiences.leaf.value')}
          value={String(comparison.value ?? '')}
          onChange={(text) => onChange({ ...comparison, value: typedValue(text) })}
        />
      )}
      <ActionIcon size={28} aria-label={t('audiences.leaf.filter.remove')} onClick={onRemove}>
        <IconX size={14} stroke={1.6} />
      </ActionIcon>
    </span>
  )
}
