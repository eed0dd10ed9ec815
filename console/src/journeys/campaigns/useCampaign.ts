import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CampaignDetail } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { get, send } from '../../api/client.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { useNotify } from '../../ui/Notices.tsx'

export const campaignsKey = ['campaigns'] as const

/** One campaign; looked at again quickly while it goes out. */
export const useCampaign = (id: string) =>
  useQuery({
    queryKey: [...campaignsKey, id],
    queryFn: ({ signal }) => get(`/api/campaigns/${id}`, { answer: CampaignDetail, signal }),
    refetchInterval: ({ state }) => {
      if (state.data?.state === 'draft') return false
      return state.data?.state === 'sending' ? 2_000 : 15_000
    },
  })

export type Verb = 'schedule' | 'unschedule' | 'pause' | 'resume' | 'cancel'

/** What can be done with one; a pause is taken back with a click. */
export function useTurn(id: string) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const turn = useMutation({
    mutationFn: (verb: Verb) =>
      send('POST', `/api/campaigns/${id}/${verb}`, undefined, { answer: CampaignDetail }),
    onSuccess: async (changed, verb) => {
      queries.setQueryData([...campaignsKey, id], changed)
      await queries.invalidateQueries({ queryKey: [...campaignsKey, 'list'] })
      const undo = verb === 'pause' ? { undo: () => turn.mutate('resume') } : undefined
      notify(t(`campaigns.done.${verb}`), undo)
    },
    onError: notifyProblem,
  })
  return turn
}
