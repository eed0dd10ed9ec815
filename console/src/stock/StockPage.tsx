import { Button, Group } from '@mantine/core'
import {
  IconArrowsExchange,
  IconClipboardCheck,
  IconPackages,
  IconTruckDelivery,
} from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { type Item, ItemPage, ItemState } from '../../../server/src/modules/stock/view-contract.ts'
import { get, search } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Tag } from '../ui/Tag.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { type GoodsDeed, GoodsDialog } from './GoodsDialog.tsx'
import { PlaceFilter } from './PlaceFilter.tsx'
import { ProofLine } from './ProofLine.tsx'
import classes from './Stock.module.css'
import { StockTabs } from './StockTabs.tsx'
import { stockKey, useStockState } from './useStock.ts'

const Filters = z.object({
  search: z.string().optional().catch(undefined),
  location: z.string().optional().catch(undefined),
  state: ItemState.optional().catch(undefined),
})

/** What there is of each product, everywhere or in one place, and what needs somebody. */
export function StockPage() {
  const { t } = useTexts()
  const can = useCan()
  const state = useStockState()
  const [filters, setFilters] = useFilters(Filters)
  const [deed, setDeed] = useState<GoodsDeed>()
  const list = useList({
    key: [stockKey, 'items', filters],
    load: (after, signal) =>
      get(`/api/stock/items${search({ ...filters, after })}`, { answer: ItemPage, signal }),
    rows: ({ items }) => items,
    next: ({ next }) => next,
  })
  const filtered = Object.values(filters).some(Boolean)
  return (
    <Page
      title={t('stock.title')}
      answer={
        state.data && t('stock.answer', { low: state.data.low, negative: state.data.negative })
      }
      actions={can('stock:write') && <Deeds onChoose={setDeed} />}
    >
      <StockTabs />
      <ProofLine />
      <DataTable
        label={t('stock.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ sku }) => sku}
        target={{ to: '/stock/items/$sku', params: ({ sku }) => ({ sku }) }}
        onClearFilters={filtered ? () => setFilters(nothing) : undefined}
        tools={
          <>
            <SearchField
              value={filters.search}
              onChange={(text) => setFilters({ search: text })}
              placeholder={t('stock.search')}
            />
            <PlaceFilter
              value={filters.location}
              onChange={(location) => setFilters({ location })}
            />
            <FilterChips
              label={t('stock.state')}
              value={filters.state}
              onChange={(value) => setFilters({ state: value })}
              options={ItemState.options.map((value) => ({
                value,
                label: t(`stock.state.${value}`),
              }))}
            />
          </>
        }
        empty={
          <EmptyState icon={<IconPackages size={28} stroke={1.4} />} title={t('stock.empty.title')}>
            {t('stock.empty.text')}
          </EmptyState>
        }
      />
      {deed && <GoodsDialog deed={deed} onClose={() => setDeed(undefined)} />}
    </Page>
  )
}

const nothing = { search: undefined, location: undefined, state: undefined }

function Deeds({ onChoose }: { onChoose: (deed: GoodsDeed) => void }) {
  const { t } = useTexts()
  const icons = {
    receive: <IconTruckDelivery size={16} />,
    transfer: <IconArrowsExchange size={16} />,
    stocktake: <IconClipboardCheck size={16} />,
  }
  return (
    <Group gap="xs">
      {(['stocktake', 'transfer', 'receive'] as const).map((deed) => (
        <Button
          key={deed}
          variant={deed === 'receive' ? 'filled' : 'default'}
          leftSection={icons[deed]}
          onClick={() => onChoose(deed)}
        >
          {t(`stock.deed.${deed}`)}
        </Button>
      ))}
    </Group>
  )
}

function useColumns(): Column<Item>[] {
  const { t, formats, language } = useTexts()
  const figure = (key: 'onHand' | 'reserved' | 'aside' | 'inbound', hide = true): Column<Item> => ({
    key,
    header: t(`stock.${key}`),
    align: 'end',
    ...(hide && { phone: 'hide' as const }),
    cell: (item) => (
      <span data-none={item[key] === 0} className={classes.figure}>
        {formats.count(item[key])}
      </span>
    ),
    csv: (item) => item[key],
  })
  return [
    {
      key: 'name',
      header: t('stock.item'),
      cell: ({ sku, name }) => (
        <span className={classes.item}>
          {name?.[language] ?? sku}
          <span className={classes.sku}>{sku}</span>
        </span>
      ),
      csv: ({ name }) => name?.[language] ?? '',
    },
    figure('onHand'),
    figure('reserved'),
    figure('aside'),
    {
      key: 'available',
      header: t('stock.available'),
      align: 'end',
      cell: ({ available }) => (
        <strong className={classes.figure}>{formats.count(available)}</strong>
      ),
      csv: ({ available }) => available,
    },
    figure('inbound'),
    {
      key: 'state',
      header: t('stock.state'),
      cell: (item) => <ItemTag item={item} />,
      csv: ({ low, negative }) => (negative > 0 ? 'negative' : low > 0 ? 'low' : ''),
    },
  ]
}

function ItemTag({ item: { low, negative, available } }: { item: Item }) {
  const { t } = useTexts()
  if (negative > 0) return <Tag tone="bad">{t('stock.tag.negative', { n: negative })}</Tag>
  if (available === 0) return <Tag tone="bad">{t('stock.tag.out')}</Tag>
  if (low > 0) return <Tag tone="warn">{t('stock.tag.low', { n: low })}</Tag>
  return null
}
