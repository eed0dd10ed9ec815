import { useQueryClient } from '@tanstack/react-query'
import type { Person } from '../../../server/src/modules/team/contract.ts'
import { send } from '../api/client.ts'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { peopleKey } from './useTeam.ts'

interface RemoveDialogProps {
  person: Pick<Person, 'id' | 'name'>
  onClose: () => void
}

/** Takes a person out of the team: their sessions end at once, so this is asked. */
export function RemoveDialog({ person: { id, name }, onClose }: RemoveDialogProps) {
  const { t } = useTexts()
  const { person: me } = useSession()
  const queries = useQueryClient()
  const { notify } = useNotify()
  const remove = async () => {
    await send('DELETE', `/api/people/${id}`)
    notify(t('team.people.removed', { name }))
    // Who removes themselves is out: the next answer brings the sign-in page.
    if (id === me.id) await queries.resetQueries()
    else await queries.invalidateQueries({ queryKey: peopleKey })
  }
  return (
    <ConfirmDialog
      title={t('team.people.removeOf', { name })}
      action={t('team.people.remove')}
      run={remove}
      onClose={onClose}
    >
      <p>{id === me.id ? t('team.people.remove.self') : t('team.people.remove.text', { name })}</p>
    </ConfirmDialog>
  )
}
