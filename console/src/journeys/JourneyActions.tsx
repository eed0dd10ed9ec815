import { Button } from '@mantine/core'
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Dropdown, DropdownItem } from '../ui/Dropdown.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './JourneyPage.module.css'
import { PublishDialog } from './publish/PublishDialog.tsx'
import { StopDialog } from './StopDialog.tsx'

type Verb = 'publish' | 'pause' | 'resume' | 'drain' | 'stop'

/** What can be done with a journey now. Pausing can be undone, so nothing is asked beforehand. */
export function JourneyActions({ journey, editing }: { journey: JourneyDetail; editing: boolean }) {
  const { t } = useTexts()
  const can = useCan()
  const navigate = useNavigate()
  const change = useChange(journey)
  const discard = useDiscard(journey)
  const [asking, setAsking] = useState<'publish' | 'stop'>()
  if (!can('journeys:write')) return null
  const { draft, flaws, status, versions } = journey
  const busy = (verb: Verb) => change.isPending && change.variables === verb
  const edit = () =>
    navigate({
      to: '/journeys/$id',
      params: { id: journey.id },
      search: { edit: 'draft' } as never,
      resetScroll: false,
    })
  const number = versions[0]?.number ?? 1
  return (
    <>
      {status === 'running' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} stroke={1.5} />}
          loading={busy('pause')}
          onClick={() => change.mutate('pause')}
        >
          {t('journeys.pause')}
        </Button>
      )}
      {(status === 'paused' || status === 'draining' || status === 'stopped') && (
        <Button
          variant={draft ? 'default' : 'filled'}
          leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
          loading={busy('resume')}
          onClick={() => change.mutate('resume')}
        >
          {t('journeys.resume')}
        </Button>
      )}
      {status !== 'draft' && !editing && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.5} />}
          onClick={edit}
        >
          {t('canvas.edit')}
        </Button>
      )}
      {draft && (
        <Button
          disabled={flaws.some(({ blocks }) => blocks)}
          loading={busy('publish')}
          onClick={() => (status === 'draft' ? change.mutate('publish') : setAsking('publish'))}
        >
          {status === 'draft' ? t('journeys.publish.first') : t('journeys.publish', { number })}
        </Button>
      )}
      {status !== 'draft' && status !== 'stopped' && (
        <Dropdown
          label={t('canvas.more')}
          face={<IconDots size={18} stroke={1.5} />}
          faceClassName={classes.more}
        >
          {status !== 'draining' && (
            <DropdownItem onPick={() => change.mutate('drain')}>{t('canvas.drain')}</DropdownItem>
          )}
          {draft && (
            <DropdownItem onPick={() => discard.mutate()}>{t('canvas.discard')}</DropdownItem>
          )}
          <DropdownItem onPick={() => setAsking('stop')}>{t('canvas.stop')}</DropdownItem>
        </Dropdown>
      )}
      {asking === 'publish' && (
        <PublishDialog journey={journey} version={number} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'stop' && (
        <StopDialog
          journey={journey}
          busy={busy('stop')}
          error={change.variables === 'stop' ? change.error : undefined}
          onStop={() => change.mutate('stop', { onSuccess: () => setAsking(undefined) })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

function useChange(journey: JourneyDetail) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const change = useMutation({
    mutationFn: (verb: Verb) =>
      send('POST', `/api/journeys/${journey.id}/${verb}`, undefined, { answer: JourneyDetail }),
    onSuccess: async (changed, verb) => {
      queries.setQueryData(['journeys', journey.id], changed)
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] })
      const reversible = verb === 'pause' || verb === 'drain'
      const undo = reversible ? { undo: () => change.mutate('resume') } : undefined
      notify(t(`journeys.done.${verb}`), undo)
    },
    onError: notifyProblem,
  })
  return change
}

/** Throws the draft away; an undo writes it down again. */
function useDiscard({ id, name, draft, revision }: JourneyDetail) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notify, notifyProblem } = useNotify()
  const keep = (saved: JourneyDetail) => queries.setQueryData(['journeys', id], saved)
  const bringBack = (as: number) =>
    send(
      'PUT',
      `/api/journeys/${id}`,
      { name, definition: draft, revision: as },
      { answer: JourneyDetail },
    ).then(keep, notifyProblem)
  return useMutation({
    mutationFn: () =>
      send('POST', `/api/journeys/${id}/discard`, { revision }, { answer: JourneyDetail }),
    onSuccess: async (saved) => {
      keep(saved)
      await navigate({ to: '/journeys/$id', params: { id }, resetScroll: false })
      notify(t('canvas.discarded'), { undo: () => bringBack(saved.revision) })
    },
    onError: notifyProblem,
  })
}
