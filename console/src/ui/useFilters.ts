import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { z } from 'zod'

/**
 * A page's filters, kept in its address so that it can be sent, bookmarked and gone back to.
 * Each field of the schema must bear being absent or wrong (`.optional().catch(undefined)`).
 */
export function useFilters<Schema extends z.ZodObject>(schema: Schema) {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const filters = useMemo(() => schema.parse(search), [schema, search])

  const setFilters = useCallback(
    (change: Partial<z.input<Schema>>) =>
      navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...change })) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )

  return [filters, setFilters] as const
}
