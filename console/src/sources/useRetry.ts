import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'

/** Sends an event in trouble through the door once more. */
export function useRetry(place: 'quarantine' | 'parked', verb: 'retry' | 'replay') {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (id: string) => send('POST', `/api/${place}/${id}/${verb}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['thread'] })
      notify(t('sources.retried'))
    },
    onError: notifyProblem,
  })
}
