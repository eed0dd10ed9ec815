import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { PaperDetail } from '../../../server/src/modules/stock/view-contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { DateTime } from '../ui/times.tsx'
import { PaperLinesDialog } from './PaperLinesDialog.tsx'
import { PaperTag } from './PaperTag.tsx'
import classes from './Stock.module.css'
import { stockKey } from './useStock.ts'

/** One transfer, delivery or stocktake: what was said, what was found, and how it goes on. */
export function PaperPage() {
  const { t } = useTexts()
  const { id = '' } = useParams({ strict: false })
  const paper = useQuery({
    queryKey: [stockKey, 'paper', id],
    queryFn: ({ signal }) => get(`/api/stock/papers/${id}`, { answer: PaperDetail, signal }),
  })
  const [isOpen, setOpen] = useState(false)
  const one = paper.data
  const where = one?.from
    ? t('stock.paper.fromTo', { from: one.from, to: one.location })
    : one?.location
  return (
    <Page
      title={one ? `${t(`stock.paper.${one.kind}`)} · ${where}` : t('stock.papers.one')}
      answer={
        one && (
          <Group gap="xs">
            <PaperTag state={one.state} />
            <DateTime at={one.endedAt ?? one.createdAt} />
            {one.held ? t('stock.paper.held', { ref: one.ref ?? '' }) : one.note}
          </Group>
        )
      }
      parent={{ to: '/stock/papers', label: t('stock.papers.title') }}
      actions={one && <Ends paper={one} onLines={() => setOpen(true)} />}
    >
      <DataTable
        label={t('stock.paper.lines')}
        list={fixedList(one?.rows, paper)}
        columns={useColumns(one?.kind === 'stocktake')}
        rowKey={({ sku }) => sku}
        empty={<p className={classes.hint}>{t('stock.paper.empty')}</p>}
      />
      {one && isOpen && <PaperLinesDialog paper={one} onClose={() => setOpen(false)} />}
    </Page>
  )
}

function Ends({ paper, onLines }: { paper: PaperDetail; onLines: () => void }) {
  const { t } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const end = useMutation({
    mutationFn: (verb: 'approve' | 'call-off') =>
      send('POST', `/api/stock/papers/${paper.id}/${verb}`, {}, { answer: PaperDetail }),
    onSuccess: async ({ state }) => {
      notify(t(`stock.paper.ended.${state}`))
      await queries.invalidateQueries({ queryKey: [stockKey] })
    },
    onError: notifyProblem,
  })
  if (paper.state !== 'open' || paper.held || !can('stock:write')) return null
  const counts = paper.kind === 'stocktake'
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => end.mutate('call-off')}>
        {t('stock.paper.callOff')}
      </Button>
      <Button variant={counts ? 'default' : 'filled'} onClick={onLines}>
        {t(counts ? 'stock.paper.count' : 'stock.paper.arrive')}
      </Button>
      {counts && (
        <Button
          disabled={paper.rows.length === 0}
          loading={end.isPending}
          onClick={() => end.mutate('approve')}
        >
          {t('stock.paper.approve')}
        </Button>
      )}
    </Group>
  )
}

type Row = PaperDetail['rows'][number]

function useColumns(isCount: boolean): Column<Row>[] {
  const { t, formats, language } = useTexts()
  const difference = ({ expected, found }: Row) => (found === null ? null : found - expected)
  return [
    {
      key: 'item',
      header: t('stock.item'),
      cell: ({ sku, name }) => (
        <span className={classes.item}>
          {name?.[language] ?? sku}
          <span className={classes.sku}>{sku}</span>
        </span>
      ),
      csv: ({ sku }) => sku,
    },
    {
      key: 'expected',
      header: t(isCount ? 'stock.paper.known' : 'stock.paper.said'),
      align: 'end',
      cell: ({ expected }) => formats.count(expected),
      csv: ({ expected }) => expected,
    },
    {
      key: 'found',
      header: t(isCount ? 'stock.paper.counted' : 'stock.paper.found'),
      align: 'end',
      cell: ({ found }) => (found === null ? '–' : formats.count(found)),
      csv: ({ found }) => found ?? '',
    },
    {
      key: 'difference',
      header: t('stock.paper.difference'),
      align: 'end',
      cell: (row) => {
        const by = difference(row)
        if (by === null || by === 0) return '–'
        return (
          <span className={classes.figure} data-below={by < 0}>
            {by > 0 ? `+${formats.count(by)}` : `−${formats.count(-by)}`}
          </span>
        )
      },
      csv: (row) => difference(row) ?? '',
    },
  ]
}
