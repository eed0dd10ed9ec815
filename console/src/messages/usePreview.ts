import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
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
  const [settled] = useDebouncedValue(asked, 350)
  const { templateId, customerId, language, contents, event } = settled
  const query = useQuery({
    queryKey: ['messages', 'preview', templateId, customerId, language, contents, event],
    queryFn: ({ signal }) =>
      send(
        'POST',
        `/api/messages/templates/${templateId}/preview`,
        { customerId, language, contents, event },
        { answer: Preview, signal },
      ),
    enabled: customerId !== undefined,
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
    isReading: query.isFetching || settled !== asked,
  }
}
