import type { Figure, Home } from '../../../server/src/modules/insight/contract.ts'
import { channels } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelName } from '../ui/ChannelIcon.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Section } from '../ui/Page.tsx'
import classes from './ChannelTable.module.css'

type Row = Home['channels'][number] & { channel: (typeof channels)[number] }

const measures = ['visits', 'conversion', 'orders', 'averageBasket', 'revenue'] as const

/** The same figures channel by channel, in the order in which every screen shows them. */
export function ChannelTable({ home }: { home: Home | undefined }) {
  const { t, formats } = useTexts()
  const money = (value: number) => formats.money(value, home?.currency)
  const shows = {
    visits: formats.count,
    conversion: formats.percent,
    orders: formats.count,
    averageBasket: money,
    revenue: (value: number) => formats.roundMoney(value, home?.currency),
  }
  const rows = channels.flatMap((channel) => {
    const found = home?.channels.find((one) => one.channel === channel)
    return found ? [{ ...found, channel }] : []
  })
  const columns: Column<Row>[] = [
    {
      key: 'channel',
      header: t('home.channel'),
      cell: ({ channel }) => <ChannelName channel={channel} />,
      csv: ({ channel }) => t(`channels.${channel}`),
    },
    ...measures.map(
      (measure): Column<Row> => ({
        key: measure,
        header: t(`home.figure.${measure}`),
        align: 'end',
        ...(measure === 'orders' || measure === 'revenue' ? {} : { phone: 'hide' }),
        cell: ({ figures }) => <Compared figure={figures[measure]} show={shows[measure]} />,
        csv: ({ figures }) => figures[measure].value,
      }),
    ),
  ]
  return (
    <Section title={t('home.channels')}>
      <DataTable
        label={t('home.channels')}
        list={fixedList(home && rows)}
        columns={columns}
        rowKey={({ channel }) => channel}
        empty={null}
      />
    </Section>
  )
}

function Compared({ figure, show }: { figure: Figure; show: (value: number) => string }) {
  const { formats } = useTexts()
  const { value, before } = figure
  if (value === null) return '–'
  return (
    <>
      {show(value)}
      <span className={classes.change}>
        {before ? formats.change((value - before) / before) : ''}
      </span>
    </>
  )
}
