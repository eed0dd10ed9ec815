import { IconBookmark } from '@tabler/icons-react'
import { z } from 'zod'
import { ReservationKind } from '../../../server/src/modules/stock/contract.ts'
import {
  type ReservationLine,
  ReservationPage,
} from '../../../server/src/modules/stock/view-contract.ts'
import { get, search } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { PlaceFilter } from './PlaceFilter.tsx'
import classes from './Stock.module.css'
import { StockTabs } from './StockTabs.tsx'
import { stockKey } from './useStock.ts'

const Filters = z.object({
  kind: ReservationKind.optional().catch(undefined),
  location: z.string().optional().catch(undefined),
})

/** What is promised now, to whom, and until when. */
export function ReservationsPage() {
  const { t } = useTexts()
  const [filters, setFilters] = useFilters(Filters)
  const list = useList({
    key: [stockKey, 'reservations', filters],
    load: (before, signal) =>
      get(`/api/stock/reservations${search({ ...filters, before })}`, {
        ...{ answer: ReservationPage, signal },
      }),
    rows: ({ reservations }) => reservations,
    next: ({ next }) => next,
    refreshMs: 10_000,
  })
  const filtered = Object.values(filters).some(Boolean)
  return (
    <Page title={t('stock.reservations.title')} answer={t('stock.reservations.answer')}>
      <StockTabs />
      <DataTable
        label={t('stock.reservations.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ id, sku, locationId }) => `${id} ${sku} ${locationId}`}
        onClearFilters={
          filtered ? () => setFilters({ kind: undefined, location: undefined }) : undefined
        }
        tools={
          <>
            <PlaceFilter
              value={filters.location}
              onChange={(location) => setFilters({ location })}
            />
            <FilterChips
              label={t('stock.reservation.kind')}
              value={filters.kind}
              onChange={(kind) => setFilters({ kind })}
              options={ReservationKind.options.map((value) => ({
                value,
                label: t(`stock.reservation.${value}`),
              }))}
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconBookmark size={28} stroke={1.4} />}
            title={t('stock.reservations.empty.title')}
          >
            {t('stock.reservations.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<ReservationLine>[] {
  const { t, formats, language } = useTexts()
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
      key: 'quantity',
      header: t('stock.quantity'),
      align: 'end',
      cell: ({ quantity }) => formats.count(quantity),
      csv: ({ quantity }) => quantity,
    },
    {
      key: 'place',
      header: t('stock.place'),
      cell: ({ location }) => location,
      csv: ({ location }) => location,
    },
    {
      key: 'kind',
      header: t('stock.reservation.kind'),
      phone: 'hide',
      cell: ({ kind }) => t(`stock.reservation.${kind}`),
      csv: ({ kind }) => kind,
    },
    {
      key: 'end',
      header: t('stock.reservation.until'),
      align: 'end',
      cell: ({ expiresAt }) =>
        expiresAt ? <RelativeTime at={expiresAt} /> : t('stock.reservation.forGood'),
      csv: ({ expiresAt }) => expiresAt ?? '',
    },
  ]
}
