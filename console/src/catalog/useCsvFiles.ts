import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import { CsvFile, CsvFileDetail } from '../../../server/src/modules/catalog/csv/contract.ts'
import { get, send } from '../api/client.ts'

/** While something is under way it is looked at often. */
const pace = (isRunning: boolean | undefined) => (isRunning ? 700 : 15_000)

export const useCsvFiles = () =>
  useQuery({
    queryKey: ['catalog', 'files'],
    queryFn: ({ signal }) => get('/api/catalog/files', { answer: z.array(CsvFile), signal }),
    refetchInterval: ({ state }) => pace(state.data?.some((one) => one.state === 'running')),
  })

export function useCsvFile(id: string) {
  const queries = useQueryClient()
  const file = useQuery({
    queryKey: ['catalog', 'files', id],
    queryFn: ({ signal }) => get(`/api/catalog/files/${id}`, { answer: CsvFileDetail, signal }),
    refetchInterval: ({ state }) => pace(state.data?.state === 'running'),
  })
  // Once it is in, what is shown of the catalogue is read again.
  const isIn = file.data?.state === 'done' && !file.data.trial
  const wasIn = useRef<boolean>(undefined)
  useEffect(() => {
    if (file.data && isIn && wasIn.current === false)
      queries.invalidateQueries({ queryKey: ['catalog'] })
    if (file.data) wasIn.current = isIn
  }, [file.data, isIn, queries])
  return file
}

export function useMoveCsvFile(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (verb: 'start' | 'stop') =>
      send('POST', `/api/catalog/files/${id}/${verb}`, undefined, { answer: CsvFile }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['catalog', 'files'] }),
  })
}
