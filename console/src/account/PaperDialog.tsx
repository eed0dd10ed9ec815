import { Modal } from '@mantine/core'
import { useState } from 'react'
import { BackupCodes as Codes } from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { BackupCodes } from './BackupCodes.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'
import { useRefresh } from './useOwnAccount.ts'

/** New codes for paper; those from before hold no longer. */
export function PaperDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const refresh = useRefresh()
  const [codes, setCodes] = useState<string[]>()
  const renew = async (password: string) => {
    const made = await send('POST', '/api/account/backup-codes', { password }, { answer: Codes })
    setCodes(made.backupCodes)
    await refresh()
  }
  if (!codes) {
    return (
      <PasswordDialog
        title={t('account.paper.renew')}
        text={t('account.paper.renew.text')}
        action={t('account.paper.renew')}
        run={renew}
        onClose={onClose}
      />
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('account.paper.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <BackupCodes codes={codes} onKept={onClose} />
    </Modal>
  )
}
