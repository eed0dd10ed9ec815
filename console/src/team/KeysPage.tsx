import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ApiKey } from '../../../server/src/modules/team/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { DateTime } from '../ui/times.tsx'
import { KeyRights } from './KeyRights.tsx'
import { isAlive, KeyState } from './KeyState.tsx'
import { NewKeyDialog } from './NewKeyDialog.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'
import { TeamTabs } from './TeamTabs.tsx'
import { useKeys } from './useTeam.ts'

/** The programs that may come in, and when each last did. */
export function KeysPage() {
  const { t } = useTexts()
  const can = useCan()
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey>()
  const keys = useKeys()
  const inUse = keys.data?.filter(isAlive).length
  const add = can('team:write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('team.keys.add')}
    </Button>
  )
  const isEmpty = keys.data?.length === 0
  return (
    <Page
      title={t('team.title')}
      answer={inUse !== undefined && t('team.keys.answer', { count: inUse })}
      actions={!isEmpty && add}
    >
      <TeamTabs />
      <DataTable
        label={t('team.side.keys')}
        list={fixedList(keys.data && [...keys.data].sort(revokedLast), keys)}
        columns={useColumns(setRevoking)}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            icon={<IconKey size={28} stroke={1.4} />}
            title={t('team.keys.empty.title')}
            action={add}
          >
            {t('team.keys.empty.text')}
          </EmptyState>
        }
      />
      {adding && <NewKeyDialog onClose={() => setAdding(false)} />}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Page>
  )
}

const revokedLast = (one: ApiKey, other: ApiKey) => Number(isAlive(other)) - Number(isAlive(one))

function useColumns(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const { t } = useTexts()
  const can = useCan()
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      header: t('team.keys.name'),
      cell: ({ name }) => name,
      csv: ({ name }) => name,
    },
    {
      key: 'prefix',
      header: t('team.keys.prefix'),
      phone: 'hide',
      cell: ({ prefix }) => <code>{prefix}…</code>,
      csv: ({ prefix }) => prefix,
    },
    {
      key: 'rights',
      header: t('team.keys.rights'),
      phone: 'hide',
      cell: ({ rights }) => <KeyRights rights={rights} />,
      csv: ({ rights }) => rights.join(' '),
    },
    {
      key: 'state',
      header: t('team.keys.state'),
      cell: (key) => <KeyState apiKey={key} />,
      csv: ({ revokedAt, expiresAt }) => revokedAt ?? expiresAt,
    },
    {
      key: 'created',
      header: t('team.keys.created'),
      align: 'end',
      phone: 'hide',
      cell: ({ createdAt }) => <DateTime at={createdAt} as="date" />,
      csv: ({ createdAt }) => createdAt,
    },
    {
      key: 'used',
      header: t('team.keys.lastUsed'),
      align: 'end',
      phone: 'hide',
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? <DateTime at={lastUsedAt} /> : t('team.keys.neverUsed'),
      csv: ({ lastUsedAt }) => lastUsedAt,
    },
  ]
  if (!can('team:write')) return columns
  return [
    ...columns,
    {
      key: 'revoke',
      header: t('ui.actions'),
      align: 'end',
      cell: (key) =>
        isAlive(key) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={t('team.keys.revokeOf', { name: key.name })}
            onClick={() => onRevoke(key)}
          >
            {t('team.keys.revoke')}
          </Button>
        ),
    },
  ]
}
