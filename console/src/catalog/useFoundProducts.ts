import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SearchAnswer } from '../../../server/src/modules/catalog/search-contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

/** The products that what is typed finds, by name, code or barcode, and the article of such a code; none as long as nothing is typed. */
export function useFoundProducts(typed: string) {
  const { language } = useTexts()
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['catalog', 'products', 'pick', language, q],
    queryFn: ({ signal }) =>
      get('/api/catalog/products', {
        answer: SearchAnswer,
        query: { q, language, limit: 8, facets: false },
        signal,
      }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const products = q === '' ? [] : (data?.products ?? [])
  return {
    products: products.map((hit) => ({ ...hit, title: hit.name[language] || hit.name.fr })),
    article: q === '' ? null : (data?.article ?? null),
    /** Whether this is what that text finds, and not what the one before it found. */
    isSettled: q === typed.trim() && data !== undefined && !isPlaceholderData,
  }
}
