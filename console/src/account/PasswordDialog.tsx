import { Modal, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'

interface PasswordDialogProps {
  title: string
  text?: string
  action: string
  run: (password: string) => Promise<unknown>
  onClose: () => void
  /** More to fill in, below the password. */
  children?: ReactNode
}

/** The password again, before something is changed that is as strong as it. */
export function PasswordDialog({
  title,
  text,
  action,
  run,
  onClose,
  children,
}: PasswordDialogProps) {
  const { t } = useTexts()
  const { person } = useSession()
  const [password, setPassword] = useState('')
  const confirm = useMutation({ mutationFn: () => run(password) })
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
        {text && <p>{text}</p>}
        <input
          type="hidden"
          name="username"
          autoComplete="username"
          value={person.email}
          readOnly
        />
        <PasswordInput
          data-autofocus
          required
          withAsterisk={false}
          label={t('account.password.now')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('shell.signIn.show') }}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
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
