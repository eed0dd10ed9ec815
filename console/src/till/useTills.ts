import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ReceiptDetail, ReceiptPage, Till } from '../../../server/src/modules/till/contract.ts'
import { get } from '../api/client.ts'

export const tillKey = 'till'

/** Every till, with where its chains stand. */
export const useTills = () =>
  useQuery({
    queryKey: [tillKey, 'tills'],
    queryFn: ({ signal }) => get('/api/till/tills', { answer: z.array(Till), signal }),
  })

export const useReceipt = (id: string) =>
  useQuery({
    queryKey: [tillKey, 'receipt', id],
    queryFn: ({ signal }) => get(`/api/till/receipts/${id}`, { answer: ReceiptDetail, signal }),
  })

/** What the tills wrote for an order. */
export const useReceiptsOf = (orderId: string, enabled: boolean) =>
  useQuery({
    queryKey: [tillKey, 'of', orderId],
    queryFn: ({ signal }) =>
      get('/api/till/receipts', { answer: ReceiptPage, query: { order: orderId }, signal }),
    enabled,
  })
