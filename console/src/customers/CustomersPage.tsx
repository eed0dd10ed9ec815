import { IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import {
  CustomerPage as CustomerList,
  type CustomerSummary,
} from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './CustomersPage.module.css'

const Filters = z.object({ search: z.string().optional().catch(undefined) })

/** Everybody the brand knows by a name, an email or a number; those who only passed by are not listed. */
export function CustomersPage() {
  const { t } = useTexts()
  const [{ search }, setFilters] = useFilters(Filters)
  const list = useList({
    key: ['customers', 'list', search],
    load: (before, signal) =>
      get('/api/customers', { answer: CustomerList, query: { search, before }, signal }),
    rows: (page) => page.customers,
    next: (page) => page.next,
  })
  return (
    <Page title={t('customers.title')} answer={t('customers.answer')}>
      <DataTable
        label={t('customers.title')}
        list={list}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/customers/$id', params: ({ id }) => ({ id }) }}
        onClearFilters={search ? () => setFilters({ search: undefined }) : undefined}
        tools={
          <SearchField
            value={search}
            onChange={(said) => setFilters({ search: said })}
            placeholder={t('customers.search')}
          />
        }
        empty={
          <EmptyState
            icon={<IconUsers size={28} stroke={1.4} />}
            title={t('customers.empty.title')}
            action={<Link to="/sources">{t('customers.empty.action')}</Link>}
          >
            {t('customers.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<CustomerSummary>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'name',
      header: t('customers.name'),
      cell: ({ name, email, phone, match }) => (
        <>
          {name ?? email ?? phone ?? t('customers.noName')}
          {match === 'near' && <span className={classes.near}>{t('customers.near')}</span>}
        </>
      ),
      csv: ({ name }) => name,
    },
    {
      key: 'email',
      header: t('customers.email'),
      phone: 'hide',
      cell: ({ email }) => email,
      csv: ({ email }) => email,
    },
    {
      key: 'phone',
      header: t('customers.phone'),
      phone: 'hide',
      cell: ({ phone }) => phone,
      csv: ({ phone }) => phone,
    },
    {
      key: 'language',
      header: t('customers.language'),
      phone: 'hide',
      cell: ({ language }) => formats.language(language),
      csv: ({ language }) => language,
    },
    {
      key: 'lastSeenAt',
      header: t('customers.lastSeen'),
      align: 'end',
      cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
      csv: ({ lastSeenAt }) => lastSeenAt,
    },
  ]
}
