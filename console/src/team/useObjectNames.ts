import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { Source } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useNames } from '../thread/useNames.ts'
import type { NameOf } from './auditWords.ts'
import { useKeys, usePeople } from './useTeam.ts'

/** The audit keeps ids only, since it can forget nothing; names are looked up while they are known. */
export function useObjectNames(): NameOf {
  const can = useCan()
  const names = useNames()
  const people = usePeople().data?.people
  const keys = useKeys().data
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => get('/api/sources', { answer: z.array(Source), signal }),
    enabled: can('sources:read'),
  }).data
  return useMemo(() => {
    const own = [...(people ?? []), ...(keys ?? []), ...(sources ?? [])]
    const all = new Map([...names, ...own.map(({ id, name }) => [id, name] as const)])
    return (object) => all.get(object.split(':')[1] ?? '')
  }, [names, people, keys, sources])
}
