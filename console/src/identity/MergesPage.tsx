import { IconArrowMerge } from '@tabler/icons-react'
import { z } from 'zod'
import type { MergeLine } from '../../../server/src/modules/customers/identity-contract.ts'
import type { NameOf } from '../team/auditWords.ts'
import { useObjectNames } from '../team/useObjectNames.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Translator } from '../texts/translator.ts'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { Tag } from '../ui/Tag.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { IdentityTabs } from './IdentityTabs.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { useMerges } from './useIdentity.ts'
import { byText, identifierIn, kindName, reasonText } from './words.ts'

const kinds = ['standing', 'forced', 'undone'] as const
const Filters = z.object({
  kind: z.enum(kinds).optional().catch(undefined),
  merge: z.uuid().optional().catch(undefined),
})

/** The merge log: who was joined with whom, why, by whom, and the way back. */
export function MergesPage() {
  const { t } = useTexts()
  const nameOf = useObjectNames()
  const [{ kind, merge }, setFilters] = useFilters(Filters)
  const list = useMerges({
    ...(kind === 'forced' ? { forced: true } : { state: kind }),
  })
  const open = list.rows.find(({ id }) => id === merge)
  return (
    <Page title={t('identity.title')} answer={t('identity.merges.answer')}>
      <IdentityTabs />
      <DataTable
        label={t('identity.side.merges')}
        list={list}
        columns={columnsIn(t, nameOf)}
        rowKey={({ id }) => id}
        openKey={merge}
        target={{ open: ({ id }) => setFilters({ merge: id }) }}
        onClearFilters={kind && (() => setFilters({ kind: undefined }))}
        tools={
          <FilterChips
            label={t('identity.merges.filter')}
            value={kind}
            options={kinds.map((value) => ({ value, label: t(`identity.merges.${value}`) }))}
            onChange={(value) => setFilters({ kind: value })}
          />
        }
        empty={
          <EmptyState
            icon={<IconArrowMerge size={28} stroke={1.4} />}
            title={t('identity.merges.empty.title')}
          >
            {t('identity.merges.empty.text')}
          </EmptyState>
        }
      />
      {open && <MergeDialog merge={open} onClose={() => setFilters({ merge: undefined })} />}
    </Page>
  )
}

function columnsIn(t: Translator, nameOf: NameOf): Column<MergeLine>[] {
  const matches = (matched: readonly string[]) =>
    [...new Set(matched.map((one) => kindName(t, identifierIn(one).kind)))].join(', ')
  return [
    {
      key: 'who',
      header: t('identity.merges.who'),
      cell: ({ name }) => name ?? t('customers.noName'),
      csv: ({ name, finalId }) => name ?? finalId,
    },
    {
      key: 'matched',
      header: t('identity.merges.matched'),
      cell: ({ matched, reason }) =>
        matched.length > 0 ? matches(matched) : reasonText(t, reason),
      csv: ({ matched }) => matched.join(', '),
    },
    {
      key: 'by',
      header: t('identity.merges.by'),
      phone: 'hide',
      cell: ({ by }) => byText(t, nameOf, by),
      csv: ({ by }) => by,
    },
    {
      key: 'state',
      header: t('identity.merges.state'),
      cell: ({ undone, forced }) =>
        undone ? (
          <Tag tone="warn">{t('identity.merges.is.undone')}</Tag>
        ) : forced ? (
          <Tag tone="info">{t('identity.merges.is.forced')}</Tag>
        ) : (
          <Tag>{t('identity.merges.is.standing')}</Tag>
        ),
      csv: ({ undone }) => undone?.at,
    },
    {
      key: 'at',
      header: t('identity.merges.at'),
      align: 'end',
      phone: 'hide',
      cell: ({ at }) => <RelativeTime at={at} />,
      csv: ({ at }) => at,
    },
  ]
}
