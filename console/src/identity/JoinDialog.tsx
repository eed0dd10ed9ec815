import { Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type {
  CustomerDetail,
  CustomerSummary,
} from '../../../server/src/modules/customers/contract.ts'
import { Ordered } from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { CustomerPicker, nameOf } from '../ui/CustomerPicker.tsx'
import own from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './Identity.module.css'
import { useAfterOrder } from './useIdentity.ts'

/** Joins another customer to this one by order: limits are not looked at, this one is right. */
export function JoinDialog({
  customer,
  onClose,
}: {
  customer: CustomerDetail
  onClose: () => void
}) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const afterOrder = useAfterOrder()
  const [other, setOther] = useState<CustomerSummary>()
  const [reason, setReason] = useState('')
  const join = useMutation({
    mutationFn: () =>
      send(
        'POST',
        `/api/customers/${customer.id}/merges`,
        { absorb: other?.id, reason },
        { answer: Ordered },
      ),
    onSuccess: () => {
      afterOrder()
      notify(t('identity.join.done'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    join.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('identity.join')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form className={own.fields} onSubmit={submit}>
        <p className={classes.about}>
          {t('identity.join.text', { name: nameOf(customer) ?? t('customers.noName') })}
        </p>
        <CustomerPicker
          label={t('identity.join.who')}
          placeholder={t('consent.page.pick')}
          value={other && (nameOf(other) ?? t('customers.noName'))}
          onChange={setOther}
        />
        <TextInput
          required
          withAsterisk={false}
          minLength={3}
          maxLength={300}
          label={t('identity.reason')}
          placeholder={t('identity.join.example')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormEnd
          action={t('identity.join.action')}
          busy={join.isPending}
          error={join.error}
          disabled={!other || other.id === customer.id || reason.trim().length < 3}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
