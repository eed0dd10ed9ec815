import { Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'

interface ConfirmDialogProps {
  title: string
  action: string
  run: () => Promise<unknown>
  onClose: () => void
  /** What will happen, to whom. */
  children: ReactNode
}

/** Asked only before what cannot be taken back. */
export function ConfirmDialog({ title, action, run, onClose, children }: ConfirmDialogProps) {
  const { t } = useTexts()
  const confirm = useMutation({ mutationFn: run, onSuccess: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        {children}
        <FormEnd
          action={action}
          busy={confirm.isPending}
          error={confirm.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
