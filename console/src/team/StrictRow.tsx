import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Role } from '../../../server/src/modules/team/contract.ts'
import { StrictRoles } from '../../../server/src/modules/team/proof-contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'

const strictKey = ['team', 'strict']

/** Of which roles a second proof is required; an owner decides it here. */
export function StrictRow({ shown }: { shown: Role }) {
  const { t } = useTexts()
  const can = useCan()
  const { data } = useQuery({
    queryKey: strictKey,
    queryFn: ({ signal }) => get('/api/roles/strict', { answer: StrictRoles, signal }),
  })
  const { mutate, isPending } = useStrictness()
  return (
    <tr>
      <th scope="row">{t('team.roles.strict')}</th>
      {Role.options.map((role) => {
        const strict = data?.strict.includes(role) ?? false
        return (
          <td key={role} data-shown={role === shown}>
            {can('team:write') ? (
              <Switch
                size="xs"
                aria-label={t('team.roles.strict.of', { role: t(`team.role.${role}`) })}
                disabled={data === undefined || isPending}
                checked={strict}
                onChange={(event) => mutate({ role, strict: event.target.checked })}
              />
            ) : (
              t(strict ? 'team.roles.strict.on' : 'team.roles.strict.off')
            )}
          </td>
        )
      })}
    </tr>
  )
}

function useStrictness() {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: ({ role, strict }: { role: Role; strict: boolean }) =>
      send('PATCH', `/api/roles/${role}`, { strict }),
    // Shown at once; if it is refused, what the server says comes back.
    onMutate: ({ role, strict }) =>
      queries.setQueryData(strictKey, (before: StrictRoles | undefined) => ({
        strict: [
          ...(before?.strict ?? []).filter((one) => one !== role),
          ...(strict ? [role] : []),
        ],
      })),
    onSuccess: (_, { role, strict }) => {
      const values = { role: t(`team.role.${role}`), strict: String(strict) }
      notify(t('team.roles.strict.done', values))
    },
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: strictKey }),
  })
}
