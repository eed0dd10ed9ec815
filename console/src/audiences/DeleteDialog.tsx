import { Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import type { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'

/** It cannot be undone, so it names what happens, and to how many. */
export function DeleteDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notify } = useNotify()
  const remove = useMutation({
    mutationFn: () => send('DELETE', `/api/audiences/${audience.id}`),
    onSuccess: async () => {
      await navigate({ to: '/audiences' })
      queries.removeQueries({ queryKey: ['audiences', audience.id] })
      await queries.invalidateQueries({ queryKey: ['audiences', 'list'] })
      notify(t('audiences.deleted'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    remove.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('audiences.delete.title', { name: audience.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p>{t('audiences.delete.text', { members: audience.members })}</p>
        <FormEnd
          action={t('audiences.delete.confirm')}
          busy={remove.isPending}
          error={remove.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
