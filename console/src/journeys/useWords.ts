import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTemplates } from '../messages/useTemplates.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Words } from './words.ts'

/** The texts, and what the ids in a journey are called, as far as this person may know. */
export function useWords(): Words {
  const can = useCan()
  const { t, formats } = useTexts()
  const templates = useTemplates()
  const audiences = useQuery({
    queryKey: ['audiences', 'list'],
    queryFn: ({ signal }) => get('/api/audiences', { answer: z.array(Audience), signal }),
    enabled: can('audiences:read'),
  })
  return useMemo(
    () => ({
      t,
      formats,
      names: {
        template: (id: string) => templates.data?.find((one) => one.id === id)?.name,
        audience: (id: string) => audiences.data?.find((one) => one.id === id)?.name,
      },
    }),
    [t, formats, templates.data, audiences.data],
  )
}
