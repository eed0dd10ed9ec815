import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import {
  type ConsentLeaf,
  ConsentState,
  comparisonOps,
  type Leaf,
  type SeenLeaf,
  type TraitLeaf,
} from '../../../server/src/modules/audiences/contract.ts'
import { Purpose, purposes } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import classes from './Editor.module.css'
import { EventLeafEditor } from './EventLeafEditor.tsx'
import { channelText, purposeText } from './sentence.ts'
import { typedValue } from './values.ts'
import { WindowFields } from './WindowFields.tsx'

interface LeafEditorProps<One extends Leaf> {
  leaf: One
  onChange: (leaf: One) => void
}

/** One condition as a line that reads like part of the sentence. */
export function LeafEditor(props: LeafEditorProps<Leaf> & { onRemove: () => void }) {
  const { t } = useTexts()
  const { leaf, onChange, onRemove } = props
  return (
    <div className={classes.leaf}>
      <div className={classes.words}>{fieldsOf(leaf, onChange)}</div>
      <ActionIcon size={28} aria-label={t('audiences.leaf.remove')} onClick={onRemove}>
        <IconTrash size={15} stroke={1.5} />
      </ActionIcon>
    </div>
  )
}

function fieldsOf(leaf: Leaf, onChange: (leaf: Leaf) => void): ReactNode {
  switch (leaf.kind) {
    case 'event':
      return <EventLeafEditor leaf={leaf} onChange={onChange} />
    case 'trait':
      return <TraitFields leaf={leaf} onChange={onChange} />
    case 'seen':
      return <SeenFields leaf={leaf} onChange={onChange} />
    case 'consent':
      return <ConsentFields leaf={leaf} onChange={onChange} />
  }
}

function TraitFields({ leaf, onChange }: LeafEditorProps<TraitLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <InlineInput
        label={t('audiences.leaf.path.trait')}
        placeholder={t('audiences.leaf.path.trait.example')}
        value={leaf.path}
        list="known-traits"
        onChange={(path) => onChange({ ...leaf, path })}
      />
      <InlineSelect
        label={t('audiences.leaf.op')}
        value={leaf.op}
        options={comparisonOps.map((value) => ({ value, label: t(`audiences.leaf.op.${value}`) }))}
        onChange={(op) => onChange({ ...leaf, op })}
      />
      {leaf.op !== 'exists' && (
        <InlineInput
          label={t('audiences.leaf.value')}
          value={String(leaf.value ?? '')}
          onChange={(text) => onChange({ ...leaf, value: typedValue(text) })}
        />
      )}
    </>
  )
}

function SeenFields({ leaf, onChange }: LeafEditorProps<SeenLeaf>) {
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

function ConsentFields({ leaf, onChange }: LeafEditorProps<ConsentLeaf>) {
  const { t } = useTexts()
  const purpose = Purpose.catch('marketing').parse(leaf.purpose)
  const channels = purposes[purpose].channels
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.consent.is')}
        value={leaf.is}
        options={ConsentState.options.map((value) => ({
          value,
          label: t(`audiences.leaf.consent.${value}`),
        }))}
        onChange={(is) => onChange({ ...leaf, is })}
      />
      <InlineSelect
        label={t('audiences.leaf.consent.purpose')}
        value={purpose}
        options={Purpose.options.map((value) => ({ value, label: purposeText(t, value) }))}
        onChange={(value) =>
          onChange({ ...leaf, purpose: value, channel: purposes[value].channels[0] ?? 'email' })
        }
      />
      {t('audiences.leaf.consent.by')}
      <InlineSelect
        label={t('audiences.leaf.consent.channel')}
        value={leaf.channel}
        options={channels.map((value) => ({ value, label: channelText(t, value) }))}
        onChange={(channel) => onChange({ ...leaf, channel })}
      />
    </>
  )
}
