import { ActionIcon, Popover } from '@mantine/core'
import { IconDots, IconKey, IconLogout, IconShieldOff, IconUserMinus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '../../../server/src/modules/team/contract.ts'
import { ResetLink } from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DropdownItem } from '../ui/Dropdown.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { ToldOnce } from './ToldOnce.tsx'
import { peopleKey, useRolesToGive } from './useTeam.ts'

interface PersonActionsProps {
  person: Pick<Person, 'id' | 'name' | 'role'>
  /** Absent for the last owner, who cannot go. */
  onRemove: (() => void) | undefined
}

/** What an owner does for a colleague who cannot get in, or against one who should not. */
export function PersonActions({ person, onRemove }: PersonActionsProps) {
  const { t, formats } = useTexts()
  const mayGive = useRolesToGive()
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const pick = (run: () => void) => () => {
    setOpen(false)
    run()
  }
  const { reset, endSessions, removeProofs } = useHelp(person)
  const { name } = person
  if (!mayGive(person.role)) return null
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <ActionIcon
            aria-label={t('team.help.of', { name })}
            title={t('team.help.of', { name })}
            onClick={() => setOpen(!open)}
          >
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <DropdownItem
            icon={<IconKey size={16} stroke={1.5} />}
            onPick={pick(() => reset.mutate())}
          >
            {t('team.help.reset')}
          </DropdownItem>
          <DropdownItem
            icon={<IconLogout size={16} stroke={1.5} />}
            onPick={pick(() => endSessions.mutate())}
          >
            {t('team.help.sessions')}
          </DropdownItem>
          <DropdownItem
            icon={<IconShieldOff size={16} stroke={1.5} />}
            onPick={pick(() => setAsking(true))}
          >
            {t('team.help.proofs')}
          </DropdownItem>
          {onRemove && (
            <DropdownItem icon={<IconUserMinus size={16} stroke={1.5} />} onPick={pick(onRemove)}>
              {t('team.people.removeOf', { name })}
            </DropdownItem>
          )}
        </Popover.Dropdown>
      </Popover>
      {reset.data && (
        <ToldOnce
          title={t('team.help.reset.done')}
          text={t('team.help.reset.text', { name, date: formats.dateTime(reset.data.expiresAt) })}
          secret={reset.data.link}
          done={t('team.invite.close')}
          onClose={reset.reset}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={t('team.help.proofs')}
          action={t('team.help.proofs')}
          run={() => removeProofs.mutateAsync()}
          onClose={() => setAsking(false)}
        >
          <p>{t('team.help.proofs.text', { name })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function useHelp({ id, name }: Pick<Person, 'id' | 'name'>) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  const refresh = () => queries.invalidateQueries({ queryKey: peopleKey })
  const reset = useMutation({
    mutationFn: () =>
      send('POST', `/api/people/${id}/reset-link`, undefined, { answer: ResetLink }),
    onError: notifyProblem,
  })
  const endSessions = useMutation({
    mutationFn: () => send('DELETE', `/api/people/${id}/sessions`),
    onSuccess: () => notify(t('team.help.sessions.done', { name })),
    onError: notifyProblem,
    onSettled: refresh,
  })
  const removeProofs = useMutation({
    mutationFn: () => send('DELETE', `/api/people/${id}/proofs`),
    onSuccess: () => notify(t('team.help.proofs.done', { name })),
    onSettled: refresh,
  })
  return { reset, endSessions, removeProofs }
}
