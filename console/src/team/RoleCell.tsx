import { Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type People, Role } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { sessionQuery, useCan, useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './Team.module.css'
import { peopleKey, useRolesToGive } from './useTeam.ts'

type Colleague = People['people'][number]

interface RoleCellProps {
  person: Colleague
  /** The only owner there is: they cannot step down. */
  isLastOwner: boolean
}

/** The role in the row itself; who may, changes it there, and can take it back. */
export function RoleCell({ person, isLastOwner }: RoleCellProps) {
  const { t } = useTexts()
  const can = useCan()
  const mayGive = useRolesToGive()
  const { change } = useRoleChange()
  const label = t(`team.role.${person.role}`)
  if (!can('team:write') || !mayGive(person.role)) return label
  if (isLastOwner) return <span title={t('team.people.lastOwner')}>{label}</span>
  return (
    <Select
      variant="unstyled"
      size="xs"
      className={classes.role}
      aria-label={t('team.people.roleOf', { name: person.name })}
      allowDeselect={false}
      value={person.role}
      onChange={(role) => change(person, Role.parse(role))}
      data={Role.options.filter(mayGive).map((role) => ({
        value: role,
        label: t(`team.role.${role}`),
      }))}
    />
  )
}

function useRoleChange() {
  const { t } = useTexts()
  const session = useSession()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const { mutate } = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      send('PATCH', `/api/people/${id}`, { role }),
    // Shown at once; if it is refused, what the server says comes back.
    onMutate: ({ id, role }) =>
      queries.setQueryData(peopleKey, (team: People | undefined) =>
        team
          ? { ...team, people: team.people.map((one) => (one.id === id ? { ...one, role } : one)) }
          : team,
      ),
    onError: notifyProblem,
    onSettled: (_, __, { id }) => {
      queries.invalidateQueries({ queryKey: peopleKey })
      if (id === session.person.id) queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const change = ({ id, name, role: before }: Colleague, role: Role) => {
    if (role === before) return
    const undo = () => mutate({ id, role: before })
    mutate(
      { id, role },
      {
        onSuccess: () =>
          notify(t('team.people.roleChanged', { name, role: t(`team.role.${role}`) }), { undo }),
      },
    )
  }
  return { change }
}
