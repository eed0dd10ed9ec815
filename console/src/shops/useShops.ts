import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { LocationNow } from '../../../server/src/modules/shops/contract.ts'
import { get } from '../api/client.ts'

export const useShops = () =>
  useQuery({
    queryKey: ['shops'],
    queryFn: ({ signal }) => get('/api/shops', { answer: z.array(LocationNow), signal }),
    // Who is open now changes by itself.
    refetchInterval: 60_000,
  })

export const useShop = (id: string) =>
  useQuery({
    queryKey: ['shops', id],
    queryFn: ({ signal }) => get(`/api/shops/${id}`, { answer: LocationNow, signal }),
  })
