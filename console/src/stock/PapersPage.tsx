import { Button } from '@mantine/core'
import { IconClipboardList, IconTruckDelivery } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { PaperKind, PaperState } from '../../../server/src/modules/stock/contract.ts'
import { type Paper, PaperPage } from '../../../server/src/modules/stock/view-contract.ts'
import { get, search } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { GoodsDialog } from './GoodsDialog.tsx'
import { PaperTag } from './PaperTag.tsx'
import { StockTabs } from './StockTabs.tsx'
import { stockKey } from './useStock.ts'

const Filters = z.object({
  kind: PaperKind.optional().catch(undefined),
  state: PaperState.optional().catch(undefined),
})

/** Transfers, deliveries and stocktakes: what goes on, and what came of those that are done. */
export function PapersPage() {
  const { t } = useTexts()
  const can = useCan()
  const [filters, setFilters] = useFilters(Filters)
  const [announcing, setAnnouncing] = useState(false)
  const list = useList({
    key: [stockKey, 'papers', filters],
    load: (before, signal) =>
      get(`/api/stock/papers${search({ ...filters, before })}`, { answer: PaperPage, signal }),
    rows: ({ papers }) => papers,
    next: ({ next }) => next,
  })
  const filtered = Object.values(filters).some(Boolean)
  return (
    <Page
      title={t('stock.papers.title')}
      answer={t('stock.papers.answer')}
      actions={
        can('stock:write') && (
          <Button leftSection={<IconTruckDelivery size={16} />} onClick={() => setAnnouncing(true)}>
            {t('stock.deed.delivery')}
          </Button>
        )
      }
    >
      <StockTabs />
      <DataTable
        label={t('stock.papers.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/stock/papers/$id', params: ({ id }) => ({ id }) }}
        onClearFilters={
          filtered ? () => setFilters({ kind: undefined, state: undefined }) : undefined
        }
        tools={
          <>
            <FilterChips
              label={t('stock.papers.kind')}
              value={filters.kind}
              onChange={(kind) => setFilters({ kind })}
              options={PaperKind.options.map((value) => ({
                value,
                label: t(`stock.paper.${value}`),
              }))}
            />
            <FilterChips
              label={t('stock.state')}
              value={filters.state}
              onChange={(state) => setFilters({ state })}
              options={PaperState.options.map((value) => ({
                value,
                label: t(`stock.paper.state.${value}`),
              }))}
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconClipboardList size={28} stroke={1.4} />}
            title={t('stock.papers.empty.title')}
          >
            {t('stock.papers.empty.text')}
          </EmptyState>
        }
      />
      {announcing && <GoodsDialog deed="delivery" onClose={() => setAnnouncing(false)} />}
    </Page>
  )
}

function useColumns(): Column<Paper>[] {
  const { t } = useTexts()
  const where = ({ from, location }: Paper) =>
    from ? t('stock.paper.fromTo', { from, to: location }) : location
  return [
    {
      key: 'kind',
      header: t('stock.papers.kind'),
      cell: ({ kind, ref }) => `${t(`stock.paper.${kind}`)}${ref ? ` · ${ref}` : ''}`,
      csv: ({ kind }) => t(`stock.paper.${kind}`),
    },
    { key: 'where', header: t('stock.place'), cell: where, csv: where },
    {
      key: 'found',
      header: t('stock.paper.found'),
      align: 'end',
      phone: 'hide',
      cell: ({ found, expected }) => t('stock.paper.progress', { found, expected }),
      csv: ({ found }) => found,
    },
    {
      key: 'state',
      header: t('stock.state'),
      cell: ({ state }) => <PaperTag state={state} />,
      csv: ({ state }) => state,
    },
    {
      key: 'at',
      header: t('stock.begun'),
      align: 'end',
      phone: 'hide',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
  ]
}
