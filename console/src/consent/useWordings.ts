import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Wording } from '../../../server/src/modules/consent/contract.ts'
import { get } from '../api/client.ts'

export const wordingsKey = ['consent', 'wordings']

export function useWordings() {
  return useQuery({
    queryKey: wordingsKey,
    queryFn: ({ signal }) => get('/api/consent/wordings', { answer: z.array(Wording), signal }),
  })
}
