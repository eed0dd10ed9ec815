import { useQuery } from '@tanstack/react-query'
import { type ThreadEntry, TimelinePage } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'

const carts = ['Cart Viewed', 'Cart Updated', 'Product Added', 'Order Completed', 'Product Viewed']

/** For who has never touched a cart. */
const sample = {
  cart_id: 'exemple',
  products: [
    { name: 'Crème de jour à la rose', price: 24.9, quantity: 1 },
    { name: 'Savon au karité', price: 7.5, quantity: 2 },
  ],
}

/** What an event would bring for this person: that of their last cart, else an example. */
export function useSampleEvent(customerId: string | undefined): object {
  const timeline = useQuery({
    queryKey: ['customers', customerId, 'timeline', 'sample'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${customerId}/timeline`, { answer: TimelinePage, signal }),
    enabled: customerId !== undefined,
    staleTime: 60_000,
  })
  return eventOf(timeline.data?.entries ?? []) ?? sample
}

function eventOf(entries: readonly ThreadEntry[]): object | undefined {
  const found = carts.flatMap((name) => entries.find((entry) => entry.name === name) ?? [])
  return found.find(({ properties }) => hasProducts(properties))?.properties
}

const hasProducts = (properties: Record<string, unknown>) =>
  properties.name !== undefined ||
  (Array.isArray(properties.products) && properties.products.length > 0)
