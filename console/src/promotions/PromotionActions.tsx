import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Promotion } from '../../../server/src/modules/promotions/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { promotionsKey } from './usePromotions.ts'

type Verb = 'activate' | 'end'

/** What can be done with a promotion now. Ending can be undone, so nothing is asked beforehand. */
export function PromotionActions({ promotion }: { promotion: Promotion }) {
  const { t } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const { id, state } = promotion
  const turn = useMutation({
    mutationFn: (verb: Verb) =>
      send('POST', `/api/promotions/${id}/${verb}`, undefined, { answer: Promotion }),
    onSuccess: async (changed, verb) => {
      queries.setQueryData([...promotionsKey, id], changed)
      await queries.invalidateQueries({ queryKey: [...promotionsKey, 'list'] })
      const undo = verb === 'end' ? { undo: () => turn.mutate('activate') } : undefined
      notify(t(`promotions.done.${verb}`), undo)
    },
    onError: notifyProblem,
  })
  const remove = useRemove(id)
  if (!can('promotions:write')) return null
  return (
    <>
      {state === 'draft' && (
        <Button
          variant="subtle"
          color="gray"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('promotions.delete')}
        </Button>
      )}
      <LinkButton to={`/promotions/${id}/edit`} variant="default">
        {t('promotions.edit')}
      </LinkButton>
      {state === 'active' ? (
        <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate('end')}>
          {t('promotions.end')}
        </Button>
      ) : (
        <Button loading={turn.isPending} onClick={() => turn.mutate('activate')}>
          {t('promotions.activate')}
        </Button>
      )}
    </>
  )
}

function useRemove(id: string) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: () => send('DELETE', `/api/promotions/${id}`),
    onSuccess: async () => {
      await navigate({ to: '/promotions' })
      await queries.invalidateQueries({ queryKey: [...promotionsKey, 'list'] })
      notify(t('promotions.done.delete'))
    },
    onError: notifyProblem,
  })
}
