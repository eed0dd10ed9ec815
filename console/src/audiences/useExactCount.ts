import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { AudienceCount } from '../../../server/src/modules/audiences/contract.ts'
import { send } from '../api/client.ts'

export interface ExactCount {
  readonly found: number
  readonly looked: number
  readonly isRunning: boolean
  readonly isDone: boolean
  readonly error: Error | null
  readonly begin: () => void
  readonly stop: () => void
}

const nothingYet = { found: 0, looked: 0 }

/** Counts everybody, stretch by stretch, once it is asked to; another condition begins anew. */
export function useExactCount(written: string | undefined): ExactCount {
  const queries = useQueryClient()
  const [asked, setAsked] = useState<string>()
  const [so, setSo] = useState({ of: '', ...nothingYet })
  const isAsked = written !== undefined && asked === written
  const queryKey = ['audiences', 'count', written]
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      countAll(written ?? '', signal, (far) => setSo({ of: written ?? '', ...far })),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const far = data ?? (so.of === written ? so : nothingYet)
  return {
    ...{ found: far.found, looked: far.looked, error },
    isRunning: isAsked && isFetching,
    isDone: isAsked && data !== undefined,
    begin: () => (isAsked ? refetch() : setAsked(written)),
    stop: () => {
      setAsked(undefined)
      setSo({ of: '', ...nothingYet })
      queries.cancelQueries({ queryKey })
    },
  }
}

async function countAll(
  written: string,
  signal: AbortSignal,
  tell: (far: typeof nothingYet) => void,
): Promise<typeof nothingYet> {
  const condition = JSON.parse(written)
  let far = nothingYet
  let going: { after?: string; at?: string } = {}
  for (;;) {
    const body = { condition, ...going }
    const one = await send('POST', '/api/audiences/count', body, { answer: AudienceCount, signal })
    far = { found: far.found + one.found, looked: far.looked + one.looked }
    if (one.next === null) return far
    tell(far)
    going = { after: one.next, at: one.at }
  }
}
