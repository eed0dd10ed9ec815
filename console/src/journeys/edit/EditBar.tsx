import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import type { MapEdit } from '../canvas/edit.ts'
import type { Words } from '../sentences.ts'
import { titleOf } from '../words.ts'
import classes from './Edit.module.css'
import type { FlawText } from './flaws.ts'
import type { DraftInHand } from './useDraft.ts'

interface EditBarProps {
  hand: DraftInHand
  journey: JourneyDetail
  flaws: ReadonlyMap<string, readonly FlawText[]>
  edit: MapEdit
  words: Words
  onOpen: (id: string) => void
}

/** Above the map: whether the draft is written down, what keeps it from being published, and the way back. */
export function EditBar({ hand, journey, flaws, edit, words, onOpen }: EditBarProps) {
  const { t } = words
  const { saving, undo, redo, draft } = hand
  const navigate = useNavigate()
  const blocking = [...flaws].flatMap(([id, found]) => (found.some(isBlocking) ? [id] : []))
  const [worst] = blocking
  const count = [...flaws.values()].flat().filter(isBlocking).length
  const moving = draft.definition.steps.find(({ id }) => id === edit.moving)
  return (
    <>
      <div className={classes.bar}>
        <span className={classes.save} data-state={saving.state} role="status">
          {t(`canvas.save.${saving.state}`)}
        </span>
        {saving.state === 'failed' && (
          <Button size="compact-xs" variant="default" onClick={saving.retry}>
            {t('canvas.save.retry')}
          </Button>
        )}
        {worst !== undefined && (
          <button type="button" className={classes.flaws} onClick={() => onOpen(worst)}>
            {t('canvas.flaws.count', { count })}
          </button>
        )}
        <span className={classes.end}>
          <ActionIcon size={32} aria-label={t('canvas.undo')} disabled={!undo} onClick={undo}>
            <IconArrowBackUp size={18} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={32} aria-label={t('canvas.redo')} disabled={!redo} onClick={redo}>
            <IconArrowForwardUp size={18} stroke={1.5} />
          </ActionIcon>
          {journey.status !== 'draft' && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                navigate({ to: '/journeys/$id', params: { id: journey.id }, resetScroll: false })
              }
            >
              {t('canvas.edit.done')}
            </Button>
          )}
        </span>
      </div>
      {moving && (
        <div className={classes.moving} role="status">
          {t('canvas.moving', {
            step: titleOf(words, { kind: moving.kind, step: moving }, draft.definition),
          })}
          <Button size="compact-xs" variant="default" onClick={() => edit.startMove(undefined)}>
            {t('canvas.moving.cancel')}
          </Button>
        </div>
      )}
    </>
  )
}

const isBlocking = ({ blocks }: FlawText) => blocks
