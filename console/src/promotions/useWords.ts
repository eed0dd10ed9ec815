import { useMemo } from 'react'
import { useAudiences } from '../audiences/useAudiences.ts'
import { useCategories, useProductNames } from '../catalog/useCatalog.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Words } from './promotionText.ts'

/** Words for promotions, with what audiences, categories and the products of this one are called now. */
export function useWords(promotion?: object): Words {
  const { t, formats, language } = useTexts()
  const audiences = useAudiences().data
  const categories = useCategories().data
  const products = useProductNames(productsIn(promotion))
  return useMemo(() => {
    const names = new Map([
      ...products,
      ...(audiences ?? []).map(({ id, name }) => [id, name] as const),
      ...(categories ?? []).map(({ code, name }) => [code, name[language]] as const),
    ])
    return { t, formats, nameOf: (id) => names.get(id) }
  }, [t, formats, language, audiences, categories, products])
}

/** Wherever a promotion names products: its effect, its conditions, the parts of a bundle. */
function productsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(productsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'products' && Array.isArray(one) ? one : productsIn(one),
  )
}
