import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  EventSchema,
  Plan,
  type PlanChange,
  PlannedDetail,
  Trial,
  type TrialInput,
} from '../../../server/src/modules/thread/plan/contract.ts'
import { get, send } from '../api/client.ts'
import { useNotify } from '../ui/Notices.tsx'

export function usePlan() {
  return useQuery({
    queryKey: ['plan'],
    queryFn: ({ signal }) => get('/api/plan', { answer: Plan, signal }),
    refetchInterval: 15_000,
  })
}

export function usePlanned(name: string) {
  return useQuery({
    queryKey: ['plan', 'event', name],
    queryFn: ({ signal }) =>
      get('/api/plan/event', { answer: PlannedDetail, query: { name }, signal }),
    enabled: name !== '',
  })
}

/** A first plan: as the specification says, or as the last events were. */
export function useDraft(name: string, from: 'seen' | 'vocabulary', enabled: boolean) {
  return useQuery({
    queryKey: ['plan', 'draft', name, from],
    queryFn: ({ signal }) =>
      get('/api/plan/draft', { answer: EventSchema, query: { name, from }, signal }),
    enabled: enabled && name !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useChangePlan() {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (change: PlanChange) =>
      send('PUT', '/api/plan/event', change, { answer: PlannedDetail }),
    onSuccess: async (detail, { name }) => {
      queries.setQueryData(['plan', 'event', name], detail)
      await queries.invalidateQueries({ queryKey: ['plan'], exact: true })
    },
    onError: notifyProblem,
  })
}

export function useTrial() {
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (input: TrialInput) => send('POST', '/api/plan/trial', input, { answer: Trial }),
    onError: notifyProblem,
  })
}
