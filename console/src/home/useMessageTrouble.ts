import { useQuery } from '@tanstack/react-query'
import { MessageCounts, type MessageState } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Concern } from './concern.ts'

/** What only a person can settle: a mail that was held, that failed, or of which nobody knows. */
const unsettled = ['held', 'failed', 'unknown'] as const satisfies readonly MessageState[]

export function useMessageTrouble(): Concern[] {
  const { t } = useTexts()
  const can = useCan()
  const { data = [] } = useQuery({
    queryKey: ['messages', 'counts'],
    queryFn: ({ signal }) => get('/api/messages/counts', { answer: MessageCounts, signal }),
    enabled: can('messages:read'),
    refetchInterval: 30_000,
  })
  return unsettled.flatMap((state) => {
    const count = data
      .filter((one) => one.state === state)
      .reduce((sum, { messages }) => sum + messages, 0)
    if (count === 0) return []
    return {
      id: `messages-${state}`,
      text: t(`home.attention.messages.${state}`, { count }),
      why: t(`home.attention.messages.${state}.why`),
      to: '/messages/sent',
      search: { state },
    }
  })
}
