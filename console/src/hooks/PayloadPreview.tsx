import type { HookMapping, Webhook } from '../../../server/src/modules/thread/hooks/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { reasonText } from '../ui/reasonText.ts'
import { RelativeTime } from '../ui/times.tsx'
import { useHookPreview } from './useWebhook.ts'
import classes from './Webhook.module.css'

interface PayloadPreviewProps {
  sourceId: string
  last: Webhook['last']
  mapping: HookMapping | undefined
}

/** The last payload, and the event that it would be by what is being edited. */
export function PayloadPreview({ sourceId, last, mapping }: PayloadPreviewProps) {
  const { t } = useTexts()
  const { data } = useHookPreview(sourceId, mapping, last?.at)
  if (!last) return <p className={classes.quiet}>{t('hooks.nothingCame')}</p>
  return (
    <div className={classes.fields}>
      <section aria-label={t('hooks.last')}>
        <h3 className={classes.legend}>
          {t('hooks.last')} · <RelativeTime at={last.at} />
        </h3>
        <JsonView label={t('hooks.last')} value={last.payload} />
      </section>
      <section aria-label={t('hooks.preview')} aria-live="polite">
        <h3 className={classes.legend}>{t('hooks.preview')}</h3>
        {data?.refused && (
          <p role="alert" className={classes.refused}>
            {reasonText(t, data.refused.reason)} {data.refused.detail}
          </p>
        )}
        {data?.skipped && <p className={classes.quiet}>{t('hooks.skipped')}</p>}
        {data?.message && <JsonView label={t('hooks.preview')} value={data.message} />}
      </section>
    </div>
  )
}
