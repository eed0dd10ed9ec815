import { IconShoppingBag } from '@tabler/icons-react'
import { z } from 'zod'
import { FulfilmentState, OrderState } from '../../../server/src/modules/orders/contract.ts'
import { OrderPage, type OrderSummary } from '../../../server/src/modules/orders/team-contract.ts'
import { get, search } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelIcon } from '../ui/ChannelIcon.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './Orders.module.css'
import { OrderTag, ParcelTag } from './OrderTags.tsx'
import { PickupForm } from './PickupForm.tsx'
import { ordersKey, useOrderCounts } from './useOrders.ts'

const Filters = z.object({
  text: z.string().optional().catch(undefined),
  state: OrderState.optional().catch(undefined),
  parcel: FulfilmentState.optional().catch(undefined),
})
const nothing = { text: undefined, state: undefined, parcel: undefined }

/** What there is to do with a parcel, in the order in which it is done. */
const toDo = ['waiting', 'preparing', 'on-its-way', 'ready'] as const

/** Orders of every channel: what waits to be done first, and any of them by a word. */
export function OrdersPage() {
  const { t, language } = useTexts()
  const counts = useOrderCounts()
  const [filters, setFilters] = useFilters(Filters)
  const list = useList({
    key: [ordersKey, 'list', language, filters],
    load: (before, signal) =>
      get(`/api/orders${search({ ...filters, language, before })}`, { answer: OrderPage, signal }),
    rows: ({ orders }) => orders,
    next: ({ next }) => next,
  })
  const filtered = Object.values(filters).some(Boolean)
  const waiting = (state: FulfilmentState) =>
    (counts.data?.parcels ?? [])
      .filter((one) => one.state === state)
      .reduce((sum, { parcels }) => sum + parcels, 0)
  return (
    <Page
      title={t('orders.title')}
      answer={
        counts.data &&
        t('orders.answer', {
          parcels: toDo.reduce((sum, state) => sum + waiting(state), 0),
          returns: counts.data.returns,
        })
      }
      actions={<PickupForm />}
    >
      <DataTable
        label={t('orders.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/orders/$id', params: ({ id }) => ({ id }) }}
        onClearFilters={filtered ? () => setFilters(nothing) : undefined}
        tools={
          <>
            <SearchField
              value={filters.text}
              onChange={(text) => setFilters({ text })}
              placeholder={t('orders.search')}
            />
            <FilterChips
              label={t('orders.toDo')}
              value={filters.parcel}
              onChange={(parcel) => setFilters({ parcel, state: undefined })}
              options={toDo.map((value) => ({
                value,
                label: `${t(`orders.parcel.${value}`)} · ${waiting(value)}`,
              }))}
            />
            <FilterChips
              label={t('orders.state')}
              value={filters.state}
              onChange={(state) => setFilters({ state, parcel: undefined })}
              options={OrderState.options.map((value) => ({
                value,
                label: t(`orders.state.${value}`),
              }))}
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconShoppingBag size={28} stroke={1.4} />}
            title={t('orders.empty.title')}
          >
            {t('orders.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<OrderSummary>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'number',
      header: t('orders.number'),
      cell: ({ number, channel, name, email }) => (
        <span className={classes.number}>
          <ChannelIcon channel={channel} /> {number}
          <small className={classes.whoBelow}>{name || email || t('orders.nobody')}</small>
        </span>
      ),
      csv: ({ number }) => number,
    },
    {
      key: 'who',
      header: t('orders.who'),
      phone: 'hide',
      cell: ({ name, email }) => name || email || t('orders.nobody'),
      csv: ({ name, email }) => name || email || '',
    },
    {
      key: 'delivery',
      header: t('orders.delivery'),
      phone: 'hide',
      cell: ({ parcels, delivery }) => (
        <span className={classes.parcels}>
          {delivery}
          <small>{[...new Set(parcels.map(({ place }) => place))].join(', ')}</small>
        </span>
      ),
      csv: ({ delivery }) => delivery,
    },
    {
      key: 'state',
      header: t('orders.state'),
      cell: ({ state, parcels }) => {
        const [open] = parcels.filter((one) => toDo.some((each) => each === one.state))
        return state === 'confirmed' && open ? (
          <ParcelTag state={open.state} />
        ) : (
          <OrderTag state={state} />
        )
      },
      csv: ({ state }) => state,
    },
    {
      key: 'units',
      header: t('orders.units'),
      align: 'end',
      phone: 'hide',
      cell: ({ units }) => formats.count(units),
      csv: ({ units }) => units,
    },
    {
      key: 'total',
      header: t('orders.total'),
      align: 'end',
      cell: ({ total, currency }) => formats.money(total, currency),
      csv: ({ total }) => total / 100,
    },
    {
      key: 'placed',
      header: t('orders.placed'),
      align: 'end',
      phone: 'hide',
      cell: ({ placedAt }) => <RelativeTime at={placedAt} />,
      csv: ({ placedAt }) => placedAt,
    },
  ]
}
