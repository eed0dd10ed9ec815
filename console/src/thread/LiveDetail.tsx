import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EntryDetail } from './EntryDetail.tsx'
import classes from './LivePage.module.css'

interface LiveDetailProps {
  event: LiveEvent
  onClose: () => void
}

/** Beside the flow: what came, how its time was corrected, who it was woven to. */
export function LiveDetail({ event, onClose }: LiveDetailProps) {
  const { t, formats } = useTexts()
  const late = Date.parse(event.receivedAt) - Date.parse(event.at)
  return (
    <aside className={classes.detail} aria-label={t('thread.live.detail')}>
      <header className={classes.detailHead}>
        <h2 className={classes.detailTitle}>{event.name}</h2>
        <CloseButton aria-label={t('ui.close')} onClick={onClose} />
      </header>
      <dl className={classes.facts}>
        <dt>{t('thread.live.wovenTo')}</dt>
        <dd>
          <Link to="/customers/$id" params={{ id: event.customerId }}>
            {event.customerName ?? t('thread.live.stranger')}
          </Link>
        </dd>
        <dt>{t('thread.live.source')}</dt>
        <dd>{event.sourceName ?? t('thread.live.ourselves')}</dd>
        <dt>{t('thread.live.lateness')}</dt>
        <dd>{t('thread.live.seconds', { seconds: formats.number(Math.max(0, late) / 1000) })}</dd>
        <dt>{t('thread.live.position')}</dt>
        <dd>{formats.count(event.position)}</dd>
      </dl>
      <EntryDetail entry={event} />
    </aside>
  )
}
