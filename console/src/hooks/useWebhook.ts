import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type HookChange,
  type HookMapping,
  HookPreview,
  SecretTold,
  Webhook,
} from '../../../server/src/modules/thread/hooks/contract.ts'
import { get, send } from '../api/client.ts'
import { useNotify } from '../ui/Notices.tsx'

const keyOf = (id: string) => ['sources', id, 'webhook']

export function useWebhook(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => get(`/api/sources/${id}/webhook`, { answer: Webhook, signal }),
    refetchInterval: 5_000,
  })
}

export function useChangeWebhook(id: string) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (change: HookChange) =>
      send('PUT', `/api/sources/${id}/webhook`, change, { answer: Webhook }),
    onSuccess: (changed) => queries.setQueryData(keyOf(id), changed),
    onError: notifyProblem,
  })
}

export function useSetSecret(id: string) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (secret: string | undefined) =>
      send('POST', `/api/sources/${id}/webhook/secret`, { secret }, { answer: SecretTold }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
    onError: notifyProblem,
  })
}

/** What the last payload would become by a mapping that is being edited. */
export function useHookPreview(
  id: string,
  mapping: HookMapping | undefined,
  at: string | undefined,
) {
  return useQuery({
    queryKey: [...keyOf(id), 'preview', at, mapping],
    queryFn: ({ signal }) =>
      send(
        'POST',
        `/api/sources/${id}/webhook/preview`,
        { mapping },
        { answer: HookPreview, signal },
      ),
    enabled: mapping !== undefined && at !== undefined,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
