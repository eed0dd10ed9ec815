import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Place } from '../../../server/src/modules/audiences/figure-leaf-contract.ts'
import { get } from '../api/client.ts'

/** The brand's places, by the names that its tills tell. */
export function usePlaces() {
  return useQuery({
    queryKey: ['audiences', 'places'],
    queryFn: ({ signal }) => get('/api/audience-places', { answer: z.array(Place), signal }),
    staleTime: 60_000,
  })
}
