import { Button } from '@mantine/core'
import { IconUserPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import type { People } from '../../../server/src/modules/team/contract.ts'
import { useCan, useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { Invitations } from './Invitations.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { PersonActions } from './PersonActions.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RoleCell } from './RoleCell.tsx'
import classes from './Team.module.css'
import { TeamTabs } from './TeamTabs.tsx'
import { usePeople } from './useTeam.ts'

type Colleague = People['people'][number]

/** Who works here and as what; who was invited. */
export function PeoplePage() {
  const { t } = useTexts()
  const can = useCan()
  const [inviting, setInviting] = useState(false)
  const [removing, setRemoving] = useState<Colleague>()
  const team = usePeople()
  const people = team.data?.people
  const owners = people?.filter(({ role }) => role === 'owner') ?? []
  const lastOwnerId = owners.length === 1 ? owners[0]?.id : undefined
  const invite = can('team:write') && (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
      {t('team.invite')}
    </Button>
  )
  return (
    <Page
      title={t('team.title')}
      answer={people && t('team.people.answer', { count: people.length })}
      actions={invite}
    >
      <TeamTabs />
      <DataTable
        label={t('team.side.people')}
        list={fixedList(people, team)}
        columns={useColumns(lastOwnerId, setRemoving)}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            icon={<IconUsersGroup size={28} stroke={1.4} />}
            title={t('team.people.empty.title')}
            action={invite}
          >
            {t('team.people.empty.text')}
          </EmptyState>
        }
      />
      {team.data && <Invitations invitations={team.data.invitations} />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {removing && <RemoveDialog person={removing} onClose={() => setRemoving(undefined)} />}
    </Page>
  )
}

function useColumns(
  lastOwnerId: string | undefined,
  onRemove: (person: Colleague) => void,
): Column<Colleague>[] {
  const { t, formats } = useTexts()
  const can = useCan()
  const { person: me } = useSession()
  const columns: Column<Colleague>[] = [
    {
      key: 'name',
      header: t('team.name'),
      cell: ({ id, name, email }) => (
        <span className={classes.person}>
          <span>
            {name}
            {id === me.id && <span className={classes.you}>{t('team.you')}</span>}
          </span>
          <span className={classes.emailBelow}>{email}</span>
        </span>
      ),
      csv: ({ name }) => name,
    },
    {
      key: 'email',
      header: t('team.email'),
      phone: 'hide',
      cell: ({ email }) => email,
      csv: ({ email }) => email,
    },
    {
      key: 'role',
      header: t('team.role'),
      cell: (person) => <RoleCell person={person} isLastOwner={person.id === lastOwnerId} />,
      csv: ({ role }) => t(`team.role.${role}`),
    },
    {
      key: 'proofs',
      header: t('team.proofs'),
      phone: 'hide',
      cell: ({ proofs }) =>
        proofs.length > 0 ? (
          <Tag tone="good">{proofs.map((proof) => t(`team.proof.${proof}`)).join(', ')}</Tag>
        ) : (
          <Tag>{t('team.proof.none')}</Tag>
        ),
      csv: ({ proofs }) => proofs.join(' '),
    },
    {
      key: 'lastIn',
      header: t('team.lastIn'),
      phone: 'hide',
      cell: ({ lastIn }) => (lastIn ? <DateTime at={lastIn} as="date" /> : t('team.lastIn.none')),
      csv: ({ lastIn }) => lastIn,
    },
    {
      key: 'language',
      header: t('team.language'),
      phone: 'hide',
      cell: ({ language }) => formats.language(language),
      csv: ({ language }) => formats.language(language),
    },
    {
      key: 'since',
      header: t('team.since'),
      align: 'end',
      phone: 'hide',
      // The wall's time, which a demo's moved clock knows nothing of: so no « il y a ».
      cell: ({ createdAt }) => <DateTime at={createdAt} as="date" />,
      csv: ({ createdAt }) => createdAt,
    },
  ]
  if (!can('team:write')) return columns
  return [
    ...columns,
    {
      key: 'remove',
      header: t('ui.actions'),
      align: 'end',
      cell: (person) => (
        <PersonActions
          person={person}
          onRemove={person.id === lastOwnerId ? undefined : () => onRemove(person)}
        />
      ),
    },
  ]
}
