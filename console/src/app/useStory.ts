import { useQuery } from '@tanstack/react-query'
import { DemoState } from '../../../server/src/demo/contract.ts'
import { get } from '../api/client.ts'

/** How far a demo's year has been told; nothing where there is none to tell. */
export function useStory() {
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => get('/api/demo', { answer: DemoState, signal }),
    refetchInterval: ({ state }) => (state.data?.story?.done === false ? 2_000 : false),
  })
  return data?.story
}
