import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import {
  Place,
  type PlaceLevel,
  StockState,
} from '../../../server/src/modules/stock/view-contract.ts'
import { get, send } from '../api/client.ts'
import { useNotify } from '../ui/Notices.tsx'

/** Everything of stock is read again after whatever was done to it. */
export const stockKey = 'stock'

/** Shops and warehouses, by their names. */
export function usePlaces() {
  return useQuery({
    queryKey: [stockKey, 'places'],
    queryFn: ({ signal }) => get('/api/stock/places', { answer: z.array(Place), signal }),
    staleTime: 60_000,
  })
}

/** How stock stands; looked at often while a proof is awaited. */
export function useStockState(awaits = false) {
  return useQuery({
    queryKey: [stockKey, 'state'],
    queryFn: ({ signal }) => get('/api/stock/state', { answer: StockState, signal }),
    refetchInterval: awaits ? 1000 : 15_000,
  })
}

/** What every form about an item in a place is given. */
export interface LevelFormProps {
  sku: string
  level: PlaceLevel
  onClose: () => void
}

interface Deed<Input> {
  method?: 'POST' | 'PUT'
  path: string
  /** What is said when it is done. */
  done: string
  body: (input: Input) => unknown
  onDone: () => void
}

/** Does something with stock; why it was refused stays with whoever asked. */
export function useDeed<Input>({ method = 'POST', path, done, body, onDone }: Deed<Input>) {
  const queries = useQueryClient()
  const { notify } = useNotify()
  return useMutation({
    mutationFn: (input: Input) => send(method, path, body(input)),
    onSuccess: async () => {
      notify(done)
      onDone()
      await queries.invalidateQueries({ queryKey: [stockKey] })
    },
  })
}
