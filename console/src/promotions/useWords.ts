import { useMemo } from 'react'
import { useAudiences } from '../audiences/useAudiences.ts'
import { useCategories } from '../catalog/useCatalog.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Words } from './promotionText.ts'

/** Words for promotions, with what audiences and categories are called now. */
export function useWords(): Words {
  const { t, formats, language } = useTexts()
  const audiences = useAudiences().data
  const categories = useCategories().data
  return useMemo(() => {
    const names = new Map([
      ...(audiences ?? []).map(({ id, name }) => [id, name] as const),
      ...(categories ?? []).map(({ code, name }) => [code, name[language]] as const),
    ])
    return { t, formats, nameOf: (id) => names.get(id) }
  }, [t, formats, language, audiences, categories])
}
