import type { ThreadEntry } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './EntryDetail.module.css'

/** What lies behind a line: what came, when it happened, when it reached us. */
export function EntryDetail({ entry }: { entry: ThreadEntry }) {
  const { t } = useTexts()
  return (
    <div className={classes.detail}>
      <dl className={classes.facts}>
        <dt>{t('thread.detail.name')}</dt>
        <dd>
          {entry.name} ({t(`thread.type.${entry.type}`)})
        </dd>
        <dt>{t('thread.detail.at')}</dt>
        <dd>
          <DateTime at={entry.at} as="date" /> <DateTime at={entry.at} as="exactTime" />
        </dd>
        <dt>{t('thread.detail.receivedAt')}</dt>
        <dd>
          <DateTime at={entry.receivedAt} as="date" />{' '}
          <DateTime at={entry.receivedAt} as="exactTime" />
        </dd>
        <dt>{t('thread.detail.messageId')}</dt>
        <dd>
          <Copyable value={entry.messageId} />
        </dd>
      </dl>
      <JsonView label={t('thread.detail.properties')} value={entry.properties} />
      {Object.keys(entry.context).length > 0 && (
        <details>
          <summary className={classes.more}>{t('thread.detail.context')}</summary>
          <JsonView label={t('thread.detail.context')} value={entry.context} />
        </details>
      )}
    </div>
  )
}
