import { useState } from 'react'
import type { Reader } from '../../../server/src/modules/thread/readers/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { alertText } from '../ui/alertText.ts'
import { Chart } from '../ui/Chart.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { readerName } from '../ui/readerName.ts'
import { SourcesTabs } from '../ui/SourcesTabs.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './ReadersPage.module.css'
import { ThresholdsForm } from './ThresholdsForm.tsx'
import { useReaders } from './useReaders.ts'

/** Who reads the thread: how far, how fast, how late, and when that is worth waking somebody. */
export function ReadersPage() {
  const { t } = useTexts()
  const can = useCan()
  const answer = useReaders()
  const { readers, alerts = [], thresholds } = answer.data ?? {}
  const [openName, setOpenName] = useState('weave')
  const open = readers?.find(({ name }) => name === openName)
  return (
    <Page
      title={t('readers.title')}
      answer={
        answer.data && (
          <Tag tone={alerts.length === 0 ? 'good' : 'bad'}>
            {t('readers.answer', { alerts: alerts.length })}
          </Tag>
        )
      }
    >
      <SourcesTabs />
      {alerts.length > 0 && (
        <ul className={classes.alerts}>
          {alerts.map((alert) => (
            <li key={`${alert.kind} ${alert.reader}`}>{alertText(t, alert)}</li>
          ))}
        </ul>
      )}
      <DataTable
        label={t('readers.title')}
        list={fixedList(readers, answer)}
        columns={useColumns()}
        rowKey={({ name }) => name}
        target={{ open: ({ name }) => setOpenName(name) }}
        openKey={openName}
        empty={t('readers.none')}
      />
      <div className={classes.below}>
        {open && <ReaderChart reader={open} />}
        {thresholds && can('sources:write') && (
          <ThresholdsForm key={JSON.stringify(thresholds)} thresholds={thresholds} />
        )}
      </div>
    </Page>
  )
}

function ReaderChart({ reader: { name, points } }: { reader: Reader }) {
  const { t, formats } = useTexts()
  if (points.length === 0) return <p className={classes.quiet}>{t('readers.chart.none')}</p>
  const read = points.reduce((sum, point) => sum + point.read, 0)
  return (
    <Chart
      kind="line"
      title={t('readers.chart', { name: readerName(t, name) })}
      summary={t('readers.chart.summary', { read, minutes: points.length })}
      pointsLabel={t('sources.per.minute')}
      points={points.map(({ at }) => formats.time(at))}
      series={[
        { name: t('readers.read'), values: points.map((point) => point.read) },
        {
          name: t('readers.behind'),
          values: points.map((point) => point.behind),
          comparison: true,
        },
      ]}
      show={formats.count}
      showShort={formats.short}
    />
  )
}

function useColumns(): Column<Reader>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'name',
      header: t('sources.reader'),
      cell: ({ name }) => readerName(t, name),
      csv: ({ name }) => name,
    },
    {
      key: 'behind',
      header: t('readers.behind'),
      align: 'end',
      cell: ({ behind }) => formats.count(behind),
      csv: ({ behind }) => behind,
    },
    {
      key: 'lag',
      header: t('readers.lag'),
      align: 'end',
      cell: ({ lagSeconds }) => t('thread.live.seconds', { seconds: formats.number(lagSeconds) }),
      csv: ({ lagSeconds }) => lagSeconds,
    },
    {
      key: 'rate',
      header: t('readers.rate'),
      align: 'end',
      cell: ({ points }) => formats.count(points.at(-1)?.read ?? 0),
      csv: ({ points }) => points.at(-1)?.read ?? 0,
    },
    {
      key: 'parked',
      header: t('sources.parked.title'),
      align: 'end',
      phone: 'hide',
      cell: ({ parked }) => formats.count(parked),
      csv: ({ parked }) => parked,
    },
    {
      key: 'position',
      header: t('thread.live.position'),
      align: 'end',
      phone: 'hide',
      cell: ({ position }) => formats.count(position),
      csv: ({ position }) => position,
    },
  ]
}
