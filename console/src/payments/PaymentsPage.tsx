import { Button } from '@mantine/core'
import { IconCreditCard } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import {
  type PaymentPage as Answer,
  PaymentPage,
  PaymentState,
} from '../../../server/src/modules/payments/contract.ts'
import { get } from '../api/client.ts'
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
import { AccountDialog } from './AccountDialog.tsx'
import { PaymentDetail } from './PaymentDetail.tsx'
import classes from './Payments.module.css'
import { StateTag } from './StateTag.tsx'
import { paymentsKey } from './usePayments.ts'

const Filters = z.object({
  state: PaymentState.optional().catch(undefined),
  order: z.uuid().optional().catch(undefined),
  payment: z.uuid().optional().catch(undefined),
})

type Row = Answer['payments'][number]

/** Every payment and the state it is in: who waits for whom, and what was never answered. */
export function PaymentsPage() {
  const { t } = useTexts()
  const can = useCan()
  const [{ state, order, payment }, setFilters] = useFilters(Filters)
  const [account, setAccount] = useState(false)
  const [counts, setCounts] = useState<Answer['counts']>([])
  const list = useList({
    key: [...paymentsKey, 'list', state, order],
    load: async (before, signal) => {
      const query = { state, orderId: order, before }
      const page = await get('/api/payments', { answer: PaymentPage, query, signal })
      setCounts(page.counts)
      return page
    },
    rows: (page) => page.payments,
    next: (page) => page.next,
    refreshMs: 15_000,
  })
  const open = list.rows.find(({ id }) => id === payment)
  const columns = useColumns()
  const count = (of: Row['state']) => counts.find((one) => one.state === of)?.payments ?? 0
  const states = PaymentState.options.filter((one) => count(one) > 0 || one === state)
  return (
    <Page
      title={t('payments.title')}
      answer={
        counts.length > 0 &&
        t('payments.answer', { captured: count('captured'), unknown: count('unknown') })
      }
      actions={
        can('settings:read') && (
          <Button variant="default" onClick={() => setAccount(true)}>
            {t('payments.account')}
          </Button>
        )
      }
    >
      <div className={classes.beside} data-open={open !== undefined}>
        <DataTable
          label={t('payments.title')}
          list={list}
          columns={open ? columns.filter(({ key }) => !beside.has(key)) : columns}
          rowKey={({ id }) => id}
          openKey={payment}
          target={{ open: ({ id }) => setFilters({ payment: id === payment ? undefined : id }) }}
          onClearFilters={
            state || order ? () => setFilters({ state: undefined, order: undefined }) : undefined
          }
          tools={
            <FilterChips
              label={t('payments.filter')}
              value={state}
              options={states.map((value) => ({ value, label: t(`payments.state.${value}`) }))}
              onChange={(value) => setFilters({ state: value, payment: undefined })}
            />
          }
          empty={
            <EmptyState
              icon={<IconCreditCard size={28} stroke={1.4} />}
              title={t('payments.empty.title')}
            >
              {t('payments.empty.text')}
            </EmptyState>
          }
        />
        {open && (
          <PaymentDetail
            customerId={open.customerId}
            id={open.id}
            onClose={() => setFilters({ payment: undefined })}
          />
        )}
      </div>
      {account && <AccountDialog onClose={() => setAccount(false)} />}
    </Page>
  )
}

/** What the open payment says itself. */
const beside = new Set(['means', 'refunded'])

function useColumns(): Column<Row>[] {
  const { t, formats } = useTexts()
  const means = ({ means, card }: Row) =>
    [t(`payments.means.${means}`), card].filter(Boolean).join(' · ')
  return [
    {
      key: 'customer',
      header: t('payments.customer'),
      cell: ({ customerName }) => customerName ?? t('customers.noName'),
      csv: ({ customerName }) => customerName,
    },
    { key: 'means', header: t('payments.means'), phone: 'hide', cell: means, csv: means },
    {
      key: 'state',
      header: t('payments.state'),
      cell: ({ state }) => <StateTag state={state} />,
      csv: ({ state }) => t(`payments.state.${state}`),
    },
    {
      key: 'amount',
      header: t('payments.amount'),
      align: 'end',
      cell: ({ amount, currency }) => formats.money(amount, currency),
      csv: ({ amount }) => amount / 100,
    },
    {
      key: 'refunded',
      header: t('payments.refunded'),
      align: 'end',
      phone: 'hide',
      cell: ({ refunded, currency }) => refunded > 0 && formats.money(refunded, currency),
      csv: ({ refunded }) => refunded / 100,
    },
    {
      key: 'at',
      header: t('payments.at'),
      align: 'end',
      phone: 'hide',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
  ]
}
