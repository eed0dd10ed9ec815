import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import {
  type MessageLanguage,
  Preview,
  type TemplateContents,
} from '../../../server/src/modules/messages/contract.ts'
import { send } from '../api/client.ts'

interface Asked {
  templateId: string
  customerId: string | undefined
  language: MessageLanguage
  contents: TemplateContents
  event: object
}

/** The rendering as it is written, a moment after the last key; a text that fails keeps the one before. */
export function usePreview(asked: Asked) {
  // As text, so that what is written the same is the same however often the page is drawn.
  const written = JSON.stringify(asked)
  const [settled] = useDebouncedValue(written, 350)
  const { templateId, ...input } = useMemo((): Asked => JSON.parse(settled), [settled])
  const query = useQuery({
    queryKey: ['messages', 'preview', settled],
    queryFn: ({ signal }) =>
      send('POST', `/api/messages/templates/${templateId}/preview`, input, {
        answer: Preview,
        signal,
      }),
    enabled: input.customerId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: false,
  })
  const last = useRef<Preview>(undefined)
  if (query.data) last.current = query.data
  return {
    preview: query.data,
    shown: query.data ?? last.current,
    error: query.error,
    isReading: query.isFetching || settled !== written,
  }
}
