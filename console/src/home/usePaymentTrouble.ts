import { useQuery } from '@tanstack/react-query'
import { PaymentPage } from '../../../server/src/modules/payments/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Concern } from './concern.ts'

/** Money that was put aside and that the bank would not let go of, however often it was asked. */
export function usePaymentTrouble(): Concern[] {
  const { t } = useTexts()
  const can = useCan()
  const { data } = useQuery({
    queryKey: ['payments', 'untaken'],
    queryFn: ({ signal }) =>
      get('/api/payments', { answer: PaymentPage, query: { limit: 1 }, signal }),
    enabled: can('payments:read'),
    refetchInterval: 30_000,
  })
  const count = data?.untaken ?? 0
  if (count === 0) return []
  return [
    {
      id: 'payments-untaken',
      text: t('home.attention.payments.untaken', { count }),
      why: t('home.attention.payments.untaken.why'),
      to: '/payments',
      search: { state: 'failed' },
    },
  ]
}
