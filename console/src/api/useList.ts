import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'

export interface List<Row> {
  rows: Row[]
  isLoading: boolean
  /** Rows of the filters before are still shown while those of the new ones are on their way. */
  isStale: boolean
  error: unknown
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
  refetch: () => void
}

interface ListOptions<Page, Row> {
  /** The list's name and whatever changes what is in it. */
  key: readonly unknown[]
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>
  rows: (page: Page) => Row[]
  next: (page: Page) => string | null | undefined
  /** Read again so often by itself, for lists that grow while they are looked at. */
  refreshMs?: number
}

/** A list read page by page, each beginning after the last row of the one before (keyset). */
export function useList<Page, Row>(options: ListOptions<Page, Row>): List<Row> {
  const query = useInfiniteQuery({
    queryKey: options.key,
    queryFn: ({ pageParam, signal }) => options.load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => options.next(page) ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: options.refreshMs ?? false,
  })
  return {
    rows: query.data?.pages.flatMap(options.rows) ?? [],
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => query.fetchNextPage(),
    refetch: () => query.refetch(),
  }
}
