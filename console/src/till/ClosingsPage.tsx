import { IconLock } from '@tabler/icons-react'
import { z } from 'zod'
import {
  type ClosingPage as Answer,
  ClosingKind,
  ClosingPage,
} from '../../../server/src/modules/till/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { ClosingDetail } from './ClosingDetail.tsx'
import { periodText } from './periodText.ts'
import classes from './Till.module.css'
import { TillFilter } from './TillFilter.tsx'
import { TillTabs } from './TillTabs.tsx'
import { tillKey } from './useTills.ts'

const Filters = z.object({
  till: z.string().optional().catch(undefined),
  kind: ClosingKind.optional().catch(undefined),
  closing: z.uuid().optional().catch(undefined),
})

type Row = Answer['closings'][number]

/** The days, months and years that are closed, with their sums; each can be taken away as a file. */
export function ClosingsPage() {
  const { t } = useTexts()
  const [{ till, kind, closing }, setFilters] = useFilters(Filters)
  const list = useList({
    key: [tillKey, 'closings', till, kind],
    load: (before, signal) =>
      get('/api/till/closings', { answer: ClosingPage, query: { till, kind, before }, signal }),
    rows: ({ closings }) => closings,
    next: ({ next }) => next,
    refreshMs: 60_000,
  })
  const open = list.rows.find(({ id }) => id === closing)
  const columns = useColumns()
  return (
    <Page title={t('till.closings.title')} answer={t('till.closings.answer')}>
      <TillTabs />
      <div className={classes.beside} data-open={open !== undefined}>
        <DataTable
          label={t('till.closings.title')}
          list={list}
          columns={open ? columns.filter(({ key }) => !told.has(key)) : columns}
          rowKey={({ id }) => id}
          openKey={closing}
          target={{ open: ({ id }) => setFilters({ closing: id === closing ? undefined : id }) }}
          onClearFilters={
            till || kind ? () => setFilters({ till: undefined, kind: undefined }) : undefined
          }
          tools={
            <>
              <TillFilter value={till} onChange={(code) => setFilters({ till: code })} />
              <FilterChips
                label={t('till.closings.kind')}
                value={kind}
                options={ClosingKind.options.map((value) => ({
                  value,
                  label: t(`till.closings.kind.${value}`),
                }))}
                onChange={(value) => setFilters({ kind: value, closing: undefined })}
              />
            </>
          }
          empty={
            <EmptyState
              icon={<IconLock size={28} stroke={1.4} />}
              title={t('till.closings.empty.title')}
            >
              {t('till.closings.empty.text')}
            </EmptyState>
          }
        />
        {open && (
          <ClosingDetail closing={open} onClose={() => setFilters({ closing: undefined })} />
        )}
      </div>
    </Page>
  )
}

/** What the open closing says itself. */
const told = new Set(['place', 'perpetual'])

function useColumns(): Column<Row>[] {
  const { t, formats, language } = useTexts()
  return [
    {
      key: 'period',
      header: t('till.closings.period'),
      cell: ({ period }) => periodText(period, language),
      csv: ({ period }) => period,
    },
    { key: 'till', header: t('till.till'), cell: ({ till }) => till, csv: ({ till }) => till },
    {
      key: 'place',
      header: t('till.place'),
      phone: 'hide',
      cell: ({ place }) => place,
      csv: ({ place }) => place,
    },
    {
      key: 'receipts',
      header: t('till.closings.receipts'),
      align: 'end',
      phone: 'hide',
      cell: ({ receipts }) => formats.count(receipts),
      csv: ({ receipts }) => receipts,
    },
    {
      key: 'total',
      header: t('till.total'),
      align: 'end',
      cell: ({ total, currency }) => formats.money(total, currency),
      csv: ({ total }) => total / 100,
    },
    {
      key: 'perpetual',
      header: t('till.closings.perpetual'),
      align: 'end',
      phone: 'hide',
      cell: ({ perpetual, currency }) => formats.money(perpetual, currency),
      csv: ({ perpetual }) => perpetual / 100,
    },
  ]
}
