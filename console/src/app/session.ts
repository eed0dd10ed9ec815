import { queryOptions, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { type Right, Session } from '../../../server/src/modules/team/contract.ts'
import { get } from '../api/client.ts'
import { Problem } from '../api/problem.ts'

export interface KnownSession extends Session {
  /** When this device read it: the product's clock runs on from `now` since then. */
  readAt: number
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<KnownSession | null> => {
    try {
      const session = await get('/api/session', { answer: Session })
      return { ...session, readAt: Date.now() }
    } catch (error) {
      // Nobody is signed in: an answer, not a failure.
      if (error instanceof Problem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
})

export function useSessionQuery() {
  return useQuery(sessionQuery)
}

const Context = createContext<KnownSession | null>(null)
export const SessionProvider = Context.Provider

/** Who is signed in; only inside the shell. */
export function useSession() {
  const session = useContext(Context)
  if (!session) throw new Error('useSession outside of the shell')
  return session
}

/** Whether the person may do something; what they may not is not shown. */
export function useCan(): (right: Right | undefined) => boolean {
  const { rights } = useSession()
  return (right) => right === undefined || rights.includes(right)
}
