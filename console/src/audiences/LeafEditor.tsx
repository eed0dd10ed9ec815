import { ActionIcon } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Leaf } from '../../../server/src/modules/audiences/condition-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { AmountFields } from './AmountFields.tsx'
import { ConsentFields } from './ConsentFields.tsx'
import { DistanceFields } from './DistanceFields.tsx'
import classes from './Editor.module.css'
import { EventLeafEditor } from './EventLeafEditor.tsx'
import { PersonaFields, PredictedFields, RfmFields } from './FigureFields.tsx'
import { MessageFields } from './MessageFields.tsx'
import { MomentFields, OccurrenceFields } from './MomentFields.tsx'
import {
  AnniversaryFields,
  DateFields,
  HeldFields,
  SeenFields,
  TraitFields,
} from './PersonFields.tsx'
import { ChannelFields, ShopFields, StageFields } from './PlaceFields.tsx'
import { SequenceFields } from './SequenceFields.tsx'
import { AudienceFields, ListFields, SampleFields } from './SetFields.tsx'

interface LeafEditorProps {
  leaf: Leaf
  onChange: (leaf: Leaf) => void
  onDuplicate: () => void
  onRemove: () => void
}

/** One condition as a line that reads like part of the sentence. */
export function LeafEditor({ leaf, onChange, onDuplicate, onRemove }: LeafEditorProps) {
  const { t } = useTexts()
  return (
    <div className={classes.leaf}>
      <div className={classes.words}>{fieldsOf(leaf, onChange)}</div>
      <div className={classes.tools}>
        <ActionIcon size={28} aria-label={t('conditions.edit.duplicate')} onClick={onDuplicate}>
          <IconCopy size={15} stroke={1.5} />
        </ActionIcon>
        <ActionIcon size={28} aria-label={t('audiences.leaf.remove')} onClick={onRemove}>
          <IconTrash size={15} stroke={1.5} />
        </ActionIcon>
      </div>
    </div>
  )
}

function fieldsOf(leaf: Leaf, onChange: (leaf: Leaf) => void): ReactNode {
  switch (leaf.kind) {
    case 'event':
      return <EventLeafEditor leaf={leaf} onChange={onChange} />
    case 'moment':
      return <MomentFields leaf={leaf} onChange={onChange} />
    case 'occurrence':
      return <OccurrenceFields leaf={leaf} onChange={onChange} />
    case 'amount':
      return <AmountFields leaf={leaf} onChange={onChange} />
    case 'sequence':
      return <SequenceFields leaf={leaf} onChange={onChange} />
    case 'message':
      return <MessageFields leaf={leaf} onChange={onChange} />
    case 'trait':
      return <TraitFields leaf={leaf} onChange={onChange} />
    case 'date':
      return <DateFields leaf={leaf} onChange={onChange} />
    case 'anniversary':
      return <AnniversaryFields leaf={leaf} onChange={onChange} />
    case 'held':
      return <HeldFields leaf={leaf} onChange={onChange} />
    case 'seen':
      return <SeenFields leaf={leaf} onChange={onChange} />
    case 'consent':
      return <ConsentFields leaf={leaf} onChange={onChange} />
    case 'stage':
      return <StageFields leaf={leaf} onChange={onChange} />
    case 'channel':
      return <ChannelFields leaf={leaf} onChange={onChange} />
    case 'shop':
      return <ShopFields leaf={leaf} onChange={onChange} />
    case 'audience':
      return <AudienceFields leaf={leaf} onChange={onChange} />
    case 'list':
      return <ListFields leaf={leaf} onChange={onChange} />
    case 'rfm':
      return <RfmFields leaf={leaf} onChange={onChange} />
    case 'distance':
      return <DistanceFields leaf={leaf} onChange={onChange} />
    case 'predicted':
      return <PredictedFields leaf={leaf} onChange={onChange} />
    case 'persona':
      return <PersonaFields leaf={leaf} onChange={onChange} />
    case 'sample':
      return <SampleFields leaf={leaf} onChange={onChange} />
  }
}
