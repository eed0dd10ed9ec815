import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { ConditionPicker } from './ConditionPicker.tsx'
import { type Draft, type DraftGroup, freshLeaf, newGroup, newLeaf, withPart } from './draft.ts'
import classes from './Editor.module.css'
import { LeafEditor } from './LeafEditor.tsx'

interface GroupEditorProps {
  group: DraftGroup
  onChange: (group: DraftGroup) => void
  /** The topmost group cannot be taken away. */
  onRemove?: () => void
  /** How this group stands with those beside it. */
  lead: 'start' | 'nested' | 'nestedOr'
  depth: number
}

const hows = ['all', 'any', 'none'] as const
/** Deeper than this nobody can read it. */
const deepest = 5

/** All, at least one or none of the conditions in a box. */
export function GroupEditor({ group, onChange, onRemove, lead, depth }: GroupEditorProps) {
  const { t } = useTexts()
  const add = (part: Draft) => onChange({ ...group, of: [...group.of, part] })
  const change = (key: number) => (part: Draft | undefined) => onChange(withPart(group, key, part))
  return (
    <fieldset className={classes.group} data-depth={depth}>
      <legend className={classes.legend}>
        {t(`audiences.group.${lead}`)}{' '}
        <InlineSelect
          label={t('audiences.group.kind')}
          value={group.how}
          options={hows.map((value) => ({ value, label: t(`audiences.group.${value}`) }))}
          onChange={(how) => onChange({ ...group, how })}
        />
        {onRemove && (
          <ActionIcon size={28} aria-label={t('audiences.group.remove')} onClick={onRemove}>
            <IconTrash size={15} stroke={1.5} />
          </ActionIcon>
        )}
      </legend>
      {group.of.length === 0 && <p className={classes.none}>{t('audiences.group.empty')}</p>}
      {group.of.map((part) =>
        part.kind === 'leaf' ? (
          <LeafEditor
            key={part.key}
            leaf={part.leaf}
            onChange={(leaf) => change(part.key)({ ...part, leaf })}
            onDuplicate={() => add(newLeaf(part.leaf))}
            onRemove={() => change(part.key)(undefined)}
          />
        ) : (
          <GroupEditor
            key={part.key}
            group={part}
            lead={group.how === 'all' ? 'nested' : 'nestedOr'}
            depth={depth + 1}
            onChange={change(part.key)}
            onRemove={() => change(part.key)(undefined)}
          />
        ),
      )}
      <div className={classes.add}>
        <ConditionPicker onPick={(kind) => add(newLeaf(freshLeaf[kind]))} />
        {depth < deepest && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => add(newGroup('any', [newLeaf(freshLeaf.event)]))}
          >
            {t('audiences.group.addGroup')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
