import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type HealthSpan, SourceHealth } from '../../../server/src/modules/thread/door/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Chart } from '../ui/Chart.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Panel } from '../ui/Panel.tsx'
import { reasonText } from '../ui/reasonText.ts'
import classes from './SourcePage.module.css'

const columns = ['taken', 'duplicates', 'refused', 'unplanned'] as const

/** How much came lately, and what of it was not taken, with the reasons. */
export function SourceHealthChart({ sourceId }: { sourceId: string }) {
  const { t, formats } = useTexts()
  const [by, setBy] = useState<HealthSpan>('minute')
  const { data, error } = useQuery({
    queryKey: ['sources', sourceId, 'health', by],
    queryFn: ({ signal }) =>
      get(`/api/sources/${sourceId}/health`, { answer: SourceHealth, query: { by }, signal }),
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  })
  const points = data?.points ?? []
  const sum = (key: (typeof columns)[number]) =>
    points.reduce((total, point) => total + point[key], 0)
  const shown = columns.filter((key) => key === 'taken' || sum(key) > 0)
  return (
    <Panel title={t('sources.rates')} error={error} isLoading={!data}>
      <div className={classes.chips}>
        <FilterChips
          label={t('sources.rates')}
          required
          value={by}
          options={(['minute', 'hour'] as const).map((value) => ({
            value,
            label: t(`sources.by.${value}`),
          }))}
          onChange={(value) => setBy(value ?? 'minute')}
        />
      </div>
      <Chart
        kind="stack"
        title={t(`sources.chart.${by}`)}
        summary={t('sources.chart.summary', {
          taken: formats.count(sum('taken')),
          refused: sum('refused'),
          duplicates: sum('duplicates'),
        })}
        pointsLabel={t(`sources.per.${by}`)}
        points={points.map(({ at }) => momentText(formats, by, at))}
        series={shown.map((key) => ({
          name: t(`sources.outcome.${key}`),
          // What is off the plan was taken too: in a pile it is shown once.
          values: points.map((point) => point[key] - (key === 'taken' ? point.unplanned : 0)),
        }))}
        show={formats.count}
        showShort={formats.short}
        height={220}
      />
      {data && data.reasons.length > 0 && (
        <table className={classes.reasons} aria-label={t('sources.reasons')}>
          <tbody>
            {data.reasons.map(({ reason, events }) => (
              <tr key={reason}>
                <th scope="row">{reasonText(t, reason)}</th>
                <td>{formats.count(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data && data.violations.length > 0 && (
        <table className={classes.reasons} aria-label={t('plan.violations.week')}>
          <caption className={classes.quiet}>{t('plan.violations.week')}</caption>
          <tbody>
            {data.violations.slice(0, 10).map(({ name, path, rule, events }) => (
              <tr key={`${name} ${path} ${rule}`}>
                <th scope="row">
                  <Link to="/sources/plan/event" search={{ name } as never}>
                    {name}
                  </Link>{' '}
                  <code>{path}</code> {t(`plan.rule.${rule}`)}
                </th>
                <td>{formats.count(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function momentText(formats: ReturnType<typeof useTexts>['formats'], by: HealthSpan, at: string) {
  return by === 'minute' ? formats.time(at) : `${formats.shortDate(at)} ${formats.time(at)}`
}
