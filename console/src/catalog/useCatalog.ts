import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { z } from 'zod'
import { Attribute } from '../../../server/src/modules/catalog/contract.ts'
import { ArticlePrices, PriceList } from '../../../server/src/modules/catalog/price-contract.ts'
import { Product } from '../../../server/src/modules/catalog/product-contract.ts'
import { type Hit, SearchAnswer } from '../../../server/src/modules/catalog/search-contract.ts'
import { Category, Taxes } from '../../../server/src/modules/catalog/structure-contract.ts'
import { get } from '../api/client.ts'
import type { List } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

export interface Looked {
  readonly q?: string | undefined
  readonly state?: string | undefined
  readonly filter?: readonly string[] | undefined
  readonly sort?: string | undefined
}

/** What a search finds, page by page, and what the first page tells of all of it. */
export function useProducts({ q, state, filter, sort }: Looked) {
  const { language } = useTexts()
  const query = useInfiniteQuery({
    queryKey: ['catalog', 'products', 'list', language, q, state, filter, sort],
    queryFn: ({ pageParam, signal }) =>
      get('/api/catalog/products', {
        answer: SearchAnswer,
        query: {
          ...{ q, state, filter, sort, language, limit: 50, after: pageParam },
          facets: pageParam === undefined,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const list: List<Hit> = {
    rows: query.data?.pages.flatMap(({ products }) => products) ?? [],
    ...{ isLoading: query.isPending, isStale: query.isPlaceholderData, error: query.error },
    ...{ hasMore: query.hasNextPage, isLoadingMore: query.isFetchingNextPage },
    loadMore: () => query.fetchNextPage(),
    refetch: () => query.refetch(),
  }
  return { list, first: query.data?.pages[0] }
}

const productQuery = (id: string) =>
  queryOptions({
    queryKey: ['catalog', 'products', id],
    queryFn: ({ signal }) => get(`/api/catalog/products/${id}`, { answer: Product, signal }),
  })

export const useProduct = (id: string) => useQuery(productQuery(id))

/** What these products are called, as far as that is known by now. */
export function useProductNames(ids: readonly string[]): (readonly [string, string])[] {
  const { language } = useTexts()
  return useQueries({
    queries: ids.map(productQuery),
    combine: (found) =>
      found.flatMap(({ data }) =>
        data ? [[data.id, data.name[language] || data.name.fr] as const] : [],
      ),
  })
}

/** Of a product that is saved; a new one has no prices yet. */
export const useArticlePrices = (id: string | undefined) =>
  useQuery({
    queryKey: ['catalog', 'products', id, 'prices'],
    queryFn: ({ signal }) =>
      get(`/api/catalog/products/${id}/prices`, { answer: z.array(ArticlePrices), signal }),
    enabled: id !== undefined,
  })

export const useCategories = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['catalog', 'categories'],
    queryFn: ({ signal }) => get('/api/catalog/categories', { answer: z.array(Category), signal }),
  })

export const useAttributes = () =>
  useQuery({
    queryKey: ['catalog', 'attributes'],
    queryFn: ({ signal }) => get('/api/catalog/attributes', { answer: z.array(Attribute), signal }),
  })

export const usePriceLists = () =>
  useQuery({
    queryKey: ['catalog', 'price-lists'],
    queryFn: ({ signal }) =>
      get('/api/catalog/price-lists', { answer: z.array(PriceList), signal }),
  })

export const useTaxes = () =>
  useQuery({
    queryKey: ['catalog', 'taxes'],
    queryFn: ({ signal }) => get('/api/catalog/taxes', { answer: Taxes, signal }),
  })

/** Whatever is shown of the catalogue is read again. */
export function useReadAgain() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['catalog'] })
}
