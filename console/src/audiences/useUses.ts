import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { AudienceUse } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'

/** What goes by an audience; nothing does by one that is not there yet. */
export const useUses = (id: string | undefined) =>
  useQuery({
    queryKey: ['audiences', id, 'uses'],
    queryFn: ({ signal }) =>
      get(`/api/audiences/${id}/uses`, { answer: z.array(AudienceUse), signal }),
    enabled: id !== undefined,
  })
