import type { Source } from '../../../server/src/modules/thread/contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'
import { RelativeTime } from '../ui/times.tsx'

/** Is it alive? Switched off, still waiting, or when it last sent something. */
export function Pulse({ source: { enabled, lastEventAt } }: { source: Source }) {
  const { t } = useTexts()
  const now = useNow()
  if (!enabled) return <Tag tone="warn">{t('sources.off')}</Tag>
  if (!lastEventAt) return <Tag>{t('sources.waiting')}</Tag>
  const quiet = now.getTime() - Date.parse(lastEventAt) > 24 * 3_600_000
  return (
    <Tag tone={quiet ? 'plain' : 'good'}>
      <span>
        {t('sources.last')} <RelativeTime at={lastEventAt} />
      </span>
    </Tag>
  )
}
