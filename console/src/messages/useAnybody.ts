import { useQuery } from '@tanstack/react-query'
import { CustomerPage } from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'

/** Somebody to show a template for until one is chosen: who was seen last and could be written to. */
export function useAnybody() {
  const can = useCan()
  const { data } = useQuery({
    queryKey: ['customers', 'anybody'],
    queryFn: ({ signal }) => get('/api/customers', { answer: CustomerPage, signal }),
    enabled: can('customers:read'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.customers.find(({ name, email }) => name && email) ?? data?.customers[0]
}
