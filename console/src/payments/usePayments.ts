import { useQuery } from '@tanstack/react-query'
import { PaymentDetail } from '../../../server/src/modules/payments/contract.ts'
import { get } from '../api/client.ts'

export const paymentsKey = ['payments'] as const

export const usePayment = (customerId: string, id: string) =>
  useQuery({
    queryKey: [...paymentsKey, customerId, id],
    queryFn: ({ signal }) =>
      get(`/api/payments/${customerId}/${id}`, { answer: PaymentDetail, signal }),
    refetchInterval: 10_000,
  })
