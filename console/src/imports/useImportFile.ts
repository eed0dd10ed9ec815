import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  ImportFile,
  ImportFileDetail,
  type ImportMapping,
  type ImportStart,
  Trial,
} from '../../../server/src/modules/thread/import/contract.ts'
import { get, send } from '../api/client.ts'
import { problemOf } from '../api/problem.ts'
import { useNotify } from '../ui/Notices.tsx'

export function useImportFile(id: string | undefined) {
  return useQuery({
    queryKey: ['imports', 'file', id],
    queryFn: ({ signal }) => get(`/api/imports/files/${id}`, { answer: ImportFileDetail, signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.running === null ? 10_000 : 700),
  })
}

const restMs = 300

/** What the first lines become by a mapping; the last answer stays until the next is there. */
export function usePreview(id: string, mapping: ImportMapping) {
  const [asked] = useDebouncedValue(JSON.stringify(mapping), restMs)
  return useQuery({
    queryKey: ['imports', 'preview', id, asked],
    queryFn: ({ signal }) =>
      send(
        'POST',
        `/api/imports/files/${id}/preview`,
        { mapping: JSON.parse(asked) },
        { answer: Trial, signal },
      ),
    placeholderData: keepPreviousData,
  })
}

/** Sends the file as it is: it goes to the server's disk while it comes. */
export function useUpload(onUploaded: (file: ImportFileDetail) => void) {
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: async (file: File) => {
      const response = await fetch(`/api/imports/files?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'x-filrouge': 'console', 'content-type': 'application/octet-stream' },
        body: file,
      })
      if (!response.ok) throw await problemOf(response)
      return ImportFileDetail.parse(await response.json())
    },
    onSuccess: onUploaded,
    onError: notifyProblem,
  })
}

export function useStartImport(id: string) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (how: ImportStart) =>
      send('POST', `/api/imports/files/${id}/start`, how, { answer: ImportFile }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
    onError: notifyProblem,
  })
}
