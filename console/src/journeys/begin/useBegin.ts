import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import type { ReadyCode } from '../../../../server/src/modules/journeys/ready-contract.ts'
import { send } from '../../api/client.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { useNotify } from '../../ui/Notices.tsx'
import { blank } from './blank.ts'

type Choice = ReadyCode | 'blank' | { id: string; name: string }

/** Begins a journey, a ready one or an empty one, on an audience if one is given, and goes to its map. */
export function useBegin() {
  const { t, language } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (choice: Choice) =>
      choice === 'blank' || typeof choice === 'object'
        ? send('POST', '/api/journeys', blank(t, choice === 'blank' ? undefined : choice), {
            answer: JourneyDetail,
          })
        : send('POST', `/api/journeys/ready/${choice}`, { language }, { answer: JourneyDetail }),
    onSuccess: async (journey) => {
      queries.setQueryData(['journeys', journey.id], journey)
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['journeys', 'list'] }),
        queries.invalidateQueries({ queryKey: ['messages', 'templates'] }),
        queries.invalidateQueries({ queryKey: ['audiences', 'list'] }),
      ])
      await navigate({ to: '/journeys/$id', params: { id: journey.id } })
    },
    onError: notifyProblem,
  })
}
