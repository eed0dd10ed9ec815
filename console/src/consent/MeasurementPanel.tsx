import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Measurement } from '../../../server/src/modules/consent/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Section } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Requests.module.css'

const days = 10

/** The audience as sums, of people who said nothing or no as well: nobody is known in it. */
export function MeasurementPanel() {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['consent', 'measurement'],
    queryFn: ({ signal }) => get('/api/consent/measurement', { answer: Measurement, signal }),
  })
  return (
    <Section title={t('consent.measure')}>
      {data?.days.length === 0 ? (
        <p className={classes.quiet}>{t('consent.measure.none')}</p>
      ) : (
        <div className={classes.columns}>
          <Panel title={t('consent.measure.days')} error={error} isLoading={!data}>
            <Sums
              rows={(data?.days ?? []).slice(0, days).map(({ day, ...sums }) => ({
                key: day,
                name: <DateTime at={`${day}T12:00:00Z`} as="date" />,
                ...sums,
              }))}
            />
          </Panel>
          <Panel title={t('consent.measure.pages')} error={error} isLoading={!data}>
            <Sums
              rows={(data?.pages ?? []).slice(0, days).map(({ path, ...sums }) => ({
                ...{ key: path, name: <code>{path}</code> },
                ...sums,
              }))}
            />
          </Panel>
        </div>
      )}
    </Section>
  )
}

interface Sum {
  key: string
  name: ReactNode
  views: number
  visitors: number
}

function Sums({ rows }: { rows: Sum[] }) {
  const { t, formats } = useTexts()
  return (
    <table className={classes.rules}>
      <thead>
        <tr>
          <td />
          <th scope="col" className={classes.number}>
            {t('consent.measure.views')}
          </th>
          <th scope="col" className={classes.number}>
            {t('consent.measure.visitors')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, views, visitors }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td className={classes.number}>{formats.number(views)}</td>
            <td className={classes.number}>{formats.number(visitors)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
