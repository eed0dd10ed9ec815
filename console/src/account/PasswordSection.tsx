import { Button } from '@mantine/core'
import { useState } from 'react'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import { Part } from './Part.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { useRefresh } from './useOwnAccount.ts'

/** The password, changed with the one before. */
export function PasswordSection() {
  const { t } = useTexts()
  const { notify } = useNotify()
  const refresh = useRefresh()
  const [changing, setChanging] = useState(false)
  const [next, setNext] = useState('')
  const close = () => {
    setChanging(false)
    setNext('')
  }
  const change = async (password: string) => {
    await send('POST', '/api/account/password', { password, next })
    notify(t('account.password.changed'))
    close()
    await refresh()
  }
  return (
    <Part
      title={t('shell.signIn.password')}
      text={t('account.password.text')}
      actions={
        <Button variant="default" size="xs" onClick={() => setChanging(true)}>
          {t('account.password.change')}
        </Button>
      }
    >
      {changing && (
        <PasswordDialog
          title={t('account.password.change')}
          action={t('account.password.change')}
          run={change}
          onClose={close}
        >
          <NewPasswordField label={t('account.password.next')} value={next} onChange={setNext} />
        </PasswordDialog>
      )}
    </Part>
  )
}
