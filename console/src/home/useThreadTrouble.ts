import { useQuery } from '@tanstack/react-query'
import { ThreadHealth } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { alertText } from '../ui/alertText.ts'
import type { Concern } from './concern.ts'

/** Events that could not be read, were set aside, or wait for too long. */
export function useThreadTrouble(): Concern[] {
  const { t } = useTexts()
  const can = useCan()
  const { data: health } = useQuery({
    queryKey: ['thread', 'health'],
    queryFn: ({ signal }) => get('/api/thread/health', { answer: ThreadHealth, signal }),
    enabled: can('events:read'),
    refetchInterval: 30_000,
  })
  if (!health) return []
  const concerns: Concern[] = []
  if (health.quarantined > 0) {
    concerns.push({
      id: 'quarantine',
      text: t('home.attention.quarantine', { count: health.quarantined }),
      why: t('home.attention.quarantine.why'),
      to: '/quarantine',
    })
  }
  if (health.parked > 0) {
    concerns.push({
      id: 'parked',
      text: t('home.attention.parked', { count: health.parked }),
      why: t('home.attention.parked.why'),
      to: '/quarantine/parked',
    })
  }
  for (const alert of health.alerts.filter(({ kind }) => kind !== 'parked')) {
    concerns.push({
      id: `${alert.kind}-${alert.reader}`,
      text: alertText(t, alert),
      why: t('home.attention.behind.why'),
      to: '/sources/readers',
    })
  }
  return concerns
}
