import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'

export function useAudiences() {
  const can = useCan()
  return useQuery({
    queryKey: ['audiences', 'list'],
    queryFn: ({ signal }) => get('/api/audiences', { answer: z.array(Audience), signal }),
    enabled: can('audiences:read'),
    refetchInterval: 15_000,
  })
}

export function useAudience(id: string | undefined) {
  return useQuery({
    queryKey: ['audiences', id],
    queryFn: ({ signal }) => get(`/api/audiences/${id}`, { answer: Audience, signal }),
    enabled: id !== undefined,
    // Looked at again quickly while it is being built, and now and then as people come and go.
    refetchInterval: ({ state }) => (state.data?.state === 'building' ? 1_000 : 10_000),
  })
}
