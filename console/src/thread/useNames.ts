import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { JourneyList } from '../../../server/src/modules/journeys/contract.ts'
import { Template } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'

/** Names of what facts on the thread point to by id. */
export type Names = ReadonlyMap<string, string>

/** Facts hold ids, not names; who may read the objects sees them named. */
export function useNames(): Names {
  const can = useCan()
  const slow = { staleTime: 60_000, retry: false } as const
  const audiences = useQuery({
    queryKey: ['audiences', 'names'],
    queryFn: ({ signal }) => get('/api/audiences', { answer: z.array(Audience), signal }),
    enabled: can('audiences:read'),
    ...slow,
  })
  const journeys = useQuery({
    queryKey: ['journeys', 'names'],
    queryFn: ({ signal }) => get('/api/journeys', { answer: JourneyList, signal }),
    enabled: can('journeys:read'),
    ...slow,
  })
  const templates = useQuery({
    queryKey: ['templates', 'names'],
    queryFn: ({ signal }) => get('/api/messages/templates', { answer: z.array(Template), signal }),
    enabled: can('messages:read'),
    ...slow,
  })
  return useMemo(() => {
    const named: { id: string; name: string }[] = [
      ...(audiences.data ?? []),
      ...(journeys.data?.journeys ?? []),
      ...(templates.data ?? []),
    ]
    return new Map(named.map(({ id, name }) => [id, name]))
  }, [audiences.data, journeys.data, templates.data])
}
