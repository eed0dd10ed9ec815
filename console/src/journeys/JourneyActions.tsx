import { Button } from '@mantine/core'
import { IconPencil, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'

type Verb = 'publish' | 'pause' | 'resume'

/** What can be done with a journey now. Pausing can be undone, so nothing is asked beforehand. */
export function JourneyActions({ journey }: { journey: JourneyDetail }) {
  const { t } = useTexts()
  const can = useCan()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const change = useMutation({
    mutationFn: (verb: Verb) =>
      send('POST', `/api/journeys/${journey.id}/${verb}`, undefined, { answer: JourneyDetail }),
    onSuccess: async (changed, verb) => {
      queries.setQueryData(['journeys', journey.id], changed)
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] })
      const undo = verb === 'pause' ? { undo: () => change.mutate('resume') } : undefined
      notify(t(`journeys.done.${verb}`), undo)
    },
    onError: notifyProblem,
  })
  if (!can('journeys:write')) return null
  const { draft, flaws, status, versions } = journey
  const busy = (verb: Verb) => change.isPending && change.variables === verb
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
      {status === 'paused' && (
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
          loading={busy('resume')}
          onClick={() => change.mutate('resume')}
        >
          {t('journeys.resume')}
        </Button>
      )}
      {status !== 'draft' && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.5} />}
          onClick={() =>
            navigate({
              to: '/journeys/$id',
              params: { id: journey.id },
              search: { edit: 'draft' } as never,
              resetScroll: false,
            })
          }
        >
          {t('canvas.edit')}
        </Button>
      )}
      {draft && (
        <Button
          disabled={flaws.length > 0}
          loading={busy('publish')}
          onClick={() => change.mutate('publish')}
        >
          {status === 'draft'
            ? t('journeys.publish.first')
            : t('journeys.publish', { number: versions[0]?.number ?? 1 })}
        </Button>
      )}
    </>
  )
}
