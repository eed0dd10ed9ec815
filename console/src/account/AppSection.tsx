import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Account } from '../../../server/src/modules/team/proof-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'
import { AppDialog } from './AppDialog.tsx'
import { PaperDialog } from './PaperDialog.tsx'
import { Part } from './Part.tsx'
import { RemoveAppDialog } from './RemoveAppDialog.tsx'

type Dialog = 'add' | 'paper' | 'remove'

/** The second proof: an app that makes codes, and ten of them on paper. */
export function AppSection({ account }: { account: Account | undefined }) {
  const { t, formats } = useTexts()
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const app = account?.authenticator
  const button = (opens: Dialog, label: string) => (
    <Button variant="default" size="xs" onClick={() => setDialog(opens)}>
      {label}
    </Button>
  )
  return (
    <Part
      title={t('account.app')}
      state={account && <AppState account={account} />}
      text={
        app
          ? t('account.app.on', { date: formats.date(app.since), count: app.backupCodes })
          : t('account.app.text')
      }
      actions={
        account &&
        (app ? (
          <>
            {button('paper', t('account.paper.renew'))}
            {button('remove', t('account.app.remove'))}
          </>
        ) : (
          button('add', t('account.app.add'))
        ))
      }
    >
      {dialog === 'add' && <AppDialog onClose={close} />}
      {dialog === 'paper' && <PaperDialog onClose={close} />}
      {dialog === 'remove' && <RemoveAppDialog onClose={close} />}
    </Part>
  )
}

function AppState({ account: { authenticator, strict } }: { account: Account }) {
  const { t } = useTexts()
  if (authenticator) return <Tag tone="good">{t('account.app.isOn')}</Tag>
  return strict ? <Tag tone="warn">{t('account.strict')}</Tag> : <Tag>{t('account.app.isOff')}</Tag>
}
