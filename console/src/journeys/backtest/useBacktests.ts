import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Backtest,
  BacktestList,
  type BacktestSummary,
} from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { get, send } from '../../api/client.ts'
import { useNotify } from '../../ui/Notices.tsx'

export const isOver = ({ state }: Pick<BacktestSummary, 'state'>) =>
  state !== 'queued' && state !== 'running'

/** How often one that is under way is looked at again. */
const lookMs = 700

export const useBacktests = (journeyId: string) =>
  useQuery({
    queryKey: ['backtests', journeyId],
    queryFn: async ({ signal }) =>
      (await get(`/api/journeys/${journeyId}/backtests`, { answer: BacktestList, signal }))
        .backtests,
    refetchInterval: ({ state }) => (state.data?.every(isOver) === false ? lookMs : false),
  })

/** A backtest with what it found; what is done changes no more. */
export const useBacktest = (journeyId: string, id: string | undefined) =>
  useQuery({
    queryKey: ['backtests', journeyId, 'one', id],
    queryFn: ({ signal }) =>
      get(`/api/journeys/${journeyId}/backtests/${id}`, { answer: Backtest, signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? lookMs : false),
  })

export function useOrder(journeyId: string, onOrdered: (id: string) => void) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (days: number) =>
      send('POST', `/api/journeys/${journeyId}/backtests`, { days }, { answer: Backtest }),
    onSuccess: ({ id }) => onOrdered(id),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['backtests', journeyId] }),
  })
}

export function useCancel(journeyId: string, id: string) {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: () => send('POST', `/api/journeys/${journeyId}/backtests/${id}/cancel`, {}),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['backtests', journeyId] }),
  })
}
