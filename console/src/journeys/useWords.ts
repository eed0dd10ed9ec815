import { useMemo } from 'react'
import { useAudiences } from '../audiences/useAudiences.ts'
import { useLists } from '../audiences/useLists.ts'
import { useTemplates } from '../messages/useTemplates.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useJourneys } from './fields/choices.tsx'
import type { Words } from './sentences.ts'

/** The texts, and what the ids in a journey are called, as far as this person may know. */
export function useWords(): Words {
  const { t, formats } = useTexts()
  const templates = useTemplates()
  const audiences = useAudiences()
  const lists = useLists()
  const journeys = useJourneys()
  return useMemo(
    () => ({
      t,
      formats,
      names: {
        template: (id: string) => templates.data?.find((one) => one.id === id)?.name,
        audience: (id: string) => audiences.data?.find((one) => one.id === id)?.name,
        list: (id: string) => lists.data?.find((one) => one.id === id)?.name,
        journey: (id: string) => journeys.data?.find((one) => one.id === id)?.name,
      },
    }),
    [t, formats, templates.data, audiences.data, lists.data, journeys.data],
  )
}
