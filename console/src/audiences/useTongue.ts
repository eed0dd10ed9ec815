import { useCategoryNames } from '../catalog/useCategoryNames.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { usePersonaOptions } from './personas/usePersonas.ts'
import type { Tongue } from './tongue.ts'
import { useAudiences } from './useAudiences.ts'
import { useLists } from './useLists.ts'

/** What sentences about audiences are made with, the names of other audiences and of lists included. */
export function useTongue(): Tongue {
  const { t, formats } = useTexts()
  const { data: audiences = [] } = useAudiences()
  const { data: lists = [] } = useLists()
  const personas = usePersonaOptions()
  const nameOf = (id: string) =>
    [...audiences, ...lists].find((one) => one.id === id)?.name ??
    personas.find(({ value }) => value === id)?.label
  const categories = useCategoryNames()
  const categoryOf = (code: string) => categories.find((one) => one.code === code)?.name
  return { t, formats, nameOf, categoryOf }
}
