import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Account } from '../../../server/src/modules/team/proof-contract.ts'
import { get } from '../api/client.ts'

const accountKey = ['account']

export function useOwnAccount() {
  return useQuery({
    queryKey: accountKey,
    queryFn: ({ signal }) => get('/api/account', { answer: Account, signal }),
  })
}

/** What was changed here is read again, and so is the team's list, which tells of it. */
export function useRefresh() {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: accountKey }),
      queries.invalidateQueries({ queryKey: ['team', 'people'] }),
    ])
}
