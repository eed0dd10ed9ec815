import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { Source } from '../../../server/src/modules/thread/contract.ts'
import type { SourceChange } from '../../../server/src/modules/thread/door/contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useNotify } from './Notices.tsx'

/** All sources; none for whoever may not see them. */
export function useSources() {
  return useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => get('/api/sources', { answer: z.array(Source), signal }),
    enabled: useCan()('sources:read'),
    refetchInterval: 15_000,
  })
}

export function useSource(id: string) {
  return useQuery({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => get(`/api/sources/${id}`, { answer: Source, signal }),
    refetchInterval: 10_000,
  })
}

/** Tells a source what it may do. */
export function useChangeSource(id: string) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (change: SourceChange) =>
      send('PATCH', `/api/sources/${id}`, change, { answer: Source }),
    onSuccess: (source) => {
      queries.setQueryData(['sources', id], source)
      return queries.invalidateQueries({ queryKey: ['sources'], exact: true })
    },
    onError: notifyProblem,
  })
}
