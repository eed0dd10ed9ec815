import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { AlertThresholds, Readers } from '../../../server/src/modules/thread/readers/contract.ts'
import { get, send } from '../api/client.ts'
import { useNotify } from '../ui/Notices.tsx'

const key = ['thread', 'readers']

export function useReaders() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get('/api/thread/readers', { answer: Readers, signal }),
    refetchInterval: 5_000,
  })
}

export function useSetThresholds() {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (to: AlertThresholds) =>
      send('PUT', '/api/thread/alerts', to, { answer: AlertThresholds }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['thread'] }),
    onError: notifyProblem,
  })
}
