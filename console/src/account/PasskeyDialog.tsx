import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Begun } from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { deviceText } from './deviceText.ts'
import { PasswordDialog } from './PasswordDialog.tsx'
import { createPasskey } from './passkey.ts'
import { useRefresh } from './useOwnAccount.ts'

/** The password, a name for the device, then the device's own window. */
export function PasskeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const refresh = useRefresh()
  const [name, setName] = useState(deviceText(navigator.userAgent) ?? '')
  const add = async (password: string) => {
    const path = '/api/account/passkeys/begin'
    const { ticket, options } = await send('POST', path, { password }, { answer: Begun })
    const response = await createPasskey(options)
    if (response === null) return
    await send('POST', '/api/account/passkeys', { ticket, name, response })
    notify(t('account.keys.added', { name }))
    onClose()
    await refresh()
  }
  return (
    <PasswordDialog
      title={t('account.keys.add')}
      text={t('account.keys.how')}
      action={t('account.keys.add')}
      run={add}
      onClose={onClose}
    >
      <TextInput
        label={t('account.keys.name')}
        required
        withAsterisk={false}
        maxLength={120}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </PasswordDialog>
  )
}
