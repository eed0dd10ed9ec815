import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Sync } from '../../../../server/src/modules/audiences/syncs/contract.ts'
import { get } from '../../api/client.ts'

/** Where audiences are sent, and how that goes. */
export function useSyncs() {
  return useQuery({
    queryKey: ['audiences', 'syncs'],
    queryFn: ({ signal }) => get('/api/audience-syncs', { answer: z.array(Sync), signal }),
    refetchInterval: 5_000,
  })
}
