import { Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { PaymentDetail } from '../../../server/src/modules/payments/contract.ts'
import { send } from '../api/client.ts'
import { MoneyField } from '../promotions/fields.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { paymentsKey } from './usePayments.ts'

interface RefundDialogProps {
  payment: PaymentDetail
  left: number
  onClose: () => void
}

/** Gives back a part of a payment, or all of it. */
export function RefundDialog({ payment, left, onClose }: RefundDialogProps) {
  const { t, formats } = useTexts()
  const { notify } = useNotify()
  const queries = useQueryClient()
  const [amount, setAmount] = useState(left)
  const { customerId, id, currency } = payment
  const refund = useMutation({
    mutationFn: () =>
      send(
        'POST',
        `/api/payments/${customerId}/${id}/refund`,
        { amount },
        { answer: PaymentDetail },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: paymentsKey })
      notify(t('payments.refund.done', { amount: formats.money(amount, currency) }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    refund.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('payments.refund')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p>{t('payments.refund.text', { left: formats.money(left, currency) })}</p>
        <MoneyField
          label={t('payments.refund.amount')}
          value={amount}
          min={1}
          currency={currency}
          onChange={setAmount}
        />
        <FormEnd
          action={t('payments.refund')}
          busy={refund.isPending}
          error={refund.error}
          disabled={amount < 1 || amount > left}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
