import { useQuery } from '@tanstack/react-query'
import { CustomerJourneys } from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'

/** One customer's way through one journey, kept in an address as `customer.run`. */
export function useRun(person: string | undefined) {
  const [customerId, runId] = person?.split('.') ?? []
  const query = useQuery({
    queryKey: ['customers', customerId, 'journeys'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${customerId}/journeys`, { answer: CustomerJourneys, signal }),
    enabled: customerId !== undefined,
    refetchInterval: 10_000,
  })
  return { run: query.data?.journeys.find(({ id }) => id === runId), error: query.error }
}

export const personOf = (run: { customerId: string; id: string }) => `${run.customerId}.${run.id}`
