import { useQuery } from '@tanstack/react-query'
import { CustomerProfile } from '../../../server/src/modules/customers/profile-contract.ts'
import { get } from '../api/client.ts'

/** What a person's thread makes of them; several parts of the page show some of it. */
export function useProfile(id: string) {
  return useQuery({
    queryKey: ['customers', id, 'profile'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${id}/profile`, { answer: CustomerProfile, signal }),
  })
}
