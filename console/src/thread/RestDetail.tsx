import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { LiveRest } from '../../../server/src/modules/thread/live/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { readable, reasonText } from '../ui/reasonText.ts'
import { useEscape } from '../ui/useEscape.ts'
import classes from './LivePage.module.css'

/** Why an event is not on the thread, and what came. */
export function RestDetail({ rest, onClose }: { rest: LiveRest; onClose: () => void }) {
  const { t } = useTexts()
  useEscape(onClose)
  const { result, reason, detail, sourceId, sourceName, messageId, raw } = rest
  return (
    <aside className={classes.detail} aria-label={t('thread.live.detail')}>
      <header className={classes.detailHead}>
        <h2 className={classes.detailTitle}>{rest.name || t(`thread.result.${result}`)}</h2>
        <CloseButton aria-label={t('ui.close')} onClick={onClose} />
      </header>
      <p className={classes.none}>{t(`thread.result.${result}.text`)}</p>
      <dl className={classes.facts}>
        {reason && (
          <>
            <dt>{t('thread.live.reason')}</dt>
            <dd>
              {reasonText(t, reason)} {detail}
            </dd>
          </>
        )}
        <dt>{t('thread.live.source')}</dt>
        <dd>
          <Link to="/sources/$id" params={{ id: sourceId }}>
            {sourceName ?? sourceId}
          </Link>
        </dd>
        {messageId && (
          <>
            <dt>{t('thread.detail.messageId')}</dt>
            <dd>
              <Copyable value={messageId} />
            </dd>
          </>
        )}
      </dl>
      {raw && <JsonView label={t('thread.live.raw')} value={readable(raw)} />}
      {result === 'refused' && (
        <Link to="/quarantine" search={{ source: sourceId } as never}>
          {t('thread.live.toQuarantine')}
        </Link>
      )}
    </aside>
  )
}
