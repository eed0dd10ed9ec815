import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { useRefresh } from './useOwnAccount.ts'

/** No second code any more: the password alone lets in again. */
export function RemoveAppDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const refresh = useRefresh()
  const remove = async (password: string) => {
    await send('POST', '/api/account/authenticator/remove', { password })
    notify(t('account.app.removed'))
    onClose()
    await refresh()
  }
  return (
    <PasswordDialog
      title={t('account.app.remove')}
      text={t('account.app.remove.text')}
      action={t('account.app.remove')}
      run={remove}
      onClose={onClose}
    />
  )
}
