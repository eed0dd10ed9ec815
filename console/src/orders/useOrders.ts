import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { OrderCounts, OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { get, send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'

/** Everything of orders is read again after whatever was done to one. */
export const ordersKey = 'orders'

export function useOrder(id: string) {
  const { language } = useTexts()
  return useQuery({
    queryKey: [ordersKey, 'one', id, language],
    queryFn: ({ signal }) =>
      get(`/api/orders/${id}`, { answer: OrderDetail, query: { language }, signal }),
    refetchInterval: 15_000,
  })
}

/** What there is to do now. */
export function useOrderCounts() {
  return useQuery({
    queryKey: [ordersKey, 'counts'],
    queryFn: ({ signal }) => get('/api/orders/counts', { answer: OrderCounts, signal }),
    refetchInterval: 15_000,
  })
}

/** What every form about an order is given. */
export interface OrderFormProps {
  order: OrderDetail
  onClose: () => void
}

/** The same of a parcel of it. */
export interface ParcelDialogProps extends OrderFormProps {
  parcel: OrderDetail['fulfilments'][number]
}

export interface OrderDeed {
  /** Behind the order's address: `cancel`, `parcels/…/ship`. */
  readonly path: string
  readonly body?: object
  /** What is said when it is done. */
  readonly done: string
}

/** Does something with an order; why it was refused stays with whoever asked. */
export function useOrderDeed(id: string, onDone: () => void = () => {}) {
  const queries = useQueryClient()
  const { notify } = useNotify()
  return useMutation({
    mutationFn: ({ path, body }: OrderDeed) =>
      send('POST', `/api/orders/${id}/${path}`, body ?? {}, { answer: OrderDetail }),
    onSuccess: async (_, { done }) => {
      notify(done)
      onDone()
      await queries.invalidateQueries({ queryKey: [ordersKey] })
    },
  })
}
