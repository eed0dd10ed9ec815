import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ApiKey, People, type Role, rightsOf } from '../../../server/src/modules/team/contract.ts'
import { get } from '../api/client.ts'
import { useCan, useSession } from '../app/session.ts'

export const peopleKey = ['team', 'people']
export const keysKey = ['team', 'keys']

export function usePeople() {
  const can = useCan()
  return useQuery({
    queryKey: peopleKey,
    queryFn: ({ signal }) => get('/api/people', { answer: People, signal }),
    enabled: can('team:read'),
  })
}

export function useKeys() {
  const can = useCan()
  return useQuery({
    queryKey: keysKey,
    queryFn: async ({ signal }) =>
      (await get('/api/keys', { answer: z.object({ keys: z.array(ApiKey) }), signal })).keys,
    enabled: can('team:read'),
  })
}

/** Roles that the person may give: none that may more than their own. */
export function useRolesToGive(): (role: Role) => boolean {
  const { rights } = useSession()
  return (role) => rightsOf[role].every((right) => rights.includes(right))
}
