import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import type { IdentityWarning } from '../../../server/src/modules/customers/identity-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { IdentityTabs } from './IdentityTabs.tsx'
import { useWarnings } from './useIdentity.ts'
import { kindName, whyText } from './words.ts'

const codes = [
  'identifier_limit',
  'kept_apart',
  'alias_refused',
  'blocked_identifier',
  'unreadable_identifier',
  'merge_limit',
] as const
const Filters = z.object({ code: z.enum(codes).optional().catch(undefined) })

/** What recognising left aside: a limit reached, a value that names nobody, two who are kept apart. */
export function WarningsPage() {
  const { t } = useTexts()
  const [{ code }, setFilters] = useFilters(Filters)
  const warnings = useWarnings({ code })
  return (
    <Page title={t('identity.title')} answer={t('identity.warnings.answer')}>
      <IdentityTabs />
      <DataTable
        label={t('identity.side.warnings')}
        list={fixedList(warnings.data, warnings)}
        columns={useColumns()}
        rowKey={({ customerId, code: why, kind, value }) => `${customerId} ${why} ${kind} ${value}`}
        onClearFilters={code && (() => setFilters({ code: undefined }))}
        tools={
          <FilterChips
            label={t('identity.warnings.filter')}
            value={code}
            options={codes.map((value) => ({ value, label: t(`identity.code.${value}`) }))}
            onChange={(value) => setFilters({ code: value })}
          />
        }
        empty={
          <EmptyState
            icon={<IconAlertTriangle size={28} stroke={1.4} />}
            title={t('identity.warnings.empty.title')}
          >
            {t('identity.warnings.empty.text')}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): Column<IdentityWarning>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'why',
      header: t('identity.warnings.why'),
      cell: ({ code }) => whyText(t, code),
      csv: ({ code }) => code,
    },
    {
      key: 'value',
      header: t('identity.warnings.value'),
      cell: ({ kind, value }) => `${kindName(t, kind)} : ${value}`,
      csv: ({ kind, value }) => `${kind} ${value}`,
    },
    {
      key: 'who',
      header: t('identity.warnings.who'),
      cell: ({ customerId, customerName }) =>
        customerId ? <Who id={customerId} name={customerName} /> : t('identity.warnings.nobody'),
      csv: ({ customerId }) => customerId,
    },
    {
      key: 'holder',
      header: t('identity.warnings.holder'),
      phone: 'hide',
      cell: ({ holderId, holderName }) => holderId && <Who id={holderId} name={holderName} />,
      csv: ({ holderId }) => holderId,
    },
    {
      key: 'times',
      header: t('identity.warnings.times'),
      align: 'end',
      phone: 'hide',
      cell: ({ times }) => formats.count(times),
      csv: ({ times }) => times,
    },
    {
      key: 'last',
      header: t('identity.warnings.last'),
      align: 'end',
      phone: 'hide',
      cell: ({ lastAt }) => <RelativeTime at={lastAt} />,
      csv: ({ lastAt }) => lastAt,
    },
  ]
}

function Who({ id, name }: { id: string; name: string | null }) {
  const { t } = useTexts()
  return (
    <Link to="/customers/$id" params={{ id }}>
      {name ?? t('customers.noName')}
    </Link>
  )
}
