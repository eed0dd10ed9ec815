import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { People } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Section } from '../ui/Page.tsx'
import classes from './Team.module.css'
import { peopleKey } from './useTeam.ts'

type Invitation = People['invitations'][number]

/** Who was asked to join and has not come yet. */
export function Invitations({ invitations }: { invitations: Invitation[] }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) => send('DELETE', `/api/people/invitations/${id}`),
    onSuccess: (_, { email }) => notify(t('team.invitation.withdrawn', { email })),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: peopleKey }),
  })
  if (invitations.length === 0) return null
  return (
    <div className={classes.below}>
      <Section title={t('team.invitations')}>
        {can('team:write') && <p className={classes.hint}>{t('team.invitations.text')}</p>}
        <ul className={classes.invitations}>
          {invitations.map((invitation) => (
            <li key={invitation.id} className={classes.invitation}>
              <span className={classes.invited}>
                <span className={classes.invitedEmail}>{invitation.email}</span>
                <span className={classes.quiet}>{t(`team.role.${invitation.role}`)}</span>
              </span>
              <span className={classes.quiet}>
                {t('team.invitation.until', { date: formats.dateTime(invitation.expiresAt) })}
              </span>
              {can('team:write') && (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('team.invitation.withdrawOf', { email: invitation.email })}
                  loading={withdraw.isPending && withdraw.variables.id === invitation.id}
                  onClick={() => withdraw.mutate(invitation)}
                >
                  {t('team.invitation.withdraw')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
