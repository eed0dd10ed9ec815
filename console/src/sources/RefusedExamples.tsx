import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { QuarantinedEvent } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Panel } from '../ui/Panel.tsx'
import { readable, reasonText } from '../ui/reasonText.ts'
import { RelativeTime } from '../ui/times.tsx'
import classes from './SourcePage.module.css'

/** The last events of a source that were refused, as they came. */
export function RefusedExamples({ sourceId }: { sourceId: string }) {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['thread', 'quarantine', sourceId, 'examples'],
    queryFn: ({ signal }) =>
      get('/api/quarantine', {
        answer: z.array(QuarantinedEvent),
        query: { source: sourceId, limit: 5 },
        signal,
      }),
    refetchInterval: 10_000,
  })
  const all = (
    <Link to="/quarantine" search={{ source: sourceId } as never}>
      {t('sources.examples.all')}
    </Link>
  )
  const some = data && data.length > 0
  return (
    <Panel
      title={t('sources.examples')}
      aside={some && all}
      error={error}
      isLoading={data === undefined}
    >
      {!some && <p className={classes.quiet}>{t('sources.examples.none')}</p>}
      {data?.map(({ id, reason, detail, receivedAt, raw }) => (
        <details key={id} className={classes.example}>
          <summary>
            <span>
              {reasonText(t, reason)} <span className={classes.quiet}>{detail}</span>
            </span>
            <RelativeTime at={receivedAt} />
          </summary>
          <JsonView label={t('sources.raw')} value={readable(raw)} />
        </details>
      ))}
    </Panel>
  )
}
