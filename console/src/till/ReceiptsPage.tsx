import { TextInput } from '@mantine/core'
import { IconCashRegister } from '@tabler/icons-react'
import { z } from 'zod'
import {
  type ReceiptPage as Answer,
  ReceiptKind,
  ReceiptPage,
} from '../../../server/src/modules/till/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { soughtIn } from './soughtIn.ts'
import classes from './Till.module.css'
import { TillFilter } from './TillFilter.tsx'
import { TillTabs } from './TillTabs.tsx'
import { tillKey, useTills } from './useTills.ts'

const Filters = z.object({
  q: z.string().optional().catch(undefined),
  till: z.string().optional().catch(undefined),
  day: z.iso.date().optional().catch(undefined),
  kind: ReceiptKind.optional().catch(undefined),
})

type Row = Answer['receipts'][number]

/** What was sold and given back in the shops, as their tills sealed it. */
export function ReceiptsPage() {
  const { t } = useTexts()
  const tills = useTills()
  const [{ q, till, day, kind }, setFilters] = useFilters(Filters)
  const list = useList({
    key: [tillKey, 'receipts', q, till, day, kind],
    load: (before, signal) => {
      const query = { ...soughtIn(q), till, day, kind, before }
      return get('/api/till/receipts', { answer: ReceiptPage, query, signal })
    },
    rows: ({ receipts }) => receipts,
    next: ({ next }) => next,
    refreshMs: 15_000,
  })
  const filtered = Boolean(q || till || day || kind)
  const none = { q: undefined, till: undefined, day: undefined, kind: undefined }
  return (
    <Page
      title={t('till.title')}
      answer={
        tills.data &&
        t('till.answer', {
          tills: tills.data.length,
          receipts: tills.data.reduce((sum, { receipts }) => sum + receipts, 0),
        })
      }
    >
      <TillTabs />
      <DataTable
        label={t('till.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/till/receipts/$id', params: ({ id }) => ({ id }) }}
        onClearFilters={filtered ? () => setFilters(none) : undefined}
        tools={
          <>
            <SearchField
              value={q}
              onChange={(text) => setFilters({ q: text })}
              placeholder={t('till.search')}
            />
            <TillFilter value={till} onChange={(code) => setFilters({ till: code })} />
            <TextInput
              type="date"
              size="xs"
              aria-label={t('till.day')}
              value={day ?? ''}
              onChange={(event) => setFilters({ day: event.target.value || undefined })}
            />
            <FilterChips
              label={t('till.kind')}
              value={kind}
              options={ReceiptKind.options.map((value) => ({
                value,
                label: t(`till.kind.${value}`),
              }))}
              onChange={(value) => setFilters({ kind: value })}
            />
          </>
        }
        empty={
          <EmptyState
            icon={<IconCashRegister size={28} stroke={1.4} />}
            title={t('till.empty.title')}
          >
            {t('till.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<Row>[] {
  const { t, formats } = useTexts()
  const means = ({ payments }: Row) =>
    payments.map((one) => t(`till.means.${one.means}`)).join(', ')
  return [
    {
      key: 'number',
      header: t('till.number'),
      cell: ({ till, number, kind }) => (
        <span className={classes.number}>
          {t('till.one.title', { till, number: String(number) })}
          {kind === 'refund' && <Tag tone="warn">{t('till.kind.refund')}</Tag>}
        </span>
      ),
      csv: ({ till, number }) => `${till} ${number}`,
    },
    {
      key: 'at',
      header: t('till.at'),
      cell: ({ at }) => <DateTime at={at} />,
      csv: ({ at }) => at,
    },
    {
      key: 'place',
      header: t('till.place'),
      phone: 'hide',
      cell: ({ place }) => place,
      csv: ({ place }) => place,
    },
    { key: 'means', header: t('till.means'), phone: 'hide', cell: means, csv: means },
    {
      key: 'order',
      header: t('till.order'),
      phone: 'hide',
      cell: ({ orderNumber }) => orderNumber,
      csv: ({ orderNumber }) => orderNumber,
    },
    {
      key: 'total',
      header: t('till.total'),
      align: 'end',
      cell: ({ total, currency }) => formats.money(total, currency),
      csv: ({ total }) => total / 100,
    },
  ]
}
