import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useEscape } from '../ui/useEscape.ts'
import { EntryDetail } from './EntryDetail.tsx'
import { eventLine } from './eventLine.ts'
import classes from './LivePage.module.css'
import type { Names } from './useNames.ts'

interface LiveDetailProps {
  event: LiveEvent
  /** The facts that it brought about. */
  moved: LiveEvent[]
  names: Names
  onClose: () => void
}

/** Beside the flow: what came, how its time was corrected, who it was woven to. */
export function LiveDetail({ event, moved, names, onClose }: LiveDetailProps) {
  const { t, formats } = useTexts()
  useEscape(onClose)
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
      <h3 className={classes.movedTitle}>{t('thread.live.moved')}</h3>
      {moved.length === 0 && <p className={classes.none}>{t('thread.live.moved.nothing')}</p>}
      <ul>
        {moved.map((fact) => (
          <li key={fact.id} className={classes.moved}>
            <span className={classes.movedText}>{eventLine({ t, formats, names }, fact)}</span>
            <span className={classes.time}>
              {t('thread.live.afterMs', {
                ms: Math.max(0, Date.parse(fact.receivedAt) - Date.parse(event.receivedAt)),
              })}
            </span>
          </li>
        ))}
      </ul>
      <EntryDetail entry={event} />
    </aside>
  )
}
