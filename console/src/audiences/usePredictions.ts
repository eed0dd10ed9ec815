import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { PredictionShown } from '../../../server/src/modules/audiences/predictions/contract.ts'
import { get } from '../api/client.ts'

/** The forecasts that somebody made. */
export function usePredictions() {
  return useQuery({
    queryKey: ['audiences', 'predictions'],
    queryFn: ({ signal }) =>
      get('/api/audience-predictions', { answer: z.array(PredictionShown), signal }),
    staleTime: 60_000,
  })
}
