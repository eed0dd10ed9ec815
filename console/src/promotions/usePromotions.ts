import { useQuery } from '@tanstack/react-query'
import { Promotion, PromotionList } from '../../../server/src/modules/promotions/contract.ts'
import { get } from '../api/client.ts'

export const promotionsKey = ['promotions'] as const

export const usePromotions = () =>
  useQuery({
    queryKey: [...promotionsKey, 'list'],
    queryFn: ({ signal }) => get('/api/promotions', { answer: PromotionList, signal }),
  })

export const usePromotion = (id: string | undefined) =>
  useQuery({
    queryKey: [...promotionsKey, id],
    queryFn: ({ signal }) => get(`/api/promotions/${id}`, { answer: Promotion, signal }),
    enabled: id !== undefined,
  })

export const cardsKey = ['gift-cards'] as const
