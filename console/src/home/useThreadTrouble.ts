import { useQuery } from '@tanstack/react-query'
import { ThreadHealth } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { readerName } from '../ui/readerName.ts'
import type { Concern } from './concern.ts'

/** A reader so far behind is worth a word; below, it is merely at work. */
const muchBehind = 10_000

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
  for (const { name, behind } of health.consumers.filter((one) => one.behind > muchBehind)) {
    concerns.push({
      id: `behind-${name}`,
      text: t('home.attention.behind', { name: readerName(t, name), count: behind }),
      why: t('home.attention.behind.why'),
      to: '/live',
    })
  }
  return concerns
}
