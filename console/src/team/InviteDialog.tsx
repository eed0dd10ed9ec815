import { Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Invited, type Role } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { RoleSelect } from './RoleSelect.tsx'
import { ToldOnce } from './ToldOnce.tsx'
import { peopleKey } from './useTeam.ts'

/** An address and a role make a link; it is handed over by whoever invites. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, formats } = useTexts()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('marketer')
  const invite = useMutation({
    mutationFn: () => send('POST', '/api/people', { email, role }, { answer: Invited }),
    onSuccess: () => queries.invalidateQueries({ queryKey: peopleKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  if (invite.data) {
    const { link, expiresAt } = invite.data
    return (
      <ToldOnce
        title={t('team.invite.done')}
        text={t('team.invite.done.text', { email, date: formats.dateTime(expiresAt) })}
        secret={link}
        done={t('team.invite.close')}
        onClose={onClose}
      />
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('team.invite')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          type="email"
          maxLength={254}
          autoComplete="off"
          label={t('team.email')}
          placeholder={t('team.invite.example')}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <RoleSelect value={role} onChange={setRole} />
        <FormEnd
          action={t('team.invite.action')}
          busy={invite.isPending}
          error={invite.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
