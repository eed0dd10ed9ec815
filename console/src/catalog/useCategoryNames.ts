import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useCategories } from './useCatalog.ts'

/** The categories of the catalogue by their codes, in the reader's language; none for whom it is not open. */
export function useCategoryNames(): readonly { code: string; name: string }[] {
  const { language } = useTexts()
  const can = useCan()
  const { data = [] } = useCategories(can('catalog:read'))
  return data.map(({ code, name }) => ({ code, name: name[language] }))
}
