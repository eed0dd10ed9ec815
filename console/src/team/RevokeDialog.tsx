import { useQueryClient } from '@tanstack/react-query'
import type { ApiKey } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import classes from './Team.module.css'
import { keysKey } from './useTeam.ts'

/** Ends a key: whatever still uses it stops at once, so its last use is told first. */
export function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t, formats } = useTexts()
  const queries = useQueryClient()
  const { notify } = useNotify()
  const { id, name, lastUsedAt } = apiKey
  const revoke = async () => {
    await send('DELETE', `/api/keys/${id}`)
    notify(t('team.keys.revoke.done', { name }))
    await queries.invalidateQueries({ queryKey: keysKey })
  }
  return (
    <ConfirmDialog
      title={t('team.keys.revokeOf', { name })}
      action={t('team.keys.revoke')}
      run={revoke}
      onClose={onClose}
    >
      <p>{t('team.keys.revoke.text', { name })}</p>
      <p className={classes.quiet}>
        {lastUsedAt
          ? t('team.keys.revoke.last', { date: formats.dateTime(lastUsedAt) })
          : t('team.keys.revoke.never')}
      </p>
    </ConfirmDialog>
  )
}
