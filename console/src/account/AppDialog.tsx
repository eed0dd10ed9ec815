import { Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  BackupCodes as Codes,
  NewAuthenticator,
} from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { BackupCodes } from './BackupCodes.tsx'
import { CodeField } from './CodeField.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { ScanSecret } from './ScanSecret.tsx'
import { useRefresh } from './useOwnAccount.ts'

/** Sets up an app in three steps: the password, the code to scan with its answer, the paper. */
export function AppDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const refresh = useRefresh()
  const [begun, setBegun] = useState<NewAuthenticator>()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () =>
      send(
        'POST',
        '/api/account/authenticator',
        { ticket: begun?.ticket, code },
        { answer: Codes },
      ),
    onSuccess: refresh,
    onError: () => setCode(''),
  })
  const begin = async (password: string) => {
    const path = '/api/account/authenticator/begin'
    setBegun(await send('POST', path, { password }, { answer: NewAuthenticator }))
  }
  if (!begun) {
    return (
      <PasswordDialog
        title={t('account.app.add')}
        action={t('account.next')}
        run={begin}
        onClose={onClose}
      />
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(confirm.data ? 'account.paper.title' : 'account.app.add')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {confirm.data ? (
        <BackupCodes codes={confirm.data.backupCodes} onKept={onClose} />
      ) : (
        <form onSubmit={submit} className={classes.fields}>
          <p>{t('account.app.how')}</p>
          <ScanSecret secret={begun.secret} uri={begun.uri} />
          <CodeField value={code} onChange={setCode} />
          <FormEnd
            action={t('account.app.confirm')}
            busy={confirm.isPending}
            error={confirm.error}
            onCancel={onClose}
          />
        </form>
      )}
    </Modal>
  )
}
