import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './Account.module.css'
import { Part } from './Part.tsx'
import { PasskeyDialog } from './PasskeyDialog.tsx'
import { knowsPasskeys } from './passkey.ts'
import { useRefresh } from './useOwnAccount.ts'

/** Keys that devices keep and unlock with a finger or a face; each lets in by itself. */
export function PasskeysSection({ account }: { account: Account | undefined }) {
  const { t, formats } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const refresh = useRefresh()
  const [adding, setAdding] = useState(false)
  const remove = useMutation({
    mutationFn: ({ id }: { id: string }) => send('DELETE', `/api/account/passkeys/${id}`),
    onSuccess: () => notify(t('account.keys.removed')),
    onError: notifyProblem,
    onSettled: refresh,
  })
  const keys = account?.passkeys ?? []
  return (
    <Part
      title={t('account.keys')}
      text={t(knowsPasskeys() ? 'account.keys.text' : 'account.keys.notHere')}
      actions={
        account &&
        knowsPasskeys() && (
          <Button variant="default" size="xs" onClick={() => setAdding(true)}>
            {t('account.keys.add')}
          </Button>
        )
      }
    >
      {keys.length > 0 && (
        <ul className={classes.list}>
          {keys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className={classes.item}>
              <IconFingerprint size={18} stroke={1.5} className={classes.icon} aria-hidden />
              <span>
                <span className={classes.name}>{name}</span>
                <span className={classes.quiet}>
                  {t('account.keys.since', { date: formats.date(createdAt) })}
                  {lastUsedAt &&
                    ` · ${t('account.keys.used', { date: formats.dateTime(lastUsedAt) })}`}
                </span>
              </span>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={t('account.keys.removeOf', { name })}
                loading={remove.isPending && remove.variables.id === id}
                onClick={() => remove.mutate({ id })}
              >
                {t('account.keys.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding && <PasskeyDialog onClose={() => setAdding(false)} />}
    </Part>
  )
}
