import { Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Ordered } from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import own from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './Identity.module.css'
import { useAfterOrder } from './useIdentity.ts'

interface UnmergeFormProps {
  mergeId: string
  onCancel: () => void
  onDone: () => void
}

/** Says why two are not one after all; what each had, and did since, is theirs again. */
export function UnmergeForm({ mergeId, onCancel, onDone }: UnmergeFormProps) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const afterOrder = useAfterOrder()
  const [reason, setReason] = useState('')
  const [keepApart, setKeepApart] = useState(true)
  const undo = useMutation({
    mutationFn: () =>
      send(
        'POST',
        `/api/identity/merges/${mergeId}/undo`,
        { reason, keepApart },
        { answer: Ordered },
      ),
    onSuccess: () => {
      afterOrder()
      notify(t('identity.unmerge.done'))
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    undo.mutate()
  }
  return (
    <form className={`${own.fields} ${classes.unmerge}`} onSubmit={submit}>
      <p className={classes.about}>{t('identity.unmerge.text')}</p>
      <TextInput
        data-autofocus
        required
        withAsterisk={false}
        minLength={3}
        maxLength={300}
        label={t('identity.reason')}
        placeholder={t('identity.unmerge.example')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Checkbox
        label={t('identity.unmerge.keepApart')}
        description={t('identity.unmerge.keepApart.hint')}
        checked={keepApart}
        onChange={(event) => setKeepApart(event.target.checked)}
      />
      <FormEnd
        action={t('identity.unmerge')}
        busy={undo.isPending}
        error={undo.error}
        disabled={reason.trim().length < 3}
        onCancel={onCancel}
      />
    </form>
  )
}
