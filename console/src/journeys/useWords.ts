import { useMemo } from 'react'
import { useAudiences } from '../audiences/useAudiences.ts'
import { useTemplates } from '../messages/useTemplates.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Words } from './sentences.ts'

/** The texts, and what the ids in a journey are called, as far as this person may know. */
export function useWords(): Words {
  const { t, formats } = useTexts()
  const templates = useTemplates()
  const audiences = useAudiences()
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
