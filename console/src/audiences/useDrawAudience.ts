import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { send } from '../api/client.ts'
import { useNotify } from '../ui/Notices.tsx'

/** Makes an audience of something that was found, and goes there. */
export function useDrawAudience() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (drawn: { name: string; condition: Condition }) =>
      send('POST', '/api/audiences', drawn, { answer: Audience }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['audiences', 'list'] })
      await navigate({ to: '/audiences/$id', params: { id } })
    },
    onError: notifyProblem,
  })
}
