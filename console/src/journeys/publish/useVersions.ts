import { useQuery } from '@tanstack/react-query'
import {
  InsidePreview,
  JourneyDiff,
  VersionDetail,
} from '../../../../server/src/modules/journeys/contract.ts'
import { get } from '../../api/client.ts'

/** What one version says otherwise than another. */
export const useDiff = (id: string, from: number | null, to: number) =>
  useQuery({
    queryKey: ['journeys', id, 'diff', from, to],
    queryFn: ({ signal }) =>
      get(`/api/journeys/${id}/diff`, {
        answer: JourneyDiff,
        query: { from: from ?? to, to },
        signal,
      }),
    enabled: from !== null && from !== to,
    // A draft changes under the hands of those who draw it.
    staleTime: 0,
  })

export const useVersion = (id: string, number: number | null) =>
  useQuery({
    queryKey: ['journeys', id, 'versions', number],
    queryFn: ({ signal }) =>
      get(`/api/journeys/${id}/versions/${number}`, { answer: VersionDetail, signal }),
    enabled: number !== null,
    staleTime: 0,
  })

/** Who is inside by other versions, and where. */
export const useInside = (id: string, version: number) =>
  useQuery({
    queryKey: ['journeys', id, 'inside', version],
    queryFn: ({ signal }) =>
      get(`/api/journeys/${id}/inside`, { answer: InsidePreview, query: { version }, signal }),
    staleTime: 0,
  })
