import type { List } from '../api/useList.ts'

/** A short list that comes whole, for a table that otherwise reads page by page. */
export function fixedList<Row>(
  rows: Row[] | undefined,
  query?: { error: unknown; refetch: () => unknown },
): List<Row> {
  return {
    rows: rows ?? [],
    isLoading: rows === undefined && !query?.error,
    isStale: false,
    error: query?.error,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    refetch: () => {
      query?.refetch()
    },
  }
}
