import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { Leaf } from '../../../server/src/modules/audiences/condition-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
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
/** What may be asked, under the heading where one would look for it. */
const kinds = {
  did: ['event', 'moment', 'occurrence', 'amount', 'sequence'],
  are: ['trait', 'date', 'anniversary', 'held', 'seen', 'stage', 'channel', 'shop'],
  agree: ['consent', 'message'],
  sets: ['audience', 'list', 'sample'],
} as const satisfies Record<string, readonly Leaf['kind'][]>
const headings = ['did', 'are', 'agree', 'sets'] as const
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
        <Menu position="bottom-start" width={300}>
          <Menu.Target>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} stroke={1.8} />}
            >
              {t('audiences.group.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.kinds}>
            {headings.map((heading) => (
              <Fragment key={heading}>
                <Menu.Label>{t(`conditions.group.${heading}`)}</Menu.Label>
                {kinds[heading].map((kind) => (
                  <Menu.Item key={kind} onClick={() => add(newLeaf(freshLeaf[kind]))}>
                    {t(`conditions.kind.${kind}`)}
                  </Menu.Item>
                ))}
              </Fragment>
            ))}
          </Menu.Dropdown>
        </Menu>
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
