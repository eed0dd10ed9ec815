import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ThreadHealth } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { alertText } from '../ui/alertText.ts'
import classes from './AlertBanner.module.css'
import { useCan } from './session.ts'

/** Over every page, while the thread is beyond one of its thresholds. */
export function AlertBanner() {
  const { t } = useTexts()
  const can = useCan()
  const { data } = useQuery({
    queryKey: ['thread', 'health'],
    queryFn: ({ signal }) => get('/api/thread/health', { answer: ThreadHealth, signal }),
    enabled: can('events:read'),
    refetchInterval: 30_000,
  })
  const [first, ...others] = data?.alerts ?? []
  if (!first) return null
  return (
    <div className={classes.banner} role="alert">
      <span>{alertText(t, first)}</span>
      <Link to="/sources/readers">{t('readers.banner', { others: others.length })}</Link>
    </div>
  )
}
