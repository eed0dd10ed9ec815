import { useQuery } from '@tanstack/react-query'
import { MessageCounts } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './JourneyPage.module.css'

/** Of those who came to a message: who did not get it, by reason. */
export function NotSent({ journeyId }: { journeyId: string }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const { data } = useQuery({
    queryKey: ['messages', 'counts', 'of', journeyId],
    queryFn: ({ signal }) =>
      get('/api/messages/counts', {
        answer: MessageCounts,
        query: { originId: journeyId },
        signal,
      }),
    enabled: can('messages:read'),
    refetchInterval: 10_000,
  })
  const unsent = (data ?? [])
    .filter(({ reason }) => reason !== null)
    .sort((one, other) => other.messages - one.messages)
  if (unsent.length === 0) return null
  return (
    <Panel title={t('journeys.step.notSent')}>
      <table className={classes.counts}>
        <tbody>
          {unsent.map(({ state, reason, messages }) => (
            <tr key={`${state} ${reason}`}>
              <th scope="row">{reason && t(`messages.short.${reason}`)}</th>
              <td>{formats.count(messages)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
