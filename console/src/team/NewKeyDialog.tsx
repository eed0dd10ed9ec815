import { Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { NewKey, type Role } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { RoleSelect } from './RoleSelect.tsx'
import own from './Team.module.css'
import { ToldOnce } from './ToldOnce.tsx'
import { keysKey } from './useTeam.ts'

/** A name and a role make a key; it is told once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('developer')
  const create = useMutation({
    mutationFn: () => send('POST', '/api/keys', { name, role }, { answer: NewKey }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  if (create.data) {
    return (
      <ToldOnce
        title={t('team.keys.done')}
        text={t('team.keys.done.text')}
        secret={create.data.key}
        done={t('team.keys.close')}
        onClose={onClose}
      >
        <div>
          <p className={own.hint}>{t('team.keys.done.try')}</p>
          <Copyable block value={example(create.data.key)} />
          <p className={own.hint}>
            <a href="/api/docs" target="_blank" rel="noreferrer">
              {t('team.keys.done.docs')}
            </a>
          </p>
        </div>
      </ToldOnce>
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('team.keys.add')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={120}
          autoComplete="off"
          label={t('team.keys.name')}
          placeholder={t('team.keys.name.example')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RoleSelect value={role} onChange={setRole} hint={t('team.keys.roleHint')} />
        <FormEnd
          action={t('team.keys.add')}
          busy={create.isPending}
          error={create.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}

/** Every role may read customers: the first thing to try. */
const example = (key: string) =>
  `curl -H 'Authorization: Bearer ${key}' '${window.location.origin}/api/customers?limit=1'`
