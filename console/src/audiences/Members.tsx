import { IconUsers } from '@tabler/icons-react'
import {
  type Audience,
  type Member,
  MemberPage,
} from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { DateTime } from '../ui/times.tsx'

/** Who is in it now, who came last first. */
export function Members({ audience: { id, state, version } }: { audience: Audience }) {
  const { t } = useTexts()
  const list = useList({
    key: ['audiences', id, 'members', version, state],
    load: (after, signal) =>
      get(`/api/audiences/${id}/members`, { answer: MemberPage, query: { after }, signal }),
    rows: (page) => page.members,
    next: (page) => page.next,
  })
  return (
    <DataTable
      label={t('audiences.members')}
      list={list}
      columns={useColumns()}
      rowKey={({ customerId }) => customerId}
      target={{ to: '/customers/$id', params: ({ customerId }) => ({ id: customerId }) }}
      empty={
        <EmptyState
          icon={<IconUsers size={28} stroke={1.4} />}
          title={t('audiences.members.empty.title')}
        >
          {t(state === 'building' ? 'audiences.members.building' : 'audiences.members.empty.text')}
        </EmptyState>
      }
    />
  )
}

function useColumns(): Column<Member>[] {
  const { t } = useTexts()
  const nameOf = ({ name }: Member) => name ?? t('audiences.members.stranger')
  return [
    { key: 'name', header: t('audiences.members.name'), cell: nameOf, csv: nameOf },
    {
      key: 'since',
      header: t('audiences.members.since'),
      align: 'end',
      cell: ({ since }) => <DateTime at={since} />,
      csv: ({ since }) => since,
    },
  ]
}
