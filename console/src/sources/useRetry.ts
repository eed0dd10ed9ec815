import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RetriedMany, type RetryMany } from '../../../server/src/modules/thread/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'

/** Sends all events of the quarantine that are meant through the door once more. */
export function useRetryAll() {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (which: RetryMany) =>
      send('POST', '/api/quarantine/retry', which, { answer: RetriedMany }),
    onSuccess: async (result) => {
      await queries.invalidateQueries({ queryKey: ['thread'] })
      notify(t('sources.retriedAll', result))
    },
    onError: notifyProblem,
  })
}

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
