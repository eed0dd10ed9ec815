import { Modal, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { Ordered } from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import own from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './Identity.module.css'
import { useAfterOrder } from './useIdentity.ts'
import { identifierIn, kindName } from './words.ts'

/** Takes an identifier away: a number that the operator gave to another, a card that was lost. */
export function DetachDialog({
  customer,
  onClose,
}: {
  customer: CustomerDetail
  onClose: () => void
}) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const afterOrder = useAfterOrder()
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const detach = useMutation({
    mutationFn: () =>
      send(
        'POST',
        '/api/identity/detach',
        { ...identifierIn(chosen ?? ''), reason },
        { answer: Ordered },
      ),
    onSuccess: () => {
      afterOrder()
      notify(t('identity.detach.done'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    detach.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('identity.detach')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form className={own.fields} onSubmit={submit}>
        <p className={classes.about}>{t('identity.detach.text')}</p>
        <Select
          data-autofocus
          label={t('identity.detach.which')}
          value={chosen}
          onChange={setChosen}
          data={customer.identifiers.map(({ kind, value }) => ({
            value: `${kind} ${value}`,
            label: `${kindName(t, kind)} : ${value}`,
          }))}
        />
        <TextInput
          required
          withAsterisk={false}
          minLength={3}
          maxLength={300}
          label={t('identity.reason')}
          placeholder={t('identity.detach.example')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormEnd
          action={t('identity.detach.action')}
          busy={detach.isPending}
          error={detach.error}
          disabled={!chosen || reason.trim().length < 3}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
