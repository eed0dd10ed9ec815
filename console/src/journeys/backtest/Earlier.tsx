import type { BacktestSummary } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { fixedList } from '../../ui/fixedList.ts'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { RelativeTime } from '../../ui/times.tsx'
import classes from './Backtest.module.css'

interface EarlierProps {
  list: readonly BacktestSummary[]
  shown: string | undefined
  onOpen: (id: string) => void
}

const tones: Record<BacktestSummary['state'], Tone> = {
  queued: 'info',
  running: 'info',
  done: 'good',
  cancelled: 'plain',
  failed: 'bad',
  interrupted: 'warn',
}

/** All that was tried of the journey; a click shows it again. */
export function Earlier({ list, shown, onOpen }: EarlierProps) {
  const { t, formats } = useTexts()
  const columns: Column<BacktestSummary>[] = [
    {
      key: 'when',
      header: t('backtest.list.when'),
      cell: ({ askedAt }) => <RelativeTime at={askedAt} />,
      csv: ({ askedAt }) => askedAt,
    },
    {
      key: 'version',
      header: t('journeys.versions.number'),
      cell: ({ version }) => t('journeys.version', { number: version }),
      csv: ({ version }) => version,
    },
    {
      key: 'days',
      header: t('backtest.period'),
      phone: 'hide',
      cell: ({ days }) => t('backtest.days', { days }),
      csv: ({ days }) => days,
    },
    {
      key: 'state',
      header: t('journeys.state'),
      cell: ({ state }) => <Tag tone={tones[state]}>{t(`backtest.state.${state}`)}</Tag>,
      csv: ({ state }) => t(`backtest.state.${state}`),
    },
    {
      key: 'entered',
      header: t('backtest.entered'),
      align: 'end',
      cell: ({ entered }) => (entered === null ? '–' : formats.count(entered)),
      csv: ({ entered }) => entered,
    },
    {
      key: 'sent',
      header: t('backtest.sent'),
      align: 'end',
      phone: 'hide',
      cell: ({ sent }) => (sent === null ? '–' : formats.count(sent)),
      csv: ({ sent }) => sent,
    },
  ]
  return (
    <section className={classes.section}>
      <h2 className={classes.sideTitle}>{t('backtest.list.title')}</h2>
      <DataTable
        label={t('backtest.list.title')}
        list={fixedList([...list])}
        columns={columns}
        rowKey={({ id }) => id}
        openKey={shown}
        target={{ open: ({ id }) => onOpen(id) }}
        empty={null}
      />
    </section>
  )
}
