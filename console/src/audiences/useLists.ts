import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { List } from '../../../server/src/modules/audiences/list-contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'

/** The lists made by hand. */
export function useLists() {
  const can = useCan()
  return useQuery({
    queryKey: ['audiences', 'lists'],
    queryFn: ({ signal }) => get('/api/audience-lists', { answer: z.array(List), signal }),
    enabled: can('audiences:read'),
  })
}
