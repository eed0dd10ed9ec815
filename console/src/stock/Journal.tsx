import { type MoveLine, MovePage } from '../../../server/src/modules/stock/view-contract.ts'
import { get, search } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Stock.module.css'
import { stockKey } from './useStock.ts'

/** Every change of an item, the latest first. */
export function Journal({ sku }: { sku: string }) {
  const { t } = useTexts()
  const list = useList({
    key: [stockKey, 'moves', sku],
    load: (before, signal) =>
      get(`/api/stock/items/${encodeURIComponent(sku)}/moves${search({ before })}`, {
        ...{ answer: MovePage, signal },
      }),
    rows: ({ moves }) => moves,
    next: ({ next }) => next,
  })
  return (
    <DataTable
      label={t('stock.journal')}
      list={list}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={<p className={classes.hint}>{t('stock.journal.empty')}</p>}
    />
  )
}

const parts = ['onHand', 'reserved', 'damaged', 'quality'] as const

function useColumns(): Column<MoveLine>[] {
  const { t, formats } = useTexts()
  const signed = (value: number) => (value > 0 ? `+${formats.count(value)}` : formats.count(value))
  const kind = (move: MoveLine) =>
    t.has(`stock.move.${move.kind}`)
      ? t(`stock.move.${move.kind}` as 'stock.move.adjusted')
      : move.kind
  const why = ({ reason, note }: MoveLine) => {
    const key = `stock.reason.${reason}`
    const said = reason && (t.has(key) ? t(key as 'stock.reason.lost') : reason)
    return [said, note].filter(Boolean).join(' · ')
  }
  return [
    {
      key: 'what',
      header: t('stock.move'),
      cell: (move) => (
        <span className={classes.item}>
          {kind(move)}
          {why(move) && <span className={classes.sku}>{why(move)}</span>}
        </span>
      ),
      csv: kind,
    },
    {
      key: 'place',
      header: t('stock.place'),
      cell: ({ location }) => location,
      csv: ({ location }) => location,
    },
    {
      key: 'change',
      header: t('stock.change'),
      align: 'end',
      cell: (move) => (
        <span className={classes.figure}>
          {parts
            .filter((part) => move[part] !== 0)
            .map((part) =>
              t('stock.change.part', { part: t(`stock.${part}`), by: signed(move[part]) }),
            )
            .join(', ')}
        </span>
      ),
      csv: ({ onHand }) => onHand,
    },
    {
      key: 'at',
      header: t('stock.at'),
      align: 'end',
      phone: 'hide',
      cell: ({ at }) => <DateTime at={at} />,
      csv: ({ at }) => at,
    },
  ]
}
